import {createHash} from 'node:crypto';
import {UserError} from '../model/errors.ts';
import type {DriftReport, Finding, FindingForecast, Forecast} from '../model/report.ts';
import type {Scenario} from '../model/scenario.ts';
import type {RecordedState, SharedAnswers} from '../recording/recorded.ts';
import {parseJsonExact, stringifyJson} from '../yaml/json.ts';

/** The manifest that helm kept, beside the recording. */
export const INTENT_FILE = 'intent.yaml';
export const RECORDING_FILE = 'recording.json';

/** A state of a scenario. */
export interface ScenarioState extends RecordedState {
  /** What helm's next upgrade would have done, by finding: of the last mutation. */
  readonly upgrade?: RecordedUpgrade;
}

export interface RecordedUpgrade {
  readonly forecast: Forecast;
  /** By the finding's ID. */
  readonly findings: Readonly<Record<string, FindingForecast>>;
}

/** A report of that state with its forecast; undefined where none was recorded. */
export function foretoldReport(report: DriftReport, {upgrade}: ScenarioState): DriftReport | undefined {
  if (upgrade === undefined) return undefined;
  const findings = report.findings.map((finding): Finding => {
    const forecast = upgrade.findings[finding.id];
    return forecast === undefined ? finding : {...finding, forecast};
  });
  return {...report, findings, forecast: upgrade.forecast};
}

/** A scenario as it was once played on a real cluster. */
export interface Recording extends SharedAnswers {
  readonly schemaVersion: '1';
  readonly kind: 'ScenarioRecording';
  /** Of what was done: a scenario that was changed since must be recorded anew. */
  readonly of: string;
  readonly recordedAt: string;
  readonly kubernetes: string;
  readonly helm: string;
  readonly states: readonly ScenarioState[];
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
