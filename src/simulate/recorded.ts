import type {EvidenceSource} from '../model/ports.ts';
import {dirname, join} from 'node:path';
import {check} from '../check/check.ts';
import {fromSnapshot, parseSnapshot} from '../check/evidence/snapshot.ts';
import {builtinScope} from '../check/intent/builtin-scope.ts';
import {parseManifest} from '../check/intent/parse.ts';
import {resolveNamespaces} from '../check/intent/scope.ts';
import {NO_CONFIG} from '../config/file.ts';
import type {LiveObject} from '../model/evidence.ts';
import {refKey} from '../model/refs.ts';
import type {DriftReport} from '../model/report.ts';
import type {Scenario, ScenarioRelease} from '../model/scenario.ts';
import {hasRecording, readRecording, readText} from './files.ts';
import type {Stage, State} from './play.ts';
import {asPromised} from '../recording/promised.ts';
import {replayed} from '../recording/recorded.ts';
import {INTENT_FILE} from './recording.ts';
import type {Recording} from './recording.ts';

/** A stage without a cluster: recorded evidence, or the scenario's own files, through the real engine. */
export interface RecordedStage extends Stage {
  /** Absent for files. */
  readonly recording?: Recording;
}

const NOTHING_TO_DO = {
  install: async () => {},
  mutate: async () => ({done: true}) as const,
  waitUntilStable: async () => {},
  reconcile: async () => {},
};

export async function recordedStage(scenario: Scenario, now: Date): Promise<RecordedStage> {
  const {release} = scenario;
  if (release.from === 'file' && !(await hasRecording(scenario)))
    return {...NOTHING_TO_DO, check: (state) => checkFiles(release, state, now)};
  const recording = await readRecording(scenario);
  return {...NOTHING_TO_DO, recording, check: (state) => checkRecorded(scenario, recording, state)};
}

/** What the release of a scenario declares, by its recording: `refKey`s. Throws UserError where nothing was recorded. */
export async function declaredBy(scenario: Scenario): Promise<ReadonlySet<string>> {
  const {namespace} = scenario.release;
  const [{states}, text] = await Promise.all([
    readRecording(scenario),
    readText(join(dirname(scenario.file), INTENT_FILE), 'recorded manifest'),
  ]);
  const scopes = states[0]?.scopes ?? {};
  const {objects} = parseManifest(text, INTENT_FILE);
  const placed = resolveNamespaces(objects, namespace, (group, kind) => scopes[`${group}/${kind}`]);
  return new Set(placed.map(({ref}) => refKey(ref)));
}

/**
 * At the time of the recording, so that its ages are what they were. Of what is made of a release's real drift its steps are
 * recorded; before and after them the release is what its manifest says.
 */
async function checkRecorded(scenario: Scenario, recording: Recording, state: State): Promise<DriftReport> {
  const folder = dirname(scenario.file);
  const isReal = scenario.release.from === 'file';
  const isPromised = isReal && state.kind !== 'mutation';
  const recorded = recording.states[isPromised ? 0 : state.number - (isReal ? 2 : 1)];
  if (recorded === undefined) throw new Error(`${scenario.name}: state ${state.number} was not recorded`);
  const [live, intent] = await Promise.all([
    readText(join(folder, recorded.live), 'recorded evidence'),
    readText(join(folder, INTENT_FILE), 'recorded manifest'),
  ]);
  const told = replayed(recording, recorded, live, intent);
  const {baseline, source} = isPromised ? asPromised(told.baseline, told.source) : told;
  return check(baseline, source, {fidelity: 'auto', config: NO_CONFIG}, new Date(recorded.takenAt));
}

/** Before the first step, and after the way back, the release is what its manifest says. */
async function checkFiles(
  release: Extract<ScenarioRelease, {from: 'file'}>,
  state: State,
  now: Date,
): Promise<DriftReport> {
  const text = await readText(release.baseline, 'baseline');
  const file = state.kind === 'mutation' && state.step.change.by === 'file' ? state.step.change.live : release.baseline;
  const live =
    file === release.baseline ? asDeclared(text, release) : parseSnapshot(await readText(file, 'live snapshot'), file);
  const source: EvidenceSource = {
    from: {kind: 'file', file},
    scopeOf: async () => builtinScope,
    owned: async () => ({objects: live, unsearched: []}),
    read: async (intent) => fromSnapshot(live, intent, file),
  };
  const baseline = {
    release: {name: release.name, namespace: release.namespace},
    from: {kind: 'file', file: release.baseline} as const,
    text,
    name: release.baseline,
    notes: [],
    applyMethod: async () => 'ssa' as const,
  };
  return check(baseline, source, {fidelity: 'client', config: NO_CONFIG}, now);
}

function asDeclared(text: string, {baseline, namespace}: Extract<ScenarioRelease, {from: 'file'}>): LiveObject[] {
  return resolveNamespaces(parseManifest(text, baseline).objects, namespace, builtinScope).map(
    ({ref, apiVersion, object}) => ({ref, apiVersion, object}),
  );
}
