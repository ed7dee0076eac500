import type {CheckOptions, Inspection} from '../../check/check.ts';
import type {Connection} from '../../kube/connection.ts';
import type {ClusterReader} from '../../model/ports.ts';
import type {Session} from '../../app/session.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {Redactor} from '../../redact/redactor.ts';
import type {OpenedView, Problem} from '../contract.ts';
import type {DocumentStore} from './document-store.ts';
import type {Store} from './store.ts';

/** What all parts of the console's server share. */
export interface ConsoleContext {
  readonly store: Store;
  readonly documents: DocumentStore;
  readonly redactor: Redactor;
  readonly runtime: Runtime;
  readonly readOnly: boolean;
  /** The session for a namespace, with the rules as they are now. */
  session(namespace: string | undefined): Promise<{readonly session: Session; readonly options: CheckOptions}>;
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
export interface Workspace {
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
