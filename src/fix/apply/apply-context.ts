import type {StepResult} from '../../model/fix.ts';
import type {Journal} from '../record/journal.ts';
import type {WriteContext} from './write-context.ts';

/** All that the writes of a fix or an undo ask of the world. */
export interface ApplyContext {
  readonly writeContext: WriteContext;
  readonly journal: Journal;
  /** Why the fix must not go on: a helm run has begun meanwhile. Undefined where it may. */
  readonly stopped: () => Promise<string | undefined>;
  readonly onResult: (result: StepResult, step: number) => void;
  readonly now: () => Date;
}
