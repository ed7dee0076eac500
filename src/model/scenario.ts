import type {JsonObject, Json} from './json.ts';
import type {Change} from './report.ts';

/** Where something stands in a scenario's file, for messages. `within` is `step 1, mutation 2`. */
export interface ScenarioPlace {
  readonly file: string;
  readonly line: number;
  readonly within: string;
}

/** What the release is made of: a chart, which a live cluster can be given too, or the manifest that somebody took down. */
export type ScenarioRelease = {readonly name: string; readonly namespace: string} & (
  | {readonly from: 'chart'; readonly chart: string; readonly values: JsonObject}
  | {readonly from: 'file'; readonly baseline: string}
);

/** One object as a scenario names it: `Deployment/web`, `Role.rbac.authorization.k8s.io/web`. */
export interface MutationTarget {
  readonly kind: string;
  /** Undefined: the one group that serves the kind. */
  readonly group?: string;
  readonly name: string;
  /** Undefined: the release's. */
  readonly namespace?: string;
}

/** What somebody does to one object, past Helm. */
export type Action =
  /** A strategic merge patch, as kubectl's; a JSON merge patch where the server takes none. */
  | {readonly do: 'patch'; readonly patch: JsonObject}
  | {readonly do: 'jsonPatch'; readonly patch: readonly Json[]}
  /** Through the scale subresource, as `kubectl scale`. */
  | {readonly do: 'scale'; readonly replicas: number}
  | {readonly do: 'delete'}
  | {readonly do: 'create'; readonly object: JsonObject};

export interface Mutation {
  /** The field manager under whose name it is written: a tool, never a person. */
  readonly manager: string;
  readonly target: MutationTarget;
  readonly action: Action;
  readonly place: ScenarioPlace;
}

/** A finding that a step must show; what is absent here is not compared. */
export interface ExpectedFinding {
  readonly object: string;
  readonly path: string;
  readonly change: Change;
  readonly [detail: string]: Json | undefined;
}

export interface Step {
  readonly name: string;
  readonly change:
    | {readonly by: 'mutations'; readonly mutations: readonly Mutation[]}
    /** What `kubectl get … -o yaml --show-managed-fields` wrote at that time. */
    | {readonly by: 'file'; readonly live: string};
  /** All that drifted then; undefined where the scenario does not say. */
  readonly expect?: readonly ExpectedFinding[];
  readonly place: ScenarioPlace;
}

/** A timeline: the release as it was rendered, what was done to it step by step, and the way back. */
export interface Scenario {
  /** The folder's name. */
  readonly name: string;
  readonly file: string;
  readonly title: string;
  readonly about: string;
  readonly release: ScenarioRelease;
  /** The control path to look at first: `HorizontalPodAutoscaler/test-nginx spec.minReplicas`. */
  readonly focus?: string;
  readonly steps: readonly Step[];
}

/** What became of a mutation. */
export type MutationResult =
  | {readonly done: true}
  /** No such object, or no such kind: one line. */
  | {readonly absent: string}
  /** The server's own words. */
  | {readonly refused: string};

/** Writes to the sandbox, and to no other cluster: each call makes sure first where it is, and throws UserError elsewhere. */
export interface SandboxWriter {
  /** For what writes by another way than this one: a fix. */
  assertSandbox(): Promise<void>;
  /** The release anew from its chart, whatever there is of it; objects that the mutations create are gone afterwards. */
  install(scenario: Scenario): Promise<void>;
  mutate(mutation: Mutation, releaseNamespace: string): Promise<MutationResult>;
}

/** All that a scenario's steps do, in their order; of a step that is a file nobody knows. */
export function mutationsOf({steps}: Pick<Scenario, 'steps'>): Mutation[] {
  return steps.flatMap(({change}) => (change.by === 'mutations' ? change.mutations : []));
}
