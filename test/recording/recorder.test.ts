import {dirname, join} from 'node:path';
import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {check} from '../../src/check/check.ts';
import {UserError} from '../../src/model/errors.ts';
import {toLive} from '../../src/model/evidence.ts';
import {NO_CONFIG} from '../../src/config/file.ts';
import type {EvidenceSource} from '../../src/model/ports.ts';
import {readRecording, scenariosIn} from '../../src/simulate/files.ts';
import {replayed} from '../../src/recording/recorded.ts';
import {recorder} from '../../src/recording/recorder.ts';

const scenarios = await scenariosIn('scenarios');

test.each(scenarios)('a recorder hears of $name what its replay was told', async (scenario) => {
  const recording = await readRecording(scenario);
  const folder = dirname(scenario.file);
  for (const state of recording.states) {
    const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
    const {baseline, source} = replayed(recording, state, read(state.live), read('intent.yaml'));
    const ear = recorder();
    const sides = ear.listen(baseline, source);
    const report = await check(
      sides.baseline,
      sides.source,
      {fidelity: 'auto', config: NO_CONFIG},
      new Date(state.takenAt),
    );
    const heard = await ear.heard(state.name, state.live, report);
    // Whoever replays what was heard judges the same: what was never asked for need not be kept.
    expect(heard.intent).toBe(baseline.text);
    expect(heard.applyMethod).toBe(recording.applyMethod);
    expect(heard.state.dryRuns).toEqual(state.dryRuns);
    expect(Object.entries(heard.state.scopes).every(([kind, scope]) => state.scopes[kind] === scope)).toBe(true);
    expect(heard.state.gaps).toEqual(state.gaps);
  }
});

test('other revisions are kept as far as a check reads them', async () => {
  const scenario = await drifted();
  const {baseline, source, state} = scenario;
  const revisions = {
    newer: [
      {revision: 9, status: 'failed', manifest: async () => 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'},
    ],
    older: [
      {revision: 0, status: 'superseded', manifest: () => Promise.reject(new UserError('it is damaged'))},
      {revision: -1, status: 'superseded', manifest: async () => baseline.text},
    ],
  };
  const ear = recorder();
  const sides = ear.listen({...baseline, ...revisions}, source);
  const told = await check(
    sides.baseline,
    sides.source,
    {fidelity: 'auto', config: NO_CONFIG},
    new Date(state.takenAt),
  );
  const heard = await ear.heard(state.name, state.live, told);
  expect(heard.state.older).toEqual([
    {revision: 0, status: 'superseded', manifest: null},
    {revision: -1, status: 'superseded', manifest: baseline.text},
  ]);
  const {applyMethod, supplements} = heard;
  const shared = {...scenario.recording, applyMethod, supplements};
  const again = replayed(shared, heard.state, heard.objects.map(toLive), heard.intent);
  const replay = await check(
    again.baseline,
    again.source,
    {fidelity: 'auto', config: NO_CONFIG},
    new Date(state.takenAt),
  );
  expect(replay.findings).toEqual(told.findings);
  expect(replay.notes.filter((note) => note.includes('revision 9'))).toEqual(
    told.notes.filter((note) => note.includes('revision 9')),
  );
  expect(replay.notes.some((note) => note.startsWith('revision 0 cannot be read'))).toBe(true);
});

async function drifted() {
  const scenario = scenarios.find(({name}) => name === 'governed-drift');
  if (scenario === undefined) throw new Error('governed-drift does not ship');
  const recording = await readRecording(scenario);
  const state = recording.states[1];
  if (state === undefined) throw new Error('the recording is empty');
  const read = (file: string): string => readFileSync(join(dirname(scenario.file), file), 'utf8');
  return {recording, state, ...replayed(recording, state, read(state.live), read('intent.yaml'))};
}

test('a recording is of a release that can be asked, and read again', async () => {
  const scenario = scenarios[0];
  if (scenario === undefined) throw new Error('no scenario ships');
  const recording = await readRecording(scenario);
  const [state] = recording.states;
  if (state === undefined) throw new Error('the recording is empty');
  const {baseline, source} = replayed(recording, state, '', '');
  const deaf: EvidenceSource = {
    from: source.from,
    scopeOf: (kinds) => source.scopeOf(kinds),
    read: (intent) => source.read(intent),
    owned: (namespace) => source.owned(namespace),
  };
  const ear = recorder();
  const sides = ear.listen(baseline, deaf);
  // The check itself goes on.
  const report = await check(sides.baseline, sides.source, {fidelity: 'auto', config: NO_CONFIG}, new Date());
  await expect(ear.heard('x', 'x', report)).rejects.toThrow('can be asked');
  await expect(recorder().heard('x', 'x', {} as never)).rejects.toThrow('nothing was checked');
});

test('kinds that could not be listed, or were not waited for, stay unknown in a recording', async () => {
  const {baseline, source, state} = await drifted();
  const blind: EvidenceSource = {
    ...source,
    owned: async () => ({objects: [], unsearched: ['roles'], late: ['secrets']}),
  };
  const ear = recorder();
  const listening = ear.listen(baseline, blind);
  const report = await check(
    listening.baseline,
    listening.source,
    {fidelity: 'auto', config: NO_CONFIG},
    new Date(state.takenAt),
  );
  expect((await ear.heard(state.name, state.live, report)).state.unsearched).toEqual(['roles', 'secrets']);
});
