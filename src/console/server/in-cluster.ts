import {randomBytes} from 'node:crypto';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {configSource} from '../../app/config-source.ts';
import type {ConsoleOptions, InClusterOptions, RunningConsole} from '../../app/faces.ts';
import type {Runtime} from '../../app/runtime.ts';
import {urlHost} from '../../model/address.ts';
import {gate} from '../access/gate.ts';
import type {Denial, Entry, Gate, ReviewPort} from '../access/gate.ts';
import {sessions} from '../access/sessions.ts';
import type {Sessions} from '../access/sessions.ts';
import {problemOf} from '../session/problem.ts';
import {RefusedError} from '../session/refusal.ts';
import {childOf} from '../session/waiting.ts';
import {openReviews, openViewerAccess, recordsIn} from '../session/viewer-access.ts';
import {admit, bearerOf, cookieFor, cookieOf} from './cluster-guard.ts';
import type {Came} from './cluster-guard.ts';
import {errorAnswer} from './error-answer.ts';
import {fail, HEADERS, send, sendDocument, sendRoute} from './http.ts';
import {loginPage} from './login-page.ts';
import type {LoginProblem} from './login-page.ts';
import {bodyOf, formOf} from './request-body.ts';
import {policy} from './shell.ts';
import type {PageAssets} from './shell.ts';
import {viewerConsole} from './viewer-console.ts';
import type {ViewerConsole} from './viewer-console.ts';
import {viewerConsoles} from './viewer-consoles.ts';
import type {ViewerConsoles} from './viewer-consoles.ts';

/** What tests put in the place of the real parts. */
export interface InClusterParts {
  readonly reviews?: ReviewPort;
  readonly openAccess?: typeof openViewerAccess;
}

const SWEEP_MS = 10_000;
const SOCKETS_AT_MOST = 256;
/** Who sends his headers slower than that holds a socket that others want. */
const LIMITS = {requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 5000};

/** The console for whoever the API server knows. Throws UserError where the rules, the cluster's address or the records' place cannot be understood. */
export async function startInCluster(
  options: ConsoleOptions,
  inCluster: InClusterOptions,
  outer: Runtime,
  assets: PageAssets,
  {reviews, openAccess = openViewerAccess}: InClusterParts = {},
): Promise<RunningConsole> {
  const records = recordsIn(options.settings);
  // Each console listens to it.
  const ending = childOf(outer.signal);
  const runtime: Runtime = {...outer, signal: ending.signal};
  await configSource(options.config, runtime.cwd).current();
  const opened = reviews === undefined ? await openReviews(options.settings, runtime) : {reviews, close: () => {}};
  const now = (): number => runtime.now().getTime();
  const random = (): string => randomBytes(32).toString('base64url');
  const {log, audiences} = inCluster;
  const onFailure = (what: string, why: string): void => log('warn', `${what}: ${why}`);
  const door = gate({reviews: opened.reviews, audiences, records, now, salt: random(), onFailure});
  const consoles = viewerConsoles({
    now,
    open: async ({viewer}) => {
      log('info', 'somebody looks', {user: viewer.name});
      return viewerConsole(door.rightsOf(viewer), {options, inCluster, runtime, openAccess});
    },
  });
  const problem = (error: unknown) =>
    errorAnswer(error, {redactor: options.redactor, problem: (one) => problemOf(one, options.redactor)});
  const parts: Parts = {inCluster, gate: door, sessions: sessions(random, now), consoles, assets, now};
  const {createServer} = await import('node:http');
  const server = createServer({...LIMITS, maxHeaderSize: 16 * 1024}, (request, response) => {
    void answer(request, response, parts).catch((error: unknown) => fail(response, error, {problem}));
  });
  server.keepAliveTimeout = 5000;
  server.maxConnections = SOCKETS_AT_MOST;
  const {host, port: wanted} = inCluster.listen;
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, host, resolve);
    });
  } catch (error) {
    opened.close();
    throw error;
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : wanted;
  const sweep = setInterval(() => void consoles.sweep(), SWEEP_MS);
  sweep.unref();
  let end: () => void = () => {};
  const closed = new Promise<void>((resolve) => (end = resolve));
  let isClosing = false;
  const close = (): void => {
    if (isClosing) return;
    isClosing = true;
    clearInterval(sweep);
    ending.end();
    consoles.close();
    opened.close();
    server.close(() => end());
    server.closeAllConnections();
  };
  runtime.signal.addEventListener('abort', close, {once: true});
  if (runtime.signal.aborted) close();
  return {url: `http://${urlHost(host)}:${port}/`, close, closed};
}

