import {expect, test} from 'vitest';
import {UserError} from '../../src/model/errors.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {OtherRevision} from '../../src/model/ports.ts';
import {configMap, live, scriptedCheck} from './sources.ts';

function revision(number: number, status: string, ...objects: readonly JsonObject[]): OtherRevision {
  const text = objects.map((object) => `---\n${JSON.stringify(object)}\n`).join('');
  return {revision: number, status, manifest: async () => text};
}

const promised = configMap('settings', {level: 'info', mode: 'a'});

test('what a newer revision that failed has written already is put down to it', async () => {
  const report = await scriptedCheck({
    declared: [promised],
    objects: [live(configMap('settings', {level: 'debug', mode: 'a', extra: 'new'}))],
    fidelity: 'client',
    baseline: {newer: [revision(4, 'failed', configMap('settings', {level: 'debug', mode: 'a', extra: 'new'}))]},
  });
  expect(report.findings.map(({change, by}) => [change, by.manager, by.revision, by.status])).toEqual([
    ['added', 'helm', 4, 'failed'],
    ['changed', 'helm', 4, 'failed'],
  ]);
  expect(report.notes).toContain('2 of the differences are what revision 4 declares');
});

test('what the newer revision does not declare so is not put down to it', async () => {
  const report = await scriptedCheck({
    declared: [promised],
    objects: [live(configMap('settings', {level: 'trace', mode: 'a'}))],
    fidelity: 'client',
    baseline: {newer: [revision(4, 'failed', configMap('settings', {level: 'debug', mode: 'a'}))]},
  });
  expect(report.findings).toMatchObject([{change: 'changed', live: 'trace'}]);
  expect(report.findings[0]?.by.revision).toBeUndefined();
});

test.each([
  ['equal', {level: 'warn', mode: 'b'}, 'live matches revision 2: somebody may have rolled back by hand'],
  ['nearer', {level: 'warn', mode: 'b', more: 'x'}, 'live is nearer to revision 2'],
])('an older revision that is %s to what is live is named', async (_name, older, says) => {
  const report = await scriptedCheck({
    declared: [configMap('settings', {level: 'info', mode: 'a', third: 'x', fourth: 'x'})],
    objects: [live(configMap('settings', {level: 'warn', mode: 'b'}))],
    fidelity: 'client',
    baseline: {older: [revision(2, 'superseded', configMap('settings', older))]},
  });
  expect(report.notes.join('\n')).toContain(says);
});

test('a damaged record of another revision takes its explanation away, and not the report', async () => {
  const broken: OtherRevision = {
    revision: 4,
    status: 'failed',
    manifest: async () => {
      throw new UserError('the release record is damaged');
    },
  };
  const report = await scriptedCheck({
    declared: [promised],
    objects: [live(configMap('settings', {level: 'debug', mode: 'a'}))],
    fidelity: 'client',
    baseline: {newer: [broken]},
  });
  expect(report.findings).toHaveLength(1);
  expect(report.notes.join('\n')).toContain('revision 4 cannot be read (the release record is damaged)');
});

test('a bug of ours in another revision is not taken for a damaged record', async () => {
  const broken: OtherRevision = {
    revision: 4,
    status: 'failed',
    manifest: async () => {
      throw new TypeError('ours');
    },
  };
  await expect(
    scriptedCheck({declared: [promised], objects: [live(promised)], baseline: {newer: [broken]}}),
  ).rejects.toThrow(TypeError);
});
