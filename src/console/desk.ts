import type {CheckOptions, Inspection} from '../check/check.ts';
import type {Connection} from '../kube/connection.ts';
import type {ClusterReader} from '../model/ports.ts';
import type {Product} from '../cli/wire.ts';
import type {Surroundings} from '../cli/surroundings.ts';
import type {Redactor} from '../report/redact.ts';
import type {OpenedView, Problem} from './contract.ts';
import type {Library} from './library.ts';
import type {Store} from './store.ts';

/** What all parts of the console's server share. */
export interface Office {
  readonly store: Store;
  readonly shelf: Library;
  readonly known: Redactor;
  readonly surroundings: Surroundings;
  readonly readOnly: boolean;
  /** The product for a namespace, with the rules as they are now. */
  product(namespace: string | undefined): Promise<{readonly product: Product; readonly options: CheckOptions}>;
  /** A connection with room for all watches. */
  watching(): Promise<{readonly connection: Connection; readonly reader: ClusterReader}>;
  /** The command line again, as the CLI runs it; what it writes is captured. */
  command(
    argv: readonly string[],
  ): Promise<{readonly exitCode: number; readonly stdout: string; readonly stderr: string}>;
  /** An error of anybody's, fit to be shown. */
  problem(error: unknown): Problem;
}

/** What is open: a release of the cluster, or a scenario. */
export interface Desk {
  readonly name: string;
  readonly namespace: string;
  /** The newest reading; undefined before the first. */
  inspection(state?: string): Pick<Inspection, 'report' | 'intent' | 'live' | 'shapeOf'> | undefined;
  /** Looks again, now or as soon as the look that is under way is over; done when that is through. */
  refresh(): Promise<void>;
  /** Arguments that make a command of the CLI speak of the same. */
  arguments(): readonly string[];
  close(): void;
}

/** Changes what is open, if it still is. */
export function changeOpened(store: Store, key: string, change: (opened: OpenedView) => OpenedView): void {
  store.change(({opened}) => (opened?.key === key ? {opened: change(opened)} : {}));
}
