import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {configSource} from '../../app/config-source.ts';
import {EXIT} from '../../app/exit.ts';
import {writeWhole} from '../../app/files.ts';
import {findFinding} from '../../app/finding.ts';
import type {Runtime} from '../../app/runtime.ts';
import {expiryProblem, isExpired} from '../../config/expiry.ts';
import {CONFIG_FILE} from '../../config/names.ts';
import {appendRule, narrowestRule} from '../../config/write.ts';
import {UserError} from '../../model/errors.ts';
import {formatPath} from '../../model/path.ts';
import {refLabel} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import {last} from '../flags/args.ts';
import type {ArgsOf, FlagGroup} from '../flags/args.ts';
import {FINDING_FLAGS, findingFlags} from '../flags/finding.ts';
import type {FindingFlags} from '../flags/finding.ts';
import {withSession} from '../session.ts';
import {say} from '../text/output.ts';
import {command} from './command.ts';

const RULE_FLAGS = {
  reason: {type: 'string', nargs: 1, describe: 'why it is accepted; stands in every report', group: 'Rule:'},
  expires: {type: 'string', nargs: 1, describe: 'the day after which it counts again: 2027-01-31', group: 'Rule:'},
} as const satisfies FlagGroup;

interface RuleFlags {
  readonly reason: string;
  readonly expires?: string;
}

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
  run: (args, runtime) => runIgnore(findingFlags(args, runtime.env), ruleFlags(args, runtime.now()), args.id, runtime),
});

/** Throws UserError for a rule without a reason, or one that would be over as it is written. */
function ruleFlags(args: ArgsOf<typeof RULE_FLAGS>, now: Date): RuleFlags {
  const [reason, expires] = [last(args.reason), last(args.expires)];
  if (reason === undefined || reason.trim() === '')
    throw new UserError('a rule needs a reason', 'Say it with --reason "why this is accepted".');
  if (expires !== undefined && expiryProblem(expires) !== undefined)
    throw new UserError(`--expires takes a date, and "${expires}" is none`, 'For example 2027-01-31.');
  if (isExpired(expires, now))
    throw new UserError(`--expires ${expires} is over: the rule would accept nothing`, 'Name a day to come.');
  return {reason, ...(expires === undefined ? {} : {expires})};
}

async function runIgnore(flags: FindingFlags, rule: RuleFlags, id: string, runtime: Runtime): Promise<number> {
  const {report, finding} = await withSession(flags.session, runtime, (session) =>
    findFinding(session, flags.request, id),
  );
  const file = (await configSource(flags.session.config, runtime.cwd).file()) ?? join(runtime.cwd, CONFIG_FILE);
  assertOpen(finding, file);
  const release = `${report.release.namespace}/${report.release.name}`;
  const text = appendRule(await existing(file), narrowestRule(finding, {...rule, release}));
  await writeWhole(file, text);
  const what = `${refLabel(finding.ref)} ${formatPath(finding.path)}`.trimEnd();
  const until = rule.expires === undefined ? '' : ` until ${rule.expires}`;
  say(runtime.stdout, `${file}: ${what} is accepted${until}: ${rule.reason}\n`);
  return EXIT.clean;
}

/** A second rule for what is accepted, or one for what is no drift, would change nothing but the next reader's mind. */
function assertOpen({id, verdict, why}: Finding, file: string): void {
  if (verdict === 'drift') return;
  throw new UserError(
    `${id} is ${verdict} already: ${why?.text ?? 'it fails nothing'}`,
    verdict === 'accepted'
      ? `To change the reason or the expiry, edit its rule (yours are in ${file}).`
      : 'It needs no rule.',
  );
}

async function existing(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`, 'Name another file with --config.');
  }
}
