import {UserError} from '../model/errors.ts';
import type {DriftReport} from '../model/report.ts';
import type {Mutation, MutationResult, Scenario, Step} from '../model/scenario.ts';
import {surprises} from './expectations.ts';

/** One state of the timeline: its name, and what leads there. */
export type State = {readonly number: number; readonly name: string} & (
  | {readonly kind: 'baseline' | 'reconcile'}
  | {readonly kind: 'mutation'; readonly step: Step}
);

export type Played = State & {
  readonly report: DriftReport;
  /** How long the check took. */
  readonly seconds: number;
  /** How the report differs from what the scenario says; a state about which it says nothing has none. */
  readonly surprises: readonly string[];
};

/** Where a scenario is played. */
export interface Stage {
  /** The release as its chart renders it, and nothing else. */
  install(): Promise<void>;
  mutate(mutation: Mutation): Promise<MutationResult>;
  /** Waits until the cluster's own controllers have had their say. */
  waitUntilStable(): Promise<void>;
  /** The way back. */
  reconcile(): Promise<void>;
  check(state: State): Promise<DriftReport>;
}

/** Baseline render, the steps, Controlled reconcile. */
export function timeline({steps}: Scenario): State[] {
  const mutations = steps.map((step, at): State => ({number: at + 2, name: step.name, kind: 'mutation', step}));
  return [
    {number: 1, name: 'Baseline render', kind: 'baseline'},
    ...mutations,
    {number: steps.length + 2, name: 'Controlled reconcile', kind: 'reconcile'},
  ];
}

/** The state that a user means: its number, or a part of its name that no other one has. */
export function stateNamed(scenario: Scenario, wanted: string): State {
  const states = timeline(scenario);
  const word = wanted.trim().toLowerCase();
  const exact = states.filter(({number, name}) => String(number) === word || name.toLowerCase() === word);
  const found = exact.length > 0 ? exact : states.filter(({name}) => word !== '' && name.toLowerCase().includes(word));
  const [state] = found;
  if (state !== undefined && found.length === 1) return state;
  throw new UserError(
    `${scenario.name} has ${found.length === 0 ? 'no step' : 'more than one step'} "${wanted}"`,
    `Its steps are: ${states.map(({number, name}) => `${number} ${name}`).join(', ')}.`,
  );
}

/** Plays a scenario up to a state, and says what the engine sees in each. */
export async function play(scenario: Scenario, stage: Stage, until: State): Promise<Played[]> {
  const played: Played[] = [];
  for (const state of timeline(scenario).filter(({number}) => number <= until.number)) {
    await reach(state, stage);
    await stage.waitUntilStable();
    const started = performance.now();
    const report = await stage.check(state);
    const seconds = (performance.now() - started) / 1000;
    played.push({...state, report, seconds, surprises: surprisesOf(state, report)});
  }
  return played;
}

/** What a report says against the scenario. Before the first mutation and after the way back nothing may have drifted. */
export function surprisesOf(state: State, report: DriftReport): string[] {
  const expected = state.kind === 'mutation' ? state.step.expect : [];
  return expected === undefined ? [] : surprises(report, expected);
}

async function reach(state: State, stage: Stage): Promise<void> {
  if (state.kind !== 'mutation') return state.kind === 'baseline' ? stage.install() : stage.reconcile();
  const {change} = state.step;
  if (change.by === 'file') return;
  for (const mutation of change.mutations) {
    const result = await stage.mutate(mutation);
    if ('done' in result) continue;
    const {file, line, within} = mutation.place;
    throw new UserError(
      `${file}:${line}: ${within}: ${'absent' in result ? result.absent : `the API server refuses it: ${result.refused}`}`,
      'The sandbox stands as the steps before left it: mend the scenario, and play it again.',
    );
  }
}
