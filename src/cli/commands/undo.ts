import type {Options} from 'yargs';
import {CHECK_OPTIONS, withSession} from './check.ts';
import type {CheckArgs} from './check.ts';
import type {Command} from './command.ts';
import {OUTCOME_FLAG} from '../flags/flags.ts';
import type {Runtime} from '../../app/runtime.ts';

const UNDO_OPTIONS = {
  yes: {alias: 'y', type: 'boolean', default: false, describe: 'do not ask', group: 'Undo:'},
  'dry-run': {
    type: 'boolean',
    default: false,
    describe: 'show what would be put back, and write nothing',
    group: 'Undo:',
  },
  ...OUTCOME_FLAG,
  color: CHECK_OPTIONS.color,
} as const satisfies Record<string, Options>;

export interface UndoArgs extends CheckArgs {
  readonly record?: string;
  readonly yes: boolean;
  readonly 'dry-run': boolean;
}

/** `helm drift undo`: puts back what a fix replaced. */
export const UNDO = {
  usage: 'undo [record]',
  describe: 'put back what a fix replaced; without a record the newest fix of this cluster',
  options: UNDO_OPTIONS,
  examples: [
    ['helm drift undo --dry-run', 'what the newest fix replaced, and what would be put back'],
    ['helm drift undo --yes', 'puts it back without asking; `helm drift history` has the names of older ones'],
  ],
  run: runUndo,
} satisfies Command;

async function runUndo(args: UndoArgs, runtime: Runtime): Promise<number> {
  const {undoRecord} = await import('./undo-run.ts');
  return withSession(args, runtime, (session) => undoRecord(args, session, runtime));
}
