import type {Runtime} from '../../app/runtime.ts';
import {explanation} from '../../report/explain.ts';
import {CHECK_OPTIONS} from './check.ts';
import type {Command} from './command.ts';
import {EXIT} from '../../app/exit.ts';
import {findFinding} from './finding.ts';
import type {FindingArgs} from './finding.ts';

/** `helm drift explain`: one finding, all that is known of it. */
export const EXPLAIN = {
  usage: 'explain <release> <id>',
  describe: 'one finding: what, who, when, and what it means',
  options: CHECK_OPTIONS,
  examples: [['helm drift explain test-nginx e0eeb00 -n sandbox-nginx', 'the ID stands behind each finding']],
  run: runExplain,
} satisfies Command;

async function runExplain(args: FindingArgs, runtime: Runtime): Promise<number> {
  const {report, finding, redactor, inspection} = await findFinding(args, runtime);
  const {patchOf} = await import('../../fix/plan/explain.ts');
  const patch = inspection === undefined ? undefined : patchOf(inspection, finding, redactor.object);
  const text = explanation(redactor.report(report), finding.id, runtime.now(), patch);
  await new Promise<void>((resolve) => runtime.stdout.write(text, () => resolve()));
  return EXIT.clean;
}
