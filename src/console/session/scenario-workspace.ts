import {dirname, join} from 'node:path';
import {inspect} from '../../check/check.ts';
import type {Inspection} from '../../check/check.ts';
import {NO_CONFIG} from '../../config/file.ts';
import {formatPath} from '../../model/path.ts';
import {refLabel} from '../../model/refs.ts';
import type {Scenario} from '../../model/scenario.ts';
import {timeline} from '../../simulate/play.ts';
import type {State} from '../../simulate/play.ts';
import {readRecording, readText} from '../../simulate/files.ts';
import {INTENT_FILE, replayed} from '../../simulate/recording.ts';
import type {Recording} from '../../simulate/recording.ts';
import type {TimelineState} from '../contract.ts';
import {changeOpened} from './context.ts';
import type {Workspace, ConsoleContext} from './context.ts';
import {openedView} from '../views/opened.ts';
import type {TimelineSnapshot} from './snapshots.ts';

const NEVER = {open: false, why: 'This is recorded evidence: there is no cluster to write to.'} as const;

/** A scenario from its recording: each state judged now, by the real engine, without a cluster. */
export function scenarioWorkspace(context: ConsoleContext, scenario: Scenario): Workspace {
  const {store} = context;
  const key = `scenario:${scenario.name}`;
  const {name, namespace} = scenario.release;
  let snapshots: readonly TimelineSnapshot[] = [];
  let files: readonly string[] = [];

  async function load(): Promise<void> {
    try {
      const recording = await readRecording(scenario);
      const states = timeline(scenario);
      files = states.map(({number}) => join(dirname(scenario.file), recording.states[number - 1]?.live ?? ''));
      const found: TimelineSnapshot[] = [];
      for (const state of states) found.push(await snapshotOf(scenario, recording, state, context));
      snapshots = found;
      const now = Math.max(
        1,
        states.findLastIndex(({kind}) => kind === 'mutation'),
      );
      const focus = focusOf(scenario, snapshots[now]?.inspection);
      const view = openedView({
        key,
        snapshots,
        now,
        ...context,
        canReconcile: NEVER,
        scenario: {
          name: scenario.name,
          title: scenario.title,
          about: scenario.about,
          source: `Evidence recorded on ${recording.recordedAt.slice(0, 10)} on Kubernetes ${recording.kubernetes} with Helm ${recording.helm}; judged now, by the same engine as check.`,
        },
        ...(focus === undefined ? {} : {focus}),
      });
      changeOpened(store, key, () => view);
    } catch (error) {
      const problem = context.problem(error);
      changeOpened(store, key, (opened) => ({...opened, problem}));
    }
  }

  const indexOf = (state: string | undefined): number => {
    const at = snapshots.findIndex(({id}) => id === state);
    return at < 0 ? (store.state().opened?.now ?? 1) : at;
  };
  return {
    name,
    namespace,
    inspection: (state) => snapshots[indexOf(state)]?.inspection,
    refresh: load,
    arguments: () => [
      name,
      '--namespace',
      namespace,
      '--baseline',
      join(dirname(scenario.file), INTENT_FILE),
      '--live',
      files[indexOf(undefined)] ?? '',
    ],
    close: () => {},
  };
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
  const inspection = await inspect(baseline, source, {fidelity: 'auto', config: NO_CONFIG}, new Date(recorded.takenAt));
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

function focusOf({focus}: Scenario, inspection: Pick<Inspection, 'report'> | undefined): string | undefined {
  return inspection?.report.findings.find(({ref, path}) => `${refLabel(ref)} ${formatPath(path)}`.trim() === focus)?.id;
}