interface Parts {
  readonly inCluster: InClusterOptions;
  readonly gate: Gate;
  readonly sessions: Sessions;
  readonly consoles: ViewerConsoles;
  readonly assets: PageAssets;
  readonly now: () => number;
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  response.setHeader('content-security-policy', policy(undefined));
  const {method = '', url = ''} = request;
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  // A kubelet asks by the pod's address, and learns nothing.
  if (method === 'GET' && path === '/healthz') return send(response, 200, 'text/plain', 'ok\n');
  const came = admit(request, parts.inCluster.hosts);
  if (method === 'POST' && path === '/login') return logIn(request, response, came, parts);
  const entry = await entryOf(request, came, parts);
  if (typeof entry === 'string') return turnAway(entry, path, response);
  if (!path.startsWith('/api/')) return sendDocument(method, path, response, parts.assets);
  await sendData(`${method} ${path}`, new URLSearchParams(at < 0 ? '' : url.slice(at + 1)), entry, {
    request,
    response,
    parts,
  });
}

/** Who asks. A token of a header counts alone: whoever sent it does not mean the cookie that a browser adds. Nothing else of a request says who it is. */
async function entryOf(request: IncomingMessage, came: Came, {gate: door, sessions: kept}: Parts): Promise<Who> {
  const token = bearerOf(request);
  if (token !== undefined) return door.identify(token);
  const cookie = cookieOf(request, came);
  return (cookie === undefined ? undefined : kept.find(cookie)) ?? 'nobody';
}

type Who = Entry | Denial | 'nobody';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly parts: Parts;
}

async function sendData(
  asked: string,
  query: URLSearchParams,
  entry: Entry,
  {request, response, parts}: Exchange,
): Promise<void> {
  const isRoute = asked === 'GET /api/events' || asked === 'GET /api/state';
  const body = asked.startsWith('POST ') ? await bodyOf(request) : {};
  const console = await parts.consoles.of(entry);
  if (asked === 'GET /api/state') return send(response, 200, 'application/json', console.store.text());
  if (asked === 'GET /api/events') return follow(console, entry, response, parts.now());
  if (!isRoute && !isNamed(asked, console))
    throw new RefusedError('gated', 'the console in the cluster only shows', 'Use helm drift in a terminal.');
  try {
    await sendRoute(asked, query, body, response, console.routes);
  } catch (error) {
    fail(response, error, console);
  }
}

/** Whether a route is on the list, by the whole path or by all but its last part. */
function isNamed(asked: string, {routes}: ViewerConsole): boolean {
  return Object.hasOwn(routes, asked) || Object.hasOwn(routes, `${asked.slice(0, asked.lastIndexOf('/'))}/:id`);
}

/** A stream ends with what let its page in. */
function follow(console: ViewerConsole, {until}: Entry, response: ServerResponse, now: number): void {
  const timer = setTimeout(() => response.end(), Math.max(0, until - now));
  timer.unref();
  response.on('close', () => clearTimeout(timer));
  console.streams.open(response);
}

async function logIn(request: IncomingMessage, response: ServerResponse, came: Came, parts: Parts): Promise<void> {
  const token = (await formOf(request)).get('token') ?? '';
  const entry = await parts.gate.identify(token.trim());
  if (typeof entry === 'string') return sendLogin(entry, response);
  const cookie = parts.sessions.begin(entry, cookieOf(request, came));
  if (cookie === undefined) return sendLogin('busy', response);
  response.setHeader('set-cookie', cookieFor(cookie, came, (entry.until - parts.now()) / 1000));
  response.writeHead(303, {location: '/', 'content-length': 0});
  response.end();
}

const STATUS = {refused: 401, nobody: 401, unknown: 503, busy: 429} as const satisfies Record<
  Exclude<Who, Entry>,
  number
>;

const MESSAGES = {
  nobody: 'you are not logged in, or not any more',
  refused: 'the API server does not accept this token',
  unknown: 'the API server cannot be asked who you are: nobody is let in',
  busy: 'too many ask at once who they are',
} as const satisfies Record<Exclude<Who, Entry>, string>;

function turnAway(why: Exclude<Who, Entry>, path: string, response: ServerResponse): void {
  if (path === '/') return sendLogin(why === 'nobody' ? undefined : why, response);
  const status = STATUS[why];
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  throw new RefusedError(
    status === 401 ? 'session' : status === 429 ? 'busy' : 'internal',
    MESSAGES[why],
    undefined,
    status,
  );
}

function sendLogin(problem: LoginProblem | undefined, response: ServerResponse): void {
  const {html, nonce} = loginPage(problem);
  const status = STATUS[problem ?? 'nobody'];
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  response.setHeader('content-security-policy', policy(nonce, "'self'"));
  // Without a referrer a form would name no origin.
  response.setHeader('referrer-policy', 'same-origin');
  send(response, status, 'text/html', html);
}
