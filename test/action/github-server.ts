import {createServer} from 'node:http';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';

export interface StoredIssue {
  number: number;
  html_url: string;
  title: string;
  body: string;
  state: 'open' | 'closed';
  state_reason: string | null;
  user: {login: string};
  labels: {name: string}[];
  pull_request?: object;
}

/** What the stand-in answers instead of doing it. */
export interface Fault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface GithubServer {
  readonly base: string;
  readonly issues: StoredIssue[];
  /** `GET /user`, in the order in which they came. */
  readonly asked: string[];
  /** What each request was authorized with. */
  readonly tokens: Set<string>;
  /** Who the token is; undefined for the runner's own, which may not ask. */
  login: string | undefined;
  /** Labels are dropped without a word, as GitHub does for whoever may not set them. */
  dropsLabels: boolean;
  /** How a label is written that there was before. */
  spelling: (label: string) => string;
  /** Is asked before each request is served. */
  fault: (line: string) => Fault | undefined;
  /** Runs after an issue was made, before that is answered: what another run does meanwhile. */
  meanwhile: () => void;
}

const RUNNER = 'github-actions[bot]';

/** The part of GitHub's API that the action uses, on loopback, until the test ends. */
export async function githubServer(): Promise<GithubServer> {
  const state: GithubServer = {
    base: '',
    issues: [],
    asked: [],
    tokens: new Set(),
    login: undefined,
    dropsLabels: false,
    spelling: (label) => label,
    fault: () => undefined,
    meanwhile: () => {},
  };
  const server = createServer((request, response) => {
    serve(state, request, response).catch((error: unknown) => response.writeHead(599).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const {port} = server.address() as AddressInfo;
  return Object.assign(state, {base: `http://127.0.0.1:${port}`});
}

export function storedIssue(number: number, more: Partial<StoredIssue> = {}): StoredIssue {
  return {
    number,
    html_url: `https://github.test/octo/shop/issues/${number}`,
    title: 'Drift',
    body: '',
    state: 'open',
    state_reason: null,
    user: {login: RUNNER},
    labels: [{name: 'helm-drift'}],
    ...more,
  };
}

/** What an issue is made or changed with. */
type Sent = Partial<Omit<StoredIssue, 'labels'>> & {readonly labels?: readonly string[]};

async function serve(state: GithubServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://127.0.0.1');
  const line = `${request.method} ${url.pathname}`;
  state.asked.push(line);
  state.tokens.add(request.headers.authorization ?? '');
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const fault = state.fault(line);
  if (fault !== undefined) {
    response.writeHead(fault.status, fault.headers).end(fault.body ?? '{"message":"Somebody said no"}');
    return;
  }
  const body = (chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString('utf8'))) as Sent;
  const answer = (status: number, value: unknown): void => {
    response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(value));
  };
  if (line === 'GET /user') {
    if (state.login === undefined) answer(403, {message: 'Resource not accessible by integration'});
    else answer(200, {login: state.login});
    return;
  }
  const [, number] = /^\/repos\/octo\/shop\/issues(?:\/(\d+))?$/.exec(url.pathname) ?? [];
  if (!url.pathname.startsWith('/repos/octo/shop/issues')) return answer(404, {message: 'Not Found'});
  if (request.method === 'GET') {
    const label = url.searchParams.get('labels');
    const [size, page] = ['per_page', 'page'].map((name) => Number(url.searchParams.get(name)));
    const open = state.issues
      .filter((issue) => issue.state === 'open' && issue.labels.some(({name}) => name === state.spelling(label ?? '')))
      .toReversed();
    return answer(200, open.slice(((page ?? 1) - 1) * (size ?? 30), (page ?? 1) * (size ?? 30)));
  }
  if (request.method === 'POST') {
    const labels = state.dropsLabels ? [] : (body.labels ?? []).map((name) => ({name: state.spelling(name)}));
    const made = storedIssue(state.issues.length + 1, {...body, labels, user: {login: state.login ?? RUNNER}});
    state.issues.push(made);
    state.meanwhile();
    return answer(201, made);
  }
  const issue = state.issues.find((one) => one.number === Number(number));
  if (issue === undefined) return answer(404, {message: 'Not Found'});
  answer(200, Object.assign(issue, body));
}
