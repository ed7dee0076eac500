import {EXIT} from '../../app/exit.ts';
import {replayNotices, tryNotify} from '../../app/notify-test.ts';
import type {Tried} from '../../app/notify-test.ts';
import type {Runtime} from '../../app/runtime.ts';
import {inertText} from '../../model/inert.ts';
import {plural} from '../../report/words.ts';
import {stringifyJson} from '../../yaml/json.ts';
import {withSession} from '../session.ts';
import {say, sayAll} from '../text/output.ts';
import type {NotifyFlags} from './notify.ts';

/** Exit code 1 where a sink did not take what it was sent. */
export async function runNotify({action, session: flags, sink, isDry}: NotifyFlags, runtime: Runtime): Promise<number> {
  const {stdout} = runtime;
  return withSession(flags, runtime, async (session, progress) => {
    if (action === 'replay') {
      const {taken, left} = await replayNotices(session, runtime, sink);
      progress.done();
      say(stdout, `${plural(taken, 'message')} taken\n`);
      for (const line of left) say(runtime.stderr, inertText(session.redactor.text(`Not taken by ${line}\n`)));
      return left.length === 0 ? EXIT.clean : EXIT.error;
    }
    const tried = await tryNotify(session, runtime, {sink, isDry});
    progress.done();
    await sayAll(stdout, inertText(session.redactor.text(tried.map(triedText).join(''))));
    return tried.every(({delivery}) => delivery === undefined || 'accepted' in delivery) ? EXIT.clean : EXIT.error;
  });
}

function triedText({sink, kind, bodies, delivery}: Tried): string {
  const head = `${sink} (${kind})`;
  if (bodies !== undefined)
    return `${head} would be sent:\n${bodies.map((body) => `${stringifyJson(body, 2)}\n`).join('')}`;
  if (delivery === undefined || 'accepted' in delivery) return `${head}: taken\n`;
  return `${head}: not taken: ${'later' in delivery ? delivery.later : delivery.refused}\n`;
}
