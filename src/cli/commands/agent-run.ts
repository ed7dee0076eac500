import {createHash, randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {hostname} from 'node:os';
import {setFlagsFromString} from 'node:v8';
import {openAgent} from '../../app/agent.ts';
import type {Agent, AgentListener, AgentRequest} from '../../app/agent.ts';
import {EXIT} from '../../app/exit.ts';
import {Interruption} from '../../app/runtime.ts';
import type {Runtime} from '../../app/runtime.ts';
import {serveMetrics} from '../../app/serve-metrics.ts';
import {messageOf, UserError} from '../../model/errors.ts';
import {agentMetricsText} from '../../report/agent-metrics.ts';
import {rowOf} from '../../report/live-list.ts';
import type {ReleaseRow} from '../../report/live-list.ts';
import {metricsText} from '../../report/metrics.ts';
import {withSession} from '../session.ts';
import {jsonLog} from '../text/json-log.ts';
import type {Log} from '../text/json-log.ts';
import type {AgentFlags} from './agent.ts';
import {counter, onceAMinute, processUse} from './watch-face.ts';
import type {Counter} from './watch-face.ts';

const ALIVE_MS = 60_000;
const KEY_AT_LEAST = 16;
const POLICY = {failOn: 'low', allowIncomplete: false} as const;

/** Follows releases until it is told to end (exit code 0), or cannot go on. */
export async function runAgent(flags: AgentFlags, runtime: Runtime): Promise<number> {
  // It runs for weeks: memory counts for more than a little of a core.
  setFlagsFromString('--optimize-for-size');
  const {signal} = runtime;
  const request = await requestOf(flags, runtime);
  return withSession(flags.session, runtime, async (session) => {
    const log = jsonLog(runtime, session.redactor);
    const seen: Seen = {rows: new Map(), count: counter()};
    const alive = setInterval(() => {}, ALIVE_MS);
    const agent = await openAgent(session, runtime, request, listenerOf(seen, runtime, log));
    const server = await serveMetrics(
      flags.listen,
      () => pageOf(seen, agent),
      {
        '/healthz': agent.ailment,
        '/readyz': () => (agent.isReady() ? undefined : 'not all releases were checked yet'),
      },
      '--listen',
    );
    log('info', 'started', {version: HELM_DRIFT_VERSION, holder: request.holder, listen: server.url});
    try {
      agent.start();
      await Promise.race([agent.failed, ended(signal)]);
      log('info', 'ending', {reason: signal.reason instanceof Error ? signal.reason.message : undefined});
      return EXIT.clean;
    } catch (error) {
      log('error', messageOf(error), error instanceof UserError ? {hint: error.hint} : {stack: stackOf(error)});
      return EXIT.error;
    } finally {
      clearInterval(alive);
      await agent.close();
      server.close();
      log('info', 'ended', {...agent.written()});
    }
  });
}

const stackOf = (error: unknown): string | undefined => (error instanceof Error ? error.stack : undefined);

interface Seen {
  readonly rows: Map<string, ReleaseRow>;
  readonly count: Counter;
}

/** A shard that is given up leaves rows behind: the page shows what is followed here. */
function pageOf({rows, count}: Seen, agent: Agent): string {
  for (const key of rows.keys()) if (!agent.follows(key)) rows.delete(key);
  const counted = {...count.counted(), told: agent.told()};
  const used = processUse();
  return `${metricsText(rows.values(), agent.standing(), {counted, used, version: HELM_DRIFT_VERSION})}${agentMetricsText({held: agent.held(), served: agent.served(), written: agent.written()})}`;
}

async function requestOf(flags: AgentFlags, {env}: Runtime): Promise<AgentRequest> {
  const {shards, namespaces, installation, searchesDeclared, reports, notify, keyFile} = flags;
  const host = env['HOSTNAME'] || hostname();
  const [, ordinal] = /-(\d{1,3})$/.exec(host) ?? [];
  const home = env['POD_NAMESPACE'] || flags.session.settings.namespace || 'default';
  return {
    shards,
    namespaces,
    installation,
    searchesDeclared,
    reports,
    notify,
    home,
    holder: `${host}_${randomBytes(4).toString('hex')}`,
    // Only pods of a StatefulSet are numbered.
    ordinal: typeof shards === 'string' && ordinal !== undefined ? Number(ordinal) : undefined,
    key: await keyOf(keyFile),
  };
}

async function keyOf(file: string | undefined): Promise<AgentRequest['key']> {
  if (file === undefined) return {secret: randomBytes(32), id: ''};
  const secret = await readFile(file).catch((error: unknown) => {
    throw new UserError(`--state-key-file cannot be read: ${messageOf(error)}`, 'Name a file that is there.');
  });
  if (secret.length < KEY_AT_LEAST)
    throw new UserError(
      `the secret of --state-key-file is shorter than ${KEY_AT_LEAST} bytes`,
      'openssl rand -hex 32 makes a good one.',
    );
  return {secret, id: createHash('sha256').update('id ').update(secret).digest('hex').slice(0, 16)};
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const end = (): void => (signal.reason instanceof Interruption ? done() : fail(signal.reason));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, {once: true});
  });
}

function listenerOf({rows, count}: Seen, {now}: Runtime, log: Log): AgentListener {
  const note = onceAMinute(now, (text) => log('warn', text));
  return {
    onReport(report, entries, {seconds, since}) {
      const {namespace, name} = report.release;
      const key = `${namespace}/${name}`;
      const row = rowOf(report, entries, {policy: POLICY, before: rows.get(key), now: now().getTime()});
      rows.set(key, since === undefined ? row : {...row, since});
      count.add(row, seconds);
      for (const {state, severity, id, ref, title} of entries)
        log('info', 'finding', {
          namespace,
          release: name,
          state,
          severity,
          id: id.slice(0, 7),
          kind: ref.kind,
          name: ref.name,
          title,
        });
    },
    onGone({namespace, name}) {
      rows.delete(`${namespace}/${name}`);
      log('info', 'release is gone', {namespace, release: name});
    },
    onReady: (shard) => log('info', 'all releases of a shard were checked', {shard}),
    onNote: note,
    onRefused: (sink, {release, notices}, why) =>
      log('error', 'a sink will not take what it is told', {
        sink,
        why,
        namespace: release.namespace,
        release: release.name,
        notices: notices.map(({id, state, finding}) => `${id} ${state} ${finding.slice(0, 7)}`).join(', '),
      }),
    onKeeper: ({what, shard, message}) => (what === 'unreachable' ? note(message ?? what) : log('info', what, {shard})),
  };
}
