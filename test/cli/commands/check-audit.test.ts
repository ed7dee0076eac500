import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {JsonObject} from '../../../src/model/json.ts';
import type {DriftReport} from '../../../src/model/report.ts';
import {audited} from '../../audit/events.ts';
import {edit, scriptedCluster, SETTINGS} from './scripted.ts';

const SETTINGS_NAMED = {group: '', resource: 'configmaps', namespace: 'shop', name: 'settings'};
const WRITTEN = '2026-06-01T00:00:00.250000Z';
const ALICE = audited({
  ...SETTINGS_NAMED,
  user: 'alice@example.com',
  manager: 'kubectl-edit',
  at: WRITTEN,
  verb: 'patch',
});
const RECORD = {group: '', resource: 'secrets', namespace: 'shop', name: 'sh.helm.release.v1.web.v1'};
/** Helm's run of before. */
const RUN = ['create', 'update'].map((verb, at) =>
  audited({...RECORD, verb, user: 'deployer', manager: 'helm', at: `2026-05-31T00:00:0${at}.000000Z`}),
);
/** An update of an object of a later revision: so far the log reaches. */
const LATER: JsonObject = (() => {
  const event = audited({
    group: '',
    resource: 'configmaps',
    namespace: 'shop',
    name: 'other',
    at: '2026-06-01T01:00:00.000000Z',
    verb: 'update',
  });
  return {...event, objectRef: {...(event['objectRef'] as JsonObject), resourceVersion: '9'}};
})();

async function logged(...events: readonly JsonObject[]) {
  const cluster = await scriptedCluster();
  edit(cluster.server, SETTINGS, (object) => ({...object, data: {...object.data, level: 'debug'}}));
  const log = join(cluster.folder, 'audit.log');
  writeFileSync(log, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return {...cluster, log};
}

const idOf = (stdout: string): string => (JSON.parse(stdout) as DriftReport).findings[0]?.id ?? '';
const personOf = (stdout: string) => (JSON.parse(stdout) as DriftReport).findings[0]?.by.person;

describe('check --audit', () => {
  test('names who wrote, on a terminal and where it is asked for', async () => {
    const {run, log} = await logged(...RUN, ALICE, LATER);
    const {stdout, code} = await run('check', 'web', '--fidelity', 'client', '--audit', log);
    expect(code).toBe(2);
    expect(stdout).toContain('alice@example.com');
    const json = await run('check', 'web', '--fidelity', 'client', '--audit', log, '-o', 'json', '--who', 'person');
    expect(personOf(json.stdout)).toMatchObject({
      certainty: 'exact',
      candidates: [{name: 'alice@example.com', at: WRITTEN}],
    });
    const quiet = await run('check', 'web', '--fidelity', 'client', '--audit', log, '-o', 'json', '--who', 'manager');
    expect(quiet.stdout).not.toContain('alice');
    const explained = await run('explain', 'web', idOf(json.stdout), '--fidelity', 'client', '--audit', log);
    expect(explained.stdout).toContain('alice@example.com');
  });

  test('a log that does not reach so far, or is another’s, names nobody', async () => {
    for (const events of [
      [],
      [LATER],
      [...RUN, audited({...SETTINGS_NAMED, user: 'bob', manager: 'helm', at: WRITTEN}), LATER],
    ]) {
      const {run, log} = await logged(...events);
      const {stdout} = await run(
        'check',
        'web',
        '--fidelity',
        'client',
        '--audit',
        log,
        '-o',
        'json',
        '--who',
        'person',
      );
      expect(personOf(stdout)?.certainty).toBe('unknown');
      expect(stdout).not.toContain('bob');
    }
  });

  test('all releases, a folder, lines that cannot be read', async () => {
    const {run, folder} = await logged();
    const logs = join(folder, 'logs');
    mkdirSync(logs);
    writeFileSync(join(logs, 'audit.log'), `${JSON.stringify(ALICE)}\nno JSON at all {\n${JSON.stringify(LATER)}\n`);
    const {stdout} = await run('check', '-A', '--fidelity', 'client', '--audit', logs, '-o', 'json', '--who', 'person');
    expect(stdout).toContain('of the audit log could not be read');
    const missing = await run('check', 'web', '--fidelity', 'client', '--audit', join(folder, 'none.log'));
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('none.log');
  });
});

interface Told {
  readonly moments: readonly {
    readonly kind: string;
    readonly what: string;
    readonly person?: string;
    readonly manager?: string;
  }[];
}

describe('timeline', () => {
  test('has revisions, writes, persons and findings in one order', async () => {
    const {run, log} = await logged(...RUN, ALICE, LATER);
    await run('check', 'web', '--fidelity', 'client');
    const {stdout} = await run('timeline', 'web', '--audit', log, '-o', 'json');
    const {moments} = JSON.parse(stdout) as Told;
    expect(moments.map(({kind}) => kind)).toEqual(expect.arrayContaining(['write', 'finding']));
    expect(moments.find(({kind}) => kind === 'write')).toMatchObject({
      person: 'alice@example.com',
      manager: 'kubectl-edit',
    });
    const text = await run('timeline', 'web', '--audit', log);
    expect(text.stdout).toContain('alice@example.com');
    expect((await run('timeline', 'web', '--audit', log, '--who', 'manager')).stdout).not.toContain('alice');
    expect((await run('timeline', 'web', '--audit', log, '--who', 'none')).stdout).not.toContain('kubectl-edit');
  });

  test('of one field alone, without a log, and younger than asked', async () => {
    const {run} = await logged();
    await run('check', 'web', '--fidelity', 'client');
    const field = await run('timeline', 'web', '--field', 'ConfigMap/settings:data.level', '-o', 'json');
    const {moments} = JSON.parse(field.stdout) as Told;
    expect(moments.length).toBeGreaterThan(1);
    expect(moments.find(({kind}) => kind === 'write')).toMatchObject({manager: 'kubectl-edit'});
    const other = await run('timeline', 'web', '--field', 'Secret/token', '-o', 'json');
    expect((JSON.parse(other.stdout) as Told).moments).toEqual([]);
    const young = await run('timeline', 'web', '--since', '1s', '-o', 'json');
    expect((JSON.parse(young.stdout) as Told).moments.filter(({kind}) => kind === 'write')).toEqual([]);
    expect((await run('timeline', 'nope')).code).toBe(1);
  });
});
