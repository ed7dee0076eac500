import type {Runtime} from '../../app/runtime.ts';
import {last} from '../flags/args.ts';
import type {FlagGroup} from '../flags/args.ts';
import {connectionFlags} from '../flags/connection.ts';
import {EVENT_FLAGS} from '../flags/fix.ts';
import {COLOR_FLAGS, OUTCOME_FLAGS} from '../flags/report.ts';
import type {OutcomeFlags} from '../flags/report.ts';
import {withSession} from '../session.ts';
import type {SessionFlags} from '../flags/session.ts';
import {command} from './command.ts';

const UNDO_FLAGS = {
  yes: {alias: 'y', type: 'boolean', default: false, describe: 'do not ask', group: 'Undo:'},
  'dry-run': {
    type: 'boolean',
    default: false,
    describe: 'show what would be put back, and write nothing',
    group: 'Undo:',
  },
  ...EVENT_FLAGS,
  ...OUTCOME_FLAGS,
  ...COLOR_FLAGS,
} as const satisfies FlagGroup;

export interface UndoFlags extends OutcomeFlags {
  /** The start of a record's id, or a release's name. */
  readonly record: string | undefined;
  /** Undefined where every namespace counts. */
  readonly namespace?: string | undefined;
  /** As it was typed: then no record of another one is meant. */
  readonly typedNamespace?: string | undefined;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/** `helm drift undo`: puts back what a fix replaced. */
export const UNDO = command({
  usage: 'undo [record]',
  describe: 'put back what a fix replaced: of a record or a release by its name, else the newest fix of this cluster',
  options: UNDO_FLAGS,
  examples: [
    ['helm drift undo --dry-run', 'what the newest fix replaced, and what would be put back'],
    ['helm drift undo test-nginx -n sandbox-nginx --dry-run', 'the newest fix of one release'],
    ['helm drift undo --yes', 'puts it back without asking; `helm drift history` has the names of older ones'],
  ],
  run: (args, runtime) => {
    const {record, yes, output, color} = args;
    const settings = {...connectionFlags(args, runtime.env), events: !args['no-event']};
    const session = {settings, config: undefined, check: {}, showSecrets: false, writes: true} as const;
    // helm tells plugins a namespace always: `default` may be nobody's word.
    const typedNamespace = last(args.namespace);
    const namespace = typedNamespace ?? namespaceOf(settings.namespace);
    return runUndo({record, namespace, typedNamespace, yes, output, color, dryRun: args['dry-run']}, session, runtime);
  },
});

function namespaceOf(given: string | undefined): string | undefined {
  return given === 'default' ? undefined : given;
}

async function runUndo(flags: UndoFlags, sessionFlags: SessionFlags, runtime: Runtime): Promise<number> {
  const {undoRecord} = await import('./undo-run.ts');
  return withSession(sessionFlags, runtime, (session) => undoRecord(flags, session, runtime));
}
