import {EXIT} from '../../app/exit.ts';
import type {ConsoleOptions, InClusterOptions} from '../../app/faces.ts';
import {redactorFor} from '../../app/redaction.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {Settings} from '../../app/settings.ts';
import {urlHost} from '../../model/address.ts';
import {UserError} from '../../model/errors.ts';
import type {CheckingFlags} from '../flags/evidence.ts';
import {jsonLog} from '../text/json-log.ts';
import type {Faces} from './command.ts';
import type {ClusterFlags} from './console-cluster-flags.ts';
import {onceAMinute} from './watch-face.ts';

interface Flags {
  readonly settings: Settings;
  readonly checking: CheckingFlags;
  readonly release: string | undefined;
  readonly inCluster: ClusterFlags;
}

/** Serves it until it is told to end; stdout says nothing, stderr one line of JSON for each thing that an operator should know. */
export async function runInCluster(
  {settings, checking, release, inCluster}: Flags,
  runtime: Runtime,
  {startConsole, commandLine}: Faces,
): Promise<number> {
  const redactor = redactorFor({show: false}, runtime.env);
  const line = jsonLog(runtime, redactor);
  const warn = onceAMinute(runtime.now, (text) => line('warn', text));
  const log: InClusterOptions['log'] = (level, message, fields) =>
    level === 'warn' ? warn(message) : line(level, message, fields);
  const options: ConsoleOptions = {
    settings,
    release,
    redactor,
    demo: false,
    port: 0,
    readOnly: true,
    ...checking,
    check: {...checking.check, fidelity: 'client'},
    inCluster: {...inCluster, log},
  };
  const {host, port} = inCluster.listen;
  const console = await startConsole(options, runtime, commandLine).catch((error: NodeJS.ErrnoException) => {
    if (!/^E(?:ADDR|ACCES)/.test(error.code ?? '')) throw error;
    throw new UserError(`--listen cannot have ${urlHost(host)}:${port}: ${error.message}`, 'Choose another port.');
  });
  line('info', 'started', {version: HELM_DRIFT_VERSION, listen: console.url});
  const end = (): void => console.close();
  runtime.signal.addEventListener('abort', end, {once: true});
  if (runtime.signal.aborted) end();
  await console.closed;
  runtime.signal.removeEventListener('abort', end);
  line('info', 'ended');
  return EXIT.clean;
}
