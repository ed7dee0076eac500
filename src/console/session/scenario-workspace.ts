import {dirname, join} from 'node:path';
import {inspect} from '../../check/check.ts';
import {NO_CONFIG} from '../../config/file.ts';
import {formatPath} from '../../model/path.ts';
import {refLabel} from '../../model/refs.ts';
import type {Scenario} from '../../model/scenario.ts';
import {readRecording, readText} from '../../simulate/files.ts';
import {timeline} from '../../simulate/play.ts';
import type {State} from '../../simulate/play.ts';
import {replayed} from '../../recording/recorded.ts';
import {foretoldReport, INTENT_FILE} from '../../simulate/recording.ts';
import type {Recording, ScenarioState} from '../../simulate/recording.ts';
import type {ScenarioView, TimelineState} from '../contract.ts';
import {openedView} from '../views/opened.ts';
import type {Inspected, TimelineSnapshot} from '../views/timeline.ts';
import {changeOpened} from './context.ts';
import {foretoldUpgrade} from './next-upgrade.ts';
import type {ConsoleContext, Workspace} from './context.ts';

const GATE = {open: false, why: 'This is recorded evidence: there is no cluster to write to.'} as const;

/** A scenario's states, all of them judged. */
interface Judged {
  readonly snapshots: readonly TimelineSnapshot[];
  /** The recorded live objects of each. */
  readonly files: readonly string[];
  /** Which of them is shown as now: the last drift. */
  readonly now: number;
  readonly recording: Recording;
}

/** A scenario from its recording: each state judged now, by the real engine, without a cluster. */
export function scenarioWorkspace(context: ConsoleContext, scenario: Scenario): Workspace {
  const {store} = context;
  const key = `scenario:${scenario.name}`;
  const {name, namespace} = scenario.release;
  let judged: Judged | undefined;

  async function refresh(): Promise<void> {
    try {
      judged = await judgedStates(scenario, context);
      const view = viewOf(judged, scenario, context);
      changeOpened(store, key, () => view);
    } catch (error) {
      const problem = context.problem(error);
      changeOpened(store, key, (opened) => ({...opened, problem}));
    }
  }

  const indexOf = (state: string | undefined): number => {
    const at = judged?.snapshots.findIndex(({id}) => id === state) ?? -1;
    return at < 0 ? (judged?.now ?? 1) : at;
  };
  return {
    name,
    namespace,
    inspection: (state) => judged?.snapshots[indexOf(state)]?.inspection,
    refresh,
    arguments: () => [
      name,
      '--namespace',
      namespace,
      '--baseline',
      join(dirname(scenario.file), INTENT_FILE),
      '--live',
      judged?.files[judged.now] ?? '',
    ],
    playable: () => [],
    close: () => {},
  };
}

async function judgedStates(scenario: Scenario, context: ConsoleContext): Promise<Judged> {
  const recording = await readRecording(scenario);
  const states = timeline(scenario);
  const folder = dirname(scenario.file);
  const snapshots: TimelineSnapshot[] = [];
  for (const state of states) snapshots.push(await snapshotOf(scenario, recording, state, context));
  const last = states.findLastIndex(({kind}) => kind === 'mutation');
  const drifted = snapshots[last];
  const told = drifted && foretoldReport(drifted.inspection.report, recording.states[last] as ScenarioState);
  if (drifted !== undefined && told !== undefined) snapshots.push(foretoldUpgrade(drifted.inspection, told));
  return {
    snapshots,
    files: states.map(({number}) => join(folder, recording.states[number - 1]?.live ?? '')),
    now: Math.max(
      1,
      states.findLastIndex(({kind}) => kind === 'mutation'),
    ),
    recording,
  };
}

function viewOf({snapshots, now, recording}: Judged, scenario: Scenario, {redactor, documents}: ConsoleContext) {
  const focus = focusOf(scenario, snapshots[now]?.inspection);
  return openedView({
    key: `scenario:${scenario.name}`,
    snapshots,
    now,
    redactor,
    documents,
    canReconcile: GATE,
    scenario: scenarioView(scenario, recording),
    ...(focus === undefined ? {} : {focus}),
  });
}

function scenarioView({name, title, about}: Scenario, {recordedAt, kubernetes, helm}: Recording): ScenarioView {
  const source = `Evidence recorded on ${recordedAt.slice(0, 10)} on Kubernetes ${kubernetes} with Helm ${helm}; judged now, by the same engine as check.`;
  return {name, title, about, source};
}

async function snapshotOf(
  scenario: Scenario,
  recording: Recording,
  state: State,
  {redactor}: ConsoleContext,
): Promise<TimelineSnapshot> {
  const folder = dirname(scenario.file);
  const recorded = recording.states[state.number - 1];
  if (recorded === undefined) throw new Error(`${scenario.name}: state ${state.number} was not recorded`);
  const [live, intent] = await Promise.all([
    readText(join(folder, recorded.live), 'recorded evidence'),
    readText(join(folder, INTENT_FILE), 'recorded manifest'),
  ]);
  const {baseline, source} = replayed(recording, recorded, live, intent);
  // As the prompt's own check of these files does it: no API server is here to be asked, and the page does not say so.
  const inspection = await inspect(
    baseline,
    source,
    {fidelity: 'client', config: NO_CONFIG},
    new Date(recorded.takenAt),
  );
  for (const {object} of [...inspection.intent.objects, ...inspection.live]) redactor.learn(object);
  return {id: idOf(state), name: state.name, basis: BASIS[state.kind], inspection, mutations: mutationsOf(state)};
}

const BASIS = {
  baseline: 'Recorded right after helm installed the release.',
  mutation: 'Recorded after the changes past Helm.',
  reconcile: 'Recorded after a real fix, and verified.',
} as const;

function idOf({kind, number}: State): TimelineState['id'] {
  return kind === 'mutation' && number > 2 ? `mutation-${number - 1}` : kind;
}

function mutationsOf(state: State): string[] {
  if (state.kind !== 'mutation' || state.step.change.by !== 'mutations') return [];
  return state.step.change.mutations.map(
    ({manager, target, action}) => `${manager}: ${action.do} ${target.kind}/${target.name}`,
  );
}

function focusOf({focus}: Scenario, inspection: Inspected | undefined): string | undefined {
  return inspection?.report.findings.find(({ref, path}) => `${refLabel(ref)} ${formatPath(path)}`.trim() === focus)?.id;
}
