import {stat} from 'node:fs/promises';
import {Readable, Writable} from 'node:stream';
import type {CheckOptions} from '../../check/check.ts';
import type {Settings} from '../../app/settings.ts';
import type {Runtime} from '../../app/runtime.ts';
import {describeError, exitCodeOfError} from '../../app/errors.ts';
import {openSession} from '../../app/session.ts';
import type {Session} from '../../app/session.ts';
import {NO_CONFIG} from '../../config/file.ts';
import {findConfig, loadConfig} from '../../config/load.ts';
import {connect} from '../../kube/connection.ts';
import {clusterReader} from '../../kube/reader.ts';
import {UserError} from '../../model/errors.ts';
import type {Redactor} from '../../redact/redactor.ts';
import type {Problem} from '../contract.ts';
import type {ConsoleContext} from './context.ts';
import {documentStore} from './document-store.ts';
import type {Store} from './store.ts';

export interface ContextOptions {
  readonly settings: Settings;
  readonly redactor: Redactor;
  /** Where rules are read from; undefined for the nearest file. */
  readonly config: string | undefined;
  readonly check: Omit<CheckOptions, 'config' | 'fidelity'> & {readonly fidelity?: CheckOptions['fidelity']};
  readonly readOnly: boolean;
}

const SILENT = {say: () => {}, done: () => {}};

export function openContext(
  {settings, redactor, config: named, check, readOnly}: ContextOptions,
  store: Store,
  runtime: Runtime,
): ConsoleContext & {close(): void} {
  const products = new Map<string, {readonly session: Session; readonly options: CheckOptions}>();
  let watching: ReturnType<ConsoleContext['watching']> | undefined;

  const problem = (error: unknown): Problem => {
    const isOurs = !(error instanceof UserError);
    const message = error instanceof Error ? error.message : String(error);
    const hint = error instanceof UserError ? error.hint : undefined;
    return {
      message: redactor.text(isOurs ? `helm drift failed in a way that it does not know: ${message}` : message),
      ...(hint === undefined ? {} : {hint: redactor.text(hint)}),
    };
  };

  /** Rules change while the console runs: by its own ignore, or in an editor. */
  async function session(namespace: string | undefined) {
    const file = named ?? (await findConfig(runtime.cwd));
    const found = file === undefined ? undefined : await stat(file).catch(() => undefined);
    const key = `${namespace ?? ''} ${file ?? ''} ${found?.mtimeMs ?? ''} ${found?.size ?? ''}`;
    const open = products.get(key);
    if (open !== undefined) return open;
    const config = file === undefined ? NO_CONFIG : await loadConfig(file);
    const options = {...check, config, fidelity: check.fidelity ?? config.settings.fidelity ?? ('auto' as const)};
    const placed = {...settings, ...(namespace === undefined ? {} : {namespace})};
    const entry = {session: openSession({...options, settings: placed, redactor}, runtime, SILENT), options};
    products.set(key, entry);
    return entry;
  }

  return {
    store,
    documents: documentStore(redactor),
    redactor,
    runtime,
    readOnly,
    session,
    problem,
    watching: () => (watching ??= openForWatches(settings)),
    command: (argv) => rerunCommand(argv, settings, store, runtime),
    close() {
      for (const one of products.values()) one.session.close();
      watching?.then(({connection}) => connection.agent.destroy()).catch(() => {});
    },
  };
}

async function openForWatches(settings: Settings) {
  const connection = await connect(settings.connection);
  // A watch holds its connection for as long as it lasts.
  connection.agent.maxSockets = Infinity;
  return {connection, reader: clusterReader(connection)};
}

/** The command line again, with what it writes in our hands, pointed at what is open. */
async function rerunCommand(
  argv: readonly string[],
  settings: Settings,
  store: Store,
  runtime: Runtime,
): Promise<{readonly exitCode: number; readonly stdout: string; readonly stderr: string}> {
  const {rerun} = runtime;
  if (rerun === undefined) throw new Error('nobody handed over the command line');
  const [stdout, stderr] = [sink(), sink()];
  const env = {...runtime.env, ...environment(settings, store.state().opened?.namespace), NO_COLOR: '1'};
  const own = {...runtime, argv, env, stdin: Readable.from([]), stdout, stderr};
  try {
    const exitCode = await rerun.run(own);
    return {exitCode, stdout: stdout.text(), stderr: stderr.text()};
  } catch (error) {
    return {
      exitCode: exitCodeOfError(error),
      stdout: stdout.text(),
      stderr: stderr.text() + describeError(error, false),
    };
  }
}

/** The flags that the console was started with, in Helm's own words. */
function environment({namespace, connection, driver}: Settings, open: string | undefined): NodeJS.ProcessEnv {
  const place = open ?? namespace;
  const {kubeconfig, context, token, asUser, asGroups, apiServer, caFile, insecure, tlsServerName} = connection;
  const entries = {
    HELM_NAMESPACE: place,
    KUBECONFIG: kubeconfig,
    HELM_KUBECONTEXT: context,
    HELM_KUBETOKEN: token,
    HELM_KUBEASUSER: asUser,
    HELM_KUBEASGROUPS: asGroups?.join(','),
    HELM_KUBEAPISERVER: apiServer,
    HELM_KUBECAFILE: caFile,
    HELM_KUBEINSECURE_SKIP_TLS_VERIFY: insecure === true ? 'true' : undefined,
    HELM_KUBETLS_SERVER_NAME: tlsServerName,
    HELM_DRIVER: driver,
  };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

function sink(): Writable & {text(): string; readonly columns: number} {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer | string, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return Object.assign(stream, {text: () => Buffer.concat(chunks).toString('utf8'), columns: 100});
}
