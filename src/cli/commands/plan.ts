import {EXIT} from '../../app/exit.ts';
import type {Runtime} from '../../app/runtime.ts';
import {UserError} from '../../model/errors.ts';
import type {FlagGroup} from '../flags/args.ts';
import {COLOR_FLAGS, OUTCOME_FLAGS} from '../flags/report.ts';
import type {OutcomeFlags} from '../flags/report.ts';
import {wantsColor} from '../text/color.ts';
import {say} from '../text/output.ts';
import {widthOf} from '../text/width.ts';
import {command} from './command.ts';

const SHOW_FLAGS = {...OUTCOME_FLAGS, ...COLOR_FLAGS} as const satisfies FlagGroup;

/** `helm drift plan show`: what somebody is to agree to, read by whoever has the file alone. */
export const PLAN = command({
  usage: 'plan <verb> <file>',
  describe: 'show a plan that `fix --out` wrote; no cluster is asked',
  options: SHOW_FLAGS,
  examples: [['helm drift plan show plan.json', 'a plan as it was reviewed; `helm drift fix --plan` carries it out']],
  run: ({verb, file, output, color}, runtime) => {
    if (verb !== 'show')
      throw new UserError(`a plan can be shown, and "${verb}" is none of that`, 'Say: helm drift plan show FILE.');
    return showPlan(file, {output, color}, runtime);
  },
});

async function showPlan(file: string, {output, color}: OutcomeFlags, runtime: Runtime): Promise<number> {
  const {stdout, env, now} = runtime;
  const [{readPlan}, {planFileText}, {printedJson}] = await Promise.all([
    import('../../app/plan-file.ts'),
    import('../../report/plan.ts'),
    import('../../yaml/json.ts'),
  ]);
  const plan = await readPlan(file);
  if (output === 'json') stdout.write(printedJson(plan));
  else {
    const style = {color: wantsColor(color, env, stdout.isTTY === true), width: widthOf(runtime)};
    say(stdout, planFileText(plan, file, now(), style));
  }
  return EXIT.clean;
}
