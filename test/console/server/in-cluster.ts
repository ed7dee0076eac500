import {onTestFinished, vi} from 'vitest';
import type {ConsoleOptions, InClusterOptions} from '../../../src/app/faces.ts';
import type {Session} from '../../../src/app/session.ts';
import {startInCluster} from '../../../src/console/server/in-cluster.ts';
import type {ClusterAccess} from '../../../src/console/session/context.ts';
import type {openViewerAccess} from '../../../src/console/session/viewer-access.ts';
import {createRedactor} from '../../../src/redact/redactor.ts';
import {Server} from '../access/reviewing.ts';
import {clusterOf, runtimeOf, sessionOf} from '../fakes.ts';
import {ASSETS, ask} from './serving.ts';
import type {Answered, Asked} from './serving.ts';

export const FORM = 'application/x-www-form-urlencoded';

interface Given {
  readonly hosts?: readonly string[];
  readonly options?: Partial<ConsoleOptions>;
  readonly cluster?: Partial<ClusterAccess>;
}

/** A console in the cluster, before a scripted API server. */
export async function served({hosts = [], options = {}, cluster = {}}: Given = {}) {
  const reviews = new Server();
  const clock = {now: Date.parse('2026-11-24T09:15:00Z')};
  const told: string[] = [];
  const inCluster: InClusterOptions = {
    listen: {host: '127.0.0.1', port: 0},
    hosts,
    audiences: [],
    namespaces: [],
    log: (level, message, fields) => told.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`),
  };
  const all: ConsoleOptions = {
    settings: {namespace: undefined, connection: {}, helmBin: 'helm', driver: 'secret'},
    redactor: createRedactor(),
    demo: false,
    port: 0,
    release: undefined,
    readOnly: true,
    config: undefined,
    check: {fidelity: 'client'},
    ...options,
  };
  const closed = vi.fn<() => void>();
  const checkAll = vi.fn<Session['checkAll']>(async () => []);
  const openAccess = vi.fn<typeof openViewerAccess>(() =>
    clusterOf({session: sessionOf({checkAll}), close: closed, ...cluster}),
  );
  const runtime = runtimeOf({now: () => new Date(clock.now)});
  const console = await startInCluster(all, inCluster, runtime, ASSETS, {reviews, openAccess});
  onTestFinished(() => console.close());
  const port = Number(new URL(console.url).port);
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  const open = {host, origin, 'content-type': 'application/json'};
  const raw = (path: string, given: Asked = {}): Promise<Answered> => ask(port, path, given);
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    raw(path, {headers: {host, ...headers}});
  const post = (path: string, headers: Readonly<Record<string, string>> = {}, body = '{}') =>
    raw(path, {method: 'POST', headers: {...open, ...headers}, body});
  const logIn = (token: string, headers: Readonly<Record<string, string>> = {}) =>
    post('/login', {'content-type': FORM, ...headers}, `token=${encodeURIComponent(token)}`);
  return {reviews, clock, told, console, port, host, origin, get, post, raw, logIn, openAccess, closed, checkAll};
}

export const bearer = (token: string) => ({authorization: `Bearer ${token}`});
export const cookieIn = ({headers}: Answered): string => String(headers['set-cookie']?.[0]).split(';')[0] ?? '';
