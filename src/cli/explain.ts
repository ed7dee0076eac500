import type {Surroundings} from './surroundings.ts';
import {explanation} from '../report/explain.ts';
import {CHECK_OPTIONS} from './check.ts';
import type {Command} from './command.ts';
import {EXIT} from './exit.ts';
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

async function runExplain(args: FindingArgs, surroundings: Surroundings): Promise<number> {
  const {report, finding, known, inspection} = await findFinding(args, surroundings);
  const {patchOf} = await import('../fix/plan/explain.ts');
  const patch = inspection === undefined ? undefined : patchOf(inspection, finding, known.object);
  const text = explanation(known.report(report), finding.id, surroundings.now(), patch);
  await new Promise<void>((resolve) => surroundings.stdout.write(text, () => resolve()));
  return EXIT.clean;
}
