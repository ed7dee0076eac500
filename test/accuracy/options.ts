export type Fidelity = 'auto' | 'server' | 'client';

export interface AccuracyOptions {
  readonly seed: number;
  readonly mutations: number;
  readonly negatives: number;
  readonly helm: 3 | 4;
  readonly fidelity: Fidelity;
  /** Other fidelities to hold against the same mutations. */
  readonly also?: readonly Fidelity[];
  /** Of a control plane that others may use too; without one, an own is started and thrown away. */
  readonly kubeconfig?: string;
  /** In front of every release's and namespace's name. */
  readonly prefix?: string;
  readonly corpus?: boolean;
  /** A folder of charts, each with its dependencies in place. */
  readonly charts?: string;
  readonly nginx?: number;
  readonly kinds?: number;
  /** Only these slots of the plan, to replay a miss. */
  readonly only?: readonly number[];
  readonly kubectlDiff?: boolean;
  /** Fixes what was found, and undoes the fix. */
  readonly fix?: boolean;
  /** Leaves everything on the given control plane, to look at. */
  readonly keep?: boolean;
  readonly bundle?: string;
  readonly onProgress?: (text: string) => void;
}
