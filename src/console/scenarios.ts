export interface ScenarioRow {
  readonly name: string;
  readonly title: string;
  readonly about: string;
}

/** A scenario of the open release, and all that playing it writes. */
export interface LiveScenarioView extends ScenarioRow {
  readonly writes: readonly MutationView[];
}

export interface MutationView {
  /** Under whose name it is written: `kubectl-edit`. */
  readonly manager: string;
  /** `patch`, `scale`, `create`, `delete`. */
  readonly action: 'patch' | 'scale' | 'create' | 'delete';
  readonly object: string;
  /** `spec.minReplicas: 4`, a line each. */
  readonly values: readonly string[];
}
