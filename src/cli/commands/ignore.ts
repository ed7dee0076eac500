import {EXIT} from '../../app/exit.ts';
import {last} from '../flags/args.ts';
import type {FlagGroup} from '../flags/args.ts';
import {FINDING_FLAGS, findingFlags} from '../flags/finding.ts';
import {command} from './command.ts';
import {ruleOf, writeRule} from './write-rule.ts';

const RULE_FLAGS = {
  reason: {type: 'string', nargs: 1, describe: 'why it is accepted; stands in every report', group: 'Rule:'},
  expires: {type: 'string', nargs: 1, describe: 'the day after which it counts again: 2027-01-31', group: 'Rule:'},
} as const satisfies FlagGroup;

/** `helm drift ignore`: writes the narrowest rule for one finding, and leaves the rest of the file as it is. */
export const IGNORE = command({
  usage: 'ignore <release> <id>',
  describe: 'accept one finding, by the narrowest rule',
  options: {...FINDING_FLAGS, ...RULE_FLAGS},
  examples: [
    [
      'helm drift ignore test-nginx e0eeb00 -n sandbox-nginx --reason incident-42 --expires 2027-01-31',
      'accepted until that day',
    ],
  ],
  run: async (args, runtime) => {
    const rule = ruleOf({reason: last(args.reason), expires: last(args.expires)}, '--expires', runtime.now());
    await writeRule(findingFlags(args, runtime.env), rule, args.id, runtime);
    return EXIT.clean;
  },
});
