import {osUser} from '../../app/author.ts';
import {EXIT} from '../../app/exit.ts';
import {tellAcceptance} from '../../app/ledger.ts';
import {UserError} from '../../model/errors.ts';
import {last} from '../flags/args.ts';
import type {FlagGroup} from '../flags/args.ts';
import {FINDING_FLAGS, findingFlags} from '../flags/finding.ts';
import {say} from '../text/output.ts';
import {command} from './command.ts';
import {ruleOf, writeRule} from './write-rule.ts';

const ACCEPT_FLAGS = {
  until: {type: 'string', nargs: 1, describe: 'the day after which it counts again: 2027-01-31', group: 'Rule:'},
  reason: {type: 'string', nargs: 1, describe: 'why it is accepted; stands in every report', group: 'Rule:'},
  ticket: {type: 'string', nargs: 1, describe: 'what follows it up: OPS-1234', group: 'Rule:'},
} as const satisfies FlagGroup;

/** `helm drift accept`: a rule as `ignore` writes it, for a while and by somebody; the history of findings tells of it. */
export const ACCEPT = command({
  usage: 'accept <release> <id>',
  describe: 'accept one finding until a day, by name and for a reason',
  options: {...FINDING_FLAGS, ...ACCEPT_FLAGS},
  examples: [
    [
      'helm drift accept sandbox-nginx/test-nginx 62d89af --until 2027-01-31 --reason test --ticket OPS-7',
      'a rule with its expiry, for the whole team; `history --drift` says who accepted it, and what follows it up',
    ],
  ],
  run: async (args, runtime) => {
    const [reason, until, ticket] = [last(args.reason), last(args.until), last(args.ticket)];
    const rule = ruleOf({reason, expires: until}, '--until', runtime.now());
    if (until === undefined)
      throw new UserError('accepted for a while, and nobody said until when', 'Say it with --until 2027-01-31.');
    const by = osUser();
    const named = [...(ticket === undefined ? [] : [ticket]), `accepted by ${by} until ${until}`].join(', ');
    const {request, session: flags} = findingFlags(args, runtime.env);
    await writeRule(
      {request, session: flags},
      {...rule, reason: `${rule.reason} (${named})`},
      args.id,
      runtime,
      async ({report, finding}, session) => {
        // Of another baseline the history does not tell.
        if (request.revision !== undefined) return;
        const shown = session.redactor.finding(finding);
        const acceptance = {by, until, ...(ticket === undefined ? {} : {ticket})};
        const problem = await tellAcceptance({report, finding, shown}, acceptance, session, runtime);
        if (problem !== undefined) say(runtime.stderr, `Note: ${problem}\n`);
      },
    );
    return EXIT.clean;
  },
});
