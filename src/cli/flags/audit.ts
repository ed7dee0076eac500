import type {Who} from '../../report/who.ts';
import {last} from './args.ts';
import type {ArgsOf, FlagGroup} from './args.ts';

/** Who is told of, and from which book. */
export const AUDIT_FLAGS = {
  audit: {
    type: 'string',
    nargs: 1,
    describe:
      "the API server's audit log, which names persons: a file, a folder of rotated ones (gzip too), or - for stdin",
    group: 'Authors:',
  },
  who: {
    type: 'string',
    choices: ['person', 'manager', 'none'],
    describe: 'who is told of: persons are on stdout and not in files where nobody says; none leaves managers out too',
    group: 'Authors:',
  },
} as const satisfies FlagGroup;

export interface AuditFlags {
  readonly audit: string | undefined;
  readonly who: Who | undefined;
}

export function auditFlags(args: ArgsOf<typeof AUDIT_FLAGS>): AuditFlags {
  return {audit: last(args.audit), who: args.who};
}
