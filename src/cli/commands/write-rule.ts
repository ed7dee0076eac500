import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {configSource} from '../../app/config-source.ts';
import {writeWhole} from '../../app/files.ts';
import {findFinding} from '../../app/finding.ts';
import type {FoundFinding} from '../../app/finding.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {Session} from '../../app/session.ts';
import {expiryProblem, isExpired} from '../../config/expiry.ts';
import {CONFIG_FILE} from '../../config/names.ts';
import {appendRule, narrowestRule} from '../../config/write.ts';
import {UserError, errorCodeOf} from '../../model/errors.ts';
import {formatPath} from '../../model/path.ts';
import {refLabel} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import type {FindingFlags} from '../flags/finding.ts';
import {withSession} from '../session.ts';
import {say} from '../text/output.ts';

export interface RuleFlags {
  readonly reason: string;
  readonly expires?: string;
}

/** Throws UserError for a rule without a reason, or one that would be over as it is written. `flag` is what the expiry is called. */
export function ruleOf(
  {reason, expires}: {readonly reason: string | undefined; readonly expires: string | undefined},
  flag: string,
  now: Date,
): RuleFlags {
  if (reason === undefined || reason.trim() === '')
    throw new UserError('a rule needs a reason', 'Say it with --reason "why this is accepted".');
  if (expires !== undefined && expiryProblem(expires) !== undefined)
    throw new UserError(`${flag} takes a date, and "${expires}" is none`, 'For example 2027-01-31.');
  if (isExpired(expires, now))
    throw new UserError(`${flag} ${expires} is over: the rule would accept nothing`, 'Name a day to come.');
  return {reason, ...(expires === undefined ? {} : {expires})};
}

/** Finds the finding, writes the narrowest rule for it into the rules file and says so; then what is to be done beside it. */
export async function writeRule(
  flags: FindingFlags,
  rule: RuleFlags,
  id: string,
  runtime: Runtime,
  beside: (found: FoundFinding, session: Session) => Promise<void> = async () => {},
): Promise<void> {
  await withSession(flags.session, runtime, async (session) => {
    const found = await findFinding(session, flags.request, id);
    const {report, finding} = found;
    const file = (await configSource(flags.session.config, runtime.cwd).file()) ?? join(runtime.cwd, CONFIG_FILE);
    assertOpen(finding, file);
    const release = `${report.release.namespace}/${report.release.name}`;
    const text = appendRule(await existing(file), narrowestRule(finding, {...rule, release}));
    await writeWhole(file, text);
    await beside(found, session);
    const what = `${refLabel(finding.ref)} ${formatPath(finding.path)}`.trimEnd();
    const until = rule.expires === undefined ? '' : ` until ${rule.expires}`;
    say(runtime.stdout, `${file}: ${what} is accepted${until}: ${rule.reason}\n`);
  });
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
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`, 'Name another file with --config.');
  }
}
