import {EXIT} from '../../app/exit.ts';
import {findFinding} from '../../app/finding.ts';
import {withHistory} from '../../app/ledger.ts';
import type {Runtime} from '../../app/runtime.ts';
import {UserError} from '../../model/errors.ts';
import {withoutNames} from '../../report/who.ts';
import {AUDIT_FLAGS, auditFlags} from '../flags/audit.ts';
import type {AuditFlags} from '../flags/audit.ts';
import {explanation} from '../../report/explain.ts';
import type {FlagGroup} from '../flags/args.ts';
import {last} from '../flags/args.ts';
import {FINDING_FLAGS, findingFlags} from '../flags/finding.ts';
import type {FindingFlags} from '../flags/finding.ts';
import {SECRETS_FLAGS} from '../flags/report.ts';
import {withSession} from '../session.ts';
import {witnessed} from '../witness.ts';
import {sayAll} from '../text/output.ts';
import {widthOf} from '../text/width.ts';
import {command} from './command.ts';

const EXPLAIN_FLAGS = {
  reason: {
    type: 'string',
    nargs: 1,
    describe: 'a reason code instead of a finding: what it means, and when it is given',
    group: 'Reason:',
  },
  ...FINDING_FLAGS,
  ...AUDIT_FLAGS,
  ...SECRETS_FLAGS,
} as const satisfies FlagGroup;

/** `helm drift explain`: one finding, all that is known of it; or one reason code. */
export const EXPLAIN = command({
  usage: 'explain [release] [id]',
  describe: 'one finding: what, who, when, and what it means; or a reason code',
  options: EXPLAIN_FLAGS,
  examples: [
    ['helm drift explain test-nginx e0eeb00 -n sandbox-nginx', 'the ID stands behind each finding'],
    ['helm drift explain --reason same-to-server', 'what a code of --show-ignored or of a gap means'],
  ],
  run: async ({reason: code, release, id, ...args}, runtime) => {
    const reason = last(code);
    if (reason !== undefined) {
      if (release !== undefined)
        throw new UserError(`--reason explains a code, and "${release}" names a release`, 'Leave out one of the two.');
      return explainReason(reason, runtime);
    }
    if (release === undefined || id === undefined || id === '')
      throw new UserError(
        release === undefined ? 'no finding was named' : `no finding of ${release} was named`,
        'Name one: `helm drift explain RELEASE ID`; the ID stands behind each finding of a check.',
      );
    return explainFinding({...findingFlags({...args, release}, runtime.env), ...auditFlags(args)}, id, runtime);
  },
});

async function explainReason(code: string, runtime: Runtime): Promise<number> {
  const {reasonText} = await import('../../report/reasons.ts');
  await sayAll(runtime.stdout, reasonText(code));
  return EXIT.clean;
}

async function explainFinding(
  {session: flags, request, audit, who = 'person'}: FindingFlags & AuditFlags,
  id: string,
  runtime: Runtime,
): Promise<number> {
  const {witness, seeing} = await witnessed(flags, audit);
  const text = await withSession(seeing, runtime, async (session) => {
    const {redactor} = session;
    const {report: found, finding, inspection} = await findFinding(session, request, id);
    const [report = found] = await withHistory([found], session, runtime);
    const {patchOf} = await import('../../fix/plan/explain.ts');
    const patch = patchOf(inspection, finding, redactor.object);
    const [told = report] = (await witness?.tell([report], session, runtime)) ?? [];
    return explanation(withoutNames(redactor.report(told), who), finding.id, {
      now: runtime.now(),
      patch,
      width: widthOf(runtime),
    });
  });
  await sayAll(runtime.stdout, text);
  return EXIT.clean;
}
