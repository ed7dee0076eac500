import type {SchemaTable} from '../model/schema.ts';
import {toLive} from '../model/evidence.ts';
import {createHash} from 'node:crypto';
import {parseSnapshot} from '../check/evidence/snapshot.ts';
import {UserError} from '../model/errors.ts';
import type {ClusterIdentity, Gap} from '../model/evidence.ts';
import type {JsonObject} from '../model/json.ts';
import type {DryRunResult, EvidenceSource, Baseline, Supplement} from '../model/ports.ts';
import {refKey} from '../model/refs.ts';
import type {ApplyMethod, ObjectRef, ReleaseRef} from '../model/refs.ts';
import type {DriftReport, Finding, FindingForecast, Forecast} from '../model/report.ts';
import type {Scenario} from '../model/scenario.ts';
import {parseJsonExact, stringifyJson} from '../yaml/json.ts';

/** The manifest that helm kept, beside the recording. */
export const INTENT_FILE = 'intent.yaml';
export const RECORDING_FILE = 'recording.json';

/** What one check asked, and was told, apart from the live objects: they lie in a file that kubectl could have written. */
export interface RecordedState {
  readonly name: string;
  readonly live: string;
  /** RFC 3339. */
  readonly takenAt: string;
  readonly release: ReleaseRef;
  readonly revision: number;
  readonly notes: readonly string[];
  readonly gaps: readonly Gap[];
  /** Objects under Helm's label that are not the release's: names and labels alone. */
  readonly owned: readonly JsonObject[];
  readonly unsearched: readonly string[];
  /** `apps/Deployment` → whether it lives in namespaces. */
  readonly scopes: Readonly<Record<string, boolean>>;
  readonly dryRuns: Readonly<Record<string, DryRunResult>>;
  /** By namespace; '' for none. */
  readonly autoscalers: Readonly<Record<string, readonly JsonObject[]>>;
  /** What helm's next upgrade would have done, by finding: of the last mutation. */
  readonly upgrade?: RecordedUpgrade;
}

export interface RecordedUpgrade {
  readonly forecast: Forecast;
  /** By the finding's ID. */
  readonly findings: Readonly<Record<string, FindingForecast>>;
}

/** A report of that state with its forecast; undefined where none was recorded. */
export function foretoldReport(report: DriftReport, {upgrade}: RecordedState): DriftReport | undefined {
  if (upgrade === undefined) return undefined;
  const findings = report.findings.map((finding): Finding => {
    const forecast = upgrade.findings[finding.id];
    return forecast === undefined ? finding : {...finding, forecast};
  });
  return {...report, findings, forecast: upgrade.forecast};
}

/** A scenario as it was once played on a real cluster. */
export interface Recording {
  readonly schemaVersion: '1';
  readonly kind: 'ScenarioRecording';
  /** Of what was done: a scenario that was changed since must be recorded anew. */
  readonly of: string;
  readonly recordedAt: string;
  readonly kubernetes: string;
  readonly helm: string;
  readonly cluster: ClusterIdentity;
  readonly applyMethod: ApplyMethod;
  readonly supplements: readonly Supplement[];
  readonly schemas?: SchemaTable;
  readonly states: readonly RecordedState[];
}

/** What a recording depends on: the release and what is done to it. Words, and what is expected, may change. */
export function digestOf({release, steps}: Scenario): string {
  const made = release.from === 'chart' ? {values: release.values} : {};
  const done = steps.map(({name, change}) => ({
    name,
    mutations:
      change.by === 'mutations'
        ? change.mutations.map(({manager, target, action}) => ({manager, target, action}))
        : undefined,
  }));
  const text = stringifyJson({name: release.name, namespace: release.namespace, ...made, done});
  return createHash('sha256').update(text).digest('hex');
}

/** Reads a recording. Throws UserError where it is none, or of another version of the scenario. */
export function parseRecording(text: string, file: string, scenario: Scenario): Recording {
  let recording: Partial<Recording>;
  try {
    recording = parseJsonExact(text) as unknown as Partial<Recording>;
  } catch (error) {
    throw new UserError(`${file} is damaged: ${(error as Error).message}`, RECORD_ANEW, {cause: error});
  }
  if (recording.kind !== 'ScenarioRecording' || recording.schemaVersion !== '1')
    throw new UserError(`${file} is no recording of a scenario that this helm drift can read`, RECORD_ANEW);
  if (recording.of !== digestOf(scenario))
    throw new UserError(`${file} was recorded before ${scenario.file} was changed`, RECORD_ANEW);
  return recording as Recording;
}

const RECORD_ANEW = 'Play it on the sandbox with --live; `npm run record` records the shipped ones anew.';

/** What replacing an object, or making it anew, came to stands beside the dry run of it, under a key of its own. */
export function replacedKey(ref: ObjectRef): string {
  return `replaced ${refKey(ref)}`;
}

export function madeKey(ref: ObjectRef): string {
  return `made ${refKey(ref)}`;
}

/** The evidence of one state as the check met it, answered from the recording. */
export function replayed(
  recording: Recording,
  state: RecordedState,
  live: string,
  intent: string,
): {readonly baseline: Baseline; readonly source: EvidenceSource} {
  const snapshot = parseSnapshot(live, state.live);
  const {name, namespace} = state.release;
  const baseline: Baseline = {
    release: state.release,
    from: {kind: 'release', revision: state.revision},
    text: intent,
    name: `manifest of ${name}, revision ${state.revision}`,
    notes: state.notes,
    applyMethod: async () => recording.applyMethod,
    supplements: async () => recording.supplements,
  };
  const source: EvidenceSource = {
    from: {kind: 'cluster', cluster: recording.cluster},
    scopeOf: async () => (group, kind) => state.scopes[`${group}/${kind}`],
    read: async () => ({objects: snapshot, gaps: state.gaps}),
    owned: async () => ({objects: [...snapshot, ...state.owned.map(toLive)], unsearched: state.unsearched}),
    ...(recording.schemas === undefined ? {} : {schemas: async () => recording.schemas as SchemaTable}),
    queries: async () => ({
      reread: async ({ref}) => ({live: snapshot.find((object) => refKey(object.ref) === refKey(ref))}),
      dryRun: async ({ref}) => state.dryRuns[refKey(ref)] ?? {unasked: `the recording of ${namespace} holds no answer`},
      replaced: async ({ref}) =>
        state.dryRuns[replacedKey(ref)] ?? {unasked: `the recording of ${namespace} holds no answer`},
      made: async ({ref}) => state.dryRuns[madeKey(ref)] ?? {unasked: `the recording of ${namespace} holds no answer`},
      autoscalers: async (where) => ({objects: (state.autoscalers[where ?? ''] ?? []).map(toLive)}),
    }),
  };
  return {baseline, source};
}
