import type {IntentObject} from '../../model/intent.ts';
import {refKey} from '../../model/refs.ts';
import type {Scenario} from '../../model/scenario.ts';
import {declaredBy} from '../../simulate/recorded.ts';
import {clusterIn} from './context.ts';
import type {ClusterAccess, ConsoleContext, ReleasePlace, Workspace} from './context.ts';
import {assertWritable, RefusedError} from './refusal.ts';
import {DEMO_SCENARIO} from './scenarios.ts';

/** Scenarios that can be played live on a release: on the sandbox alone, and by a console that may write. */
export interface LiveScenarios {
  /** Those whose release declares the very objects that this one declares. Never throws. */
  fitting(declared: readonly IntentObject[]): Promise<readonly Scenario[]>;
}

export function liveScenarios(context: ConsoleContext, cluster: ClusterAccess, place: ReleasePlace): LiveScenarios {
  const ofPlace = context.readOnly ? [] : context.scenarios.filter((scenario) => isPlayable(scenario, place));
  // Of a release that no scenario is of, nobody asks where it is.
  let proof: Promise<boolean> | undefined;
  const isSandbox = (): Promise<boolean> => (proof ??= cluster.isSandbox().catch(() => false));
  const needs = new Map<string, Promise<ReadonlySet<string>>>();
  const needOf = (scenario: Scenario): Promise<ReadonlySet<string>> => {
    const known = needs.get(scenario.name) ?? declaredBy(scenario).catch(() => new Set<string>());
    needs.set(scenario.name, known);
    return known;
  };
  return {
    async fitting(declared) {
      if (ofPlace.length === 0 || !(await isSandbox())) return [];
      const keys = new Set(declared.map(({ref}) => refKey(ref)));
      const fits = await Promise.all(ofPlace.map(async (one) => isSame(await needOf(one), keys)));
      const isFirst = ({name}: Scenario): number => (name === DEMO_SCENARIO ? 0 : 1);
      return ofPlace.filter((_one, at) => fits[at]).toSorted((a, b) => isFirst(a) - isFirst(b));
    },
  };
}

function isPlayable({release, steps}: Scenario, {name, namespace}: ReleasePlace): boolean {
  const isIts = release.name === name && release.namespace === namespace;
  return isIts && release.from === 'chart' && steps.every(({change}) => change.by === 'mutations');
}

/** A scenario with other values is of another release: an autoscaler more, and its drift would not stay. */
function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((key) => b.has(key));
}

/** The scenario that a request names, on what is open, proven once more. Throws RefusedError where it must not be played. */
export async function playableScenario(
  name: string,
  workspace: Workspace,
  context: ConsoleContext,
): Promise<{readonly scenario: Scenario; readonly cluster: ClusterAccess}> {
  assertWritable(context);
  if (!context.scenarios.some((one) => one.name === name))
    throw new RefusedError(
      'not-found',
      `there is no scenario ${name}`,
      'See `helm drift simulate` for those that ship.',
    );
  const cluster = clusterIn(context);
  if (!(await cluster.isSandbox()))
    throw new RefusedError(
      'gated',
      'this cluster is not the sandbox: nothing was written',
      'A live scenario is played on the sandbox alone: `helm drift sandbox up`.',
    );
  const scenario = workspace.playable().find((one) => one.name === name);
  if (scenario === undefined)
    throw new RefusedError(
      'stale',
      `${name} is of another release than ${workspace.namespace}/${workspace.name} is now`,
      'Nothing was written.',
    );
  return {scenario, cluster};
}
