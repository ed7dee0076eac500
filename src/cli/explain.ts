import type {Surroundings} from './surroundings.ts';
import {explanation} from '../report/explain.ts';
import {EXIT} from './exit.ts';
import {findFinding} from './finding.ts';
import type {FindingArgs} from './finding.ts';

export const EXPLAIN_USAGE = 'explain <release> <id>';

/** `helm drift explain`: one finding, all that is known of it. */
export async function runExplain(args: FindingArgs, surroundings: Surroundings): Promise<number> {
  const {report, finding} = await findFinding(args, surroundings);
  const text = explanation(report, finding, surroundings.now());
  await new Promise<void>((resolve) => surroundings.stdout.write(text, () => resolve()));
  return EXIT.clean;
}
