import {EXIT} from '../../app/exit.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {Session} from '../../app/session.ts';
import {carryOutUndo, prepareUndo} from '../../app/undo.ts';
import {UserError} from '../../model/errors.ts';
import {assertConsent} from '../../fix/gate/gate.ts';
import {hasTouched, isUntroubled} from '../../model/fix.ts';
import type {StepResult} from '../../model/fix.ts';
import {planText, resultLine, undoneText} from '../../report/plan.ts';
import {printedJson} from '../../yaml/json.ts';
import {wantsColor} from '../text/color.ts';
import {say} from '../text/output.ts';
import {widthOf} from '../text/width.ts';
import type {UndoFlags} from './undo.ts';

/** The same gate, preconditions and record as a fix has. */
export async function undoRecord(flags: UndoFlags, session: Session, runtime: Runtime): Promise<number> {
  const {env, stdout, stderr} = runtime;
  const isJson = flags.output === 'json';
  const stream = isJson ? stderr : stdout;
  const color = wantsColor(flags.color, env, stream.isTTY === true);
  const tell = (result: StepResult): void => say(stream, resultLine(result, color));
  const prepared = await prepareUndo(flags.record, session, runtime, tell, flags.namespace);
  const {record, plan: undoing, steps} = prepared;
  const {namespace} = record.head.plan.release;
  if (flags.typedNamespace !== undefined && flags.typedNamespace !== namespace)
    throw new UserError(
      `${record.head.id} is of a release in namespace ${namespace}, and -n names ${flags.typedNamespace}`,
      'Nothing was written. Leave out one of the two.',
    );
  const finish = (code: number, results: readonly StepResult[] = [], id?: string): number => {
    if (isJson)
      stdout.write(
        printedJson({
          schemaVersion: '1',
          kind: 'UndoResult',
          undoes: record.head.id,
          plan: undoing,
          results,
          ...(id === undefined ? {} : {record: id}),
        }),
      );
    return code;
  };
  if (steps.length === 0) {
    say(stream, `${record.head.id}: nothing of it stands, so there is nothing to undo\n`);
    return finish(EXIT.clean);
  }
  say(stream, planText(undoing, {color, width: widthOf(runtime), undoes: record.head}));
  const isPossible = steps.some(({step}) => step.refused === undefined);
  if (flags.dryRun || !isPossible) return finish(isPossible ? EXIT.clean : EXIT.stale);
  const hint = 'Read what would be put back (--dry-run) and add --yes.';
  await assertConsent({text: 'Put this back?', yes: flags.yes, hint}, runtime);
  const {results, wrong, id, untold} = await carryOutUndo(prepared);
  say(stream, undoneText({of: record.head.of, results, wrong, untold}, color));
  const isWhole = results.every(isUntroubled) && wrong.length === 0;
  const isWritten = results.some(hasTouched);
  const code = isWhole ? EXIT.clean : isWritten ? EXIT.unverified : EXIT.stale;
  return finish(code, results, id);
}
