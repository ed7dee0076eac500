import {captureBaseline, captureLive} from '../../app/capture.ts';
import type {Captured} from '../../app/capture.ts';
import {EXIT} from '../../app/exit.ts';
import {assertWritable, writeWhole} from '../../app/files.ts';
import type {Runtime} from '../../app/runtime.ts';
import {UserError} from '../../model/errors.ts';
import {plural} from '../../report/words.ts';
import {withSession} from '../session.ts';
import {say, writeAll} from '../text/output.ts';
import type {CaptureFlags} from './capture.ts';

/** Writes the file whole, and says on stderr what is in it and what is not. */
export async function runCapture(flags: CaptureFlags, runtime: Runtime): Promise<number> {
  const {what, file, session: sessionFlags, request, showSecrets, allowIncomplete} = flags;
  const {check} = sessionFlags;
  if (file !== '-') await assertWritable(file);
  const captured = await withSession(sessionFlags, runtime, async (session) => {
    const {redactor} = session;
    const {baseline, source} = await session.open(request);
    if (!('text' in baseline))
      throw new UserError(
        `revision ${baseline.pending.revision} of ${baseline.pending.name} is ${baseline.pending.status}, and none was deployed yet`,
        'There is no approved baseline to capture before helm is through.',
        {code: 'pending-release'},
      );
    return what === 'baseline'
      ? captureBaseline(baseline, check, redactor)
      : captureLive(baseline, source, check, {redactor, now: runtime.now()});
  });
  if (file === '-') await writeAll(runtime.stdout, captured.text);
  else await writeWhole(file, captured.text, showSecrets ? 'private' : 'ordinary');
  tell(captured, file, runtime.stderr);
  return captured.gaps.length > 0 && !allowIncomplete ? EXIT.incomplete : EXIT.clean;
}

function tell({objects, masked, gaps}: Captured, file: string, stderr: Runtime['stderr']): void {
  const secrets =
    masked === 0
      ? ''
      : `; ${plural(masked, 'secret value')} masked, which a later comparison calls a gap (--show-secrets keeps them)`;
  say(stderr, `${file === '-' ? 'stdout' : file}: ${plural(objects, 'object')}${secrets}\n`);
  for (const gap of gaps) say(stderr, `Not captured: ${gap}\n`);
}
