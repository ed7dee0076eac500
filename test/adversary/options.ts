export type Fidelity = 'auto' | 'server' | 'client';
export const FIDELITIES: readonly Fidelity[] = ['auto', 'server', 'client'];

export interface AdversaryOptions {
  readonly seed: number;
  readonly helms: readonly (3 | 4)[];
  readonly fidelities: readonly Fidelity[];
  /** Only these ways, by their ids. */
  readonly only?: readonly string[];
  /** A control plane that others may use too; without one, an own is started and thrown away. */
  readonly kubeconfig?: string;
  /** In front of every release's name. */
  readonly prefix?: string;
  readonly controls?: boolean;
  /** kubectl diff and a structural compare on the same objects. */
  readonly rivals?: boolean;
  /** One check of all releases instead of one each: the same, sooner. */
  readonly together?: boolean;
  /** Leaves everything on the given control plane, to look at. */
  readonly keep?: boolean;
  readonly bundle?: string;
  readonly onProgress?: (text: string) => void;
}
