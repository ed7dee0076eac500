import {configSource} from '../app/config-source.ts';
import {readStream} from '../app/input.ts';
import {learnValues, redactorFor, safeError} from '../app/redaction.ts';
import type {Runtime} from '../app/runtime.ts';
import {openSession} from '../app/session.ts';
import type {Session} from '../app/session.ts';
import {present} from './flags/args.ts';
import type {SessionFlags} from './flags/session.ts';
import {progressOn} from './text/progress.ts';
import type {Progress} from './text/progress.ts';

/** Opens what the flags and the configuration name, and closes it again whatever happens. */
export async function withSession<T>(
  {settings, config, check, showSecrets, given, writes, onInspected, listen}: SessionFlags,
  runtime: Runtime,
  work: (session: Session, progress: Progress) => Promise<T>,
): Promise<T> {
  const {stderr, env, cwd, signal} = runtime;
  const rules = configSource(config, cwd);
  // A mistake in the rules is told before anything is asked of the cluster.
  await rules.current();
  const progress = progressOn(stderr, env);
  const input = given?.onStdin === true ? await readStream(runtime.stdin, 'values file') : undefined;
  const redactor = redactorFor({show: showSecrets}, env);
  const onProgress = progress.on;
  const pointed = input === undefined ? settings : {...settings, helmInput: input};
  const session = openSession(
    {settings: pointed, config: rules, redactor, onProgress, ...present({onInspected, listen}), ...check},
    runtime,
  );
  const letGo = (): void => session.close();
  if (writes === undefined) signal.addEventListener('abort', letGo, {once: true});
  try {
    return await work(session, progress);
  } catch (error) {
    // Helm and servers quote values in what they say.
    if (given !== undefined) await learnValues(given, redactor, input);
    throw safeError(error, redactor);
  } finally {
    signal.removeEventListener('abort', letGo);
    progress.done();
    session.close();
  }
}
