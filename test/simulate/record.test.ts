import {dirname, join} from 'node:path';
import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {check} from '../../src/check/check.ts';
import {NO_CONFIG} from '../../src/config/file.ts';
import type {EvidenceSource} from '../../src/model/ports.ts';
import {readRecording, scenariosIn} from '../../src/simulate/files.ts';
import {recorder} from '../../src/simulate/record.ts';
import {replayed} from '../../src/simulate/recording.ts';

const scenarios = await scenariosIn('scenarios');

test.each(scenarios)('a recorder hears of $name what its replay was told', async (scenario) => {
  const recording = await readRecording(scenario);
  const folder = dirname(scenario.file);
  for (const state of recording.states) {
    const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
    const {baseline, source} = replayed(recording, state, read(state.live), read('intent.yaml'));
    const ear = recorder();
    const report = await check(
      baseline,
      ear.listen(baseline, source),
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

test('a recording keeps one revision, of a release that can be asked', async () => {
  const scenario = scenarios[0];
  if (scenario === undefined) throw new Error('no scenario ships');
  const recording = await readRecording(scenario);
  const [state] = recording.states;
  if (state === undefined) throw new Error('the recording is empty');
  const {baseline, source} = replayed(recording, state, '', '');
  const other = {revision: 9, status: 'failed', manifest: async () => ''};
  expect(() => recorder().listen({...baseline, newer: [other]}, source)).toThrow('keeps one revision');
  const deaf: EvidenceSource = {
    from: source.from,
    scopeOf: (kinds) => source.scopeOf(kinds),
    read: (intent) => source.read(intent),
    owned: (namespace) => source.owned(namespace),
  };
  const overheard = recorder().listen(baseline, deaf);
  await expect(overheard.queries?.(state.release, async () => 'ssa')).rejects.toThrow('can be asked');
  await expect(recorder().heard('x', 'x', {} as never)).rejects.toThrow('nothing was checked');
});

test('kinds that could not be listed, or were not waited for, stay unknown in a recording', async () => {
  const scenario = scenarios[0];
  if (scenario === undefined) throw new Error('no scenario ships');
  const recording = await readRecording(scenario);
  const [state] = recording.states;
  if (state === undefined) throw new Error('the recording is empty');
  const read = (file: string): string => readFileSync(join(dirname(scenario.file), file), 'utf8');
  const {baseline, source} = replayed(recording, state, read(state.live), read('intent.yaml'));
  const blind: EvidenceSource = {
    ...source,
    owned: async () => ({objects: [], unsearched: ['roles'], late: ['secrets']}),
  };
  const ear = recorder();
  const listening = ear.listen(baseline, blind);
  const report = await check(baseline, listening, {fidelity: 'auto', config: NO_CONFIG}, new Date(state.takenAt));
  expect((await ear.heard(state.name, state.live, report)).state.unsearched).toEqual(['roles', 'secrets']);
});
