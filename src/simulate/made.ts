import {check} from '../check/check.ts';
import {API_VERSION, NO_CONFIG} from '../config/file.ts';
import {holdsMask} from '../model/mask.ts';
import type {DriftReport} from '../model/report.ts';
import type {ExpectedFinding} from '../model/scenario.ts';
import {replayed} from '../recording/recorded.ts';
import type {SharedAnswers} from '../recording/recorded.ts';
import type {Heard} from '../recording/recorder.ts';
import {stringifyJson} from '../yaml/json.ts';
import {writeYaml} from '../yaml/write.ts';
import {parseScenario} from './document.ts';
import {detailsOf} from './expectations.ts';
import {SCENARIO_FILE} from './files.ts';
import {digestOf, INTENT_FILE, RECORDING_FILE} from './recording.ts';
import type {Recording} from './recording.ts';

/** One state of a release's real drift, secrets masked. */
export interface RealState {
  /** `Seen 2026-11-28 09:10:00Z`. */
  readonly name: string;
  readonly heard: Heard;
}

export interface RealDrift {
  readonly title: string;
  readonly about: string;
  /** Oldest first; all of one manifest. */
  readonly states: readonly [RealState, ...RealState[]];
  readonly made: Pick<Recording, 'kubernetes' | 'helm' | 'cluster'>;
}

/**
 * The files of a scenario that plays a release's real drift, by their names: what each state was told, and what the engine finds
 * in it. A secret's value is expected nowhere.
 */
export async function scenarioFiles({title, about, states, made}: RealDrift): Promise<ReadonlyMap<string, string>> {
  const [{heard: first}] = states;
  const {release} = first.state;
  const lives = states.map((_state, at) => (at === states.length - 1 ? 'live.yaml' : `live-${at + 1}.yaml`));
  const recorded = states.map(({name, heard}, at) => ({...heard.state, name, live: lives[at] ?? ''}));
  const {applyMethod, supplements, schemas} = first;
  const shared: SharedAnswers = {
    cluster: made.cluster,
    applyMethod,
    supplements,
    ...(schemas === undefined ? {} : {schemas}),
  };
  const texts = states.map(({heard}) => snapshotText(heard));
  const steps = [];
  for (const [at, state] of recorded.entries()) {
    const {baseline, source} = replayed(shared, state, texts[at] ?? '', first.intent);
    const report = await check(baseline, source, {fidelity: 'auto', config: NO_CONFIG}, new Date(state.takenAt));
    steps.push({name: state.name, live: state.live, expect: expectedOf(report)});
  }
  const document = {
    apiVersion: API_VERSION,
    kind: 'Scenario',
    title,
    about,
    release: {name: release.name, namespace: release.namespace, baseline: INTENT_FILE},
    steps,
  };
  const scenario = writeYaml(document);
  const parsed = parseScenario(scenario, {name: title, file: SCENARIO_FILE, resolve: (path) => path});
  const recording: Recording = {
    schemaVersion: '1',
    kind: 'ScenarioRecording',
    of: digestOf(parsed),
    recordedAt: first.state.takenAt,
    ...made,
    ...shared,
    states: recorded,
  };
  return new Map([
    [SCENARIO_FILE, scenario],
    [RECORDING_FILE, `${stringifyJson(recording, 1)}\n`],
    [INTENT_FILE, first.intent],
    ...lives.map((live, at): [string, string] => [live, texts[at] ?? '']),
  ]);
}

/** As `kubectl get … -o yaml --show-managed-fields` prints it. */
function snapshotText({objects}: Heard): string {
  return writeYaml({apiVersion: 'v1', items: objects, kind: 'List', metadata: {resourceVersion: ''}});
}

function expectedOf(report: DriftReport): ExpectedFinding[] {
  return report.findings
    .filter(({verdict}) => verdict === 'drift')
    .map((finding) => {
      const {desired, live, ...rest} = detailsOf(finding);
      const isSecret = holdsMask(desired) || holdsMask(live);
      return {
        ...rest,
        ...(isSecret || desired === undefined ? {} : {desired}),
        ...(isSecret || live === undefined ? {} : {live}),
      };
    });
}
