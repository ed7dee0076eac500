import {UserError, messageOf} from '../model/errors.ts';

/** What is read of an issue. */
export interface Issue {
  readonly number: number;
  readonly html_url: string;
  readonly body: string | null;
  readonly user: {readonly login: string} | null;
  readonly labels: readonly (string | {readonly name?: string})[];
  /** There where it is a pull request. */
  readonly pull_request?: unknown;
}

export interface IssueChange {
  readonly title?: string;
  readonly body?: string;
  readonly state?: 'closed';
  readonly state_reason?: 'completed' | 'not_planned';
}

/** The few requests that one issue needs. */
export interface Issues {
  /** Who the token is; undefined where it is an app's, which may not ask. */
  readonly login: () => Promise<string | undefined>;
  /** Open ones with a label, and pull requests among them. */
  readonly open: (label: string) => Promise<readonly Issue[]>;
  readonly create: (issue: {
    readonly title: string;
    readonly body: string;
    readonly labels: readonly string[];
  }) => Promise<Issue>;
  readonly change: (number: number, change: IssueChange) => Promise<Issue>;
}

export interface GithubOptions {
  /** GITHUB_API_URL. */
  readonly base: string;
  /** OWNER/NAME. */
  readonly repository: string;
  readonly token: string;
  readonly fetch: typeof fetch;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const PER_PAGE = 50;
const MOST_PAGES = 20;
const TIMEOUT_MS = 30_000;
const MOST_BYTES = 16 * 1024 * 1024;
/** How long a limit of requests is waited for; the hour's limit is longer, and fails. */
const PATIENCE_MS = 60_000;
const ATTEMPTS = 3;

/** GitHub's REST API for the issues of one repository. Throws UserError, which never holds the token. */
export function githubIssues(options: GithubOptions): Issues {
  assertSafe(options);
  const {repository} = options;
  const issues = `/repos/${repository}/issues`;
  const ask = <T>(method: Method, path: string, body?: object): Promise<T> =>
    request(options, {method, path, ...(body === undefined ? {} : {body})}) as Promise<T>;
  return {
    login: async () => {
      try {
        return (await ask<{readonly login: string}>('GET', '/user')).login;
      } catch (error) {
        if (error instanceof UserError && error.code === 'forbidden') return undefined;
        throw error;
      }
    },
    open: async (label) => {
      const found: Issue[] = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const query = new URLSearchParams({state: 'open', labels: label, per_page: `${PER_PAGE}`, page: `${page}`});
        const some = await ask<readonly Issue[]>('GET', `${issues}?${query.toString()}`);
        found.push(...some);
        if (some.length < PER_PAGE) return found;
      }
      throw new UserError(
        `${repository} has more than ${PER_PAGE * MOST_PAGES} open issues with the label ${label}`,
        'Give the issues of drift a label of their own: issue-label.',
      );
    },
    create: (issue) => ask<Issue>('POST', issues, issue),
    change: (number, change) => ask<Issue>('PATCH', `${issues}/${number}`, change),
  };
}

function assertSafe({base, repository}: GithubOptions): void {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new UserError(`GITHUB_REPOSITORY is ${JSON.stringify(repository)}`, 'The runner sets it to OWNER/NAME.');
  const url = URL.canParse(base) ? new URL(base) : undefined;
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url?.hostname ?? '');
  if (url === undefined || (url.protocol !== 'https:' && !isLoopback))
    throw new UserError(
      `GITHUB_API_URL is ${JSON.stringify(base)}, and no https address`,
      'The token goes nowhere else: set it as the runner does.',
    );
}

type Method = 'GET' | 'POST' | 'PATCH';

interface Asked {
  readonly method: Method;
  readonly path: string;
  readonly body?: object;
}

/** What a GET did not get is asked for again. What may have been written is not: the next run finds it. */
async function request(options: GithubOptions, asked: Asked): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await answerTo(options, asked);
    if (answer.ok) return parsed(answer.text, options);
    const limited = waitOf(answer);
    const again =
      limited ?? (asked.method === 'GET' && (answer.status >= 500 || answer.status === 0) ? 1000 : undefined);
    if (again === undefined || again > PATIENCE_MS || attempt === ATTEMPTS) throw failure(options, asked, answer);
    await options.pause(again * attempt);
  }
}

interface Answer {
  /** 0 where there was none: `text` says why. */
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  readonly text: string;
}

async function answerTo({base, token, fetch: ask}: GithubOptions, {method, path, body}: Asked): Promise<Answer> {
  try {
    const response = await ask(`${base.replace(/\/+$/, '')}${path}`, {
      method,
      // An answer that sends us elsewhere would send the token elsewhere.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'user-agent': 'helm-drift',
        'x-github-api-version': '2022-11-28',
        ...(body === undefined ? {} : {'content-type': 'application/json'}),
      },
      ...(body === undefined ? {} : {body: JSON.stringify(body)}),
    });
    return {status: response.status, ok: response.ok, headers: response.headers, text: await bounded(response)};
  } catch (error) {
    return {status: 0, ok: false, headers: new Headers(), text: reasonOf(error)};
  }
}

async function bounded({body}: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes came`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return messageOf(cause instanceof Error ? cause : error);
}

function parsed(text: string, {base}: GithubOptions): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UserError(`${base} answered with something that is no JSON`, 'Is GITHUB_API_URL the API of GitHub?');
  }
}

/** Milliseconds until GitHub takes requests again; undefined where it does not say that there were too many. */
function waitOf({status, headers}: Answer): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const after = headers.get('retry-after');
  if (after !== null && /^\d+$/.test(after)) return Number(after) * 1000;
  return headers.get('x-ratelimit-remaining') === '0' ? Number.POSITIVE_INFINITY : undefined;
}

const HINTS: Readonly<Record<number, readonly [string, string, 'unauthorized' | 'forbidden' | 'not-found']>> = {
  401: ['does not take the token', 'Leave the input token out, or give one that has not expired.', 'unauthorized'],
  403: [
    'does not let the token do this',
    'Give the job `permissions: {issues: write}`; in a pull request from a fork no token may write.',
    'forbidden',
  ],
  404: [
    'knows no such repository, or the token may not see it',
    'Give the job `permissions: {issues: write}`, and the token access to the repository.',
    'not-found',
  ],
  410: ['says that the repository has no issues', 'Switch them on in its settings, or leave mode: issue.', 'not-found'],
};

function failure({base, repository}: GithubOptions, {method, path}: Asked, answer: Answer): UserError {
  const what = `${method} ${path.replace(/\?.*$/, '')}`;
  if (answer.status === 0)
    return new UserError(`GitHub cannot be reached at ${base} (${what}): ${answer.text}`, PROXY_HINT, {
      code: 'unreachable',
    });
  if (waitOf(answer) !== undefined) {
    const reset = Number(answer.headers.get('x-ratelimit-reset'));
    const when = reset > 0 ? `, until ${new Date(reset * 1000).toISOString()}` : '';
    return new UserError(`GitHub takes no more requests of this token${when} (${what})`, 'Run the job again later.', {
      code: 'server-error',
    });
  }
  const [said, hint, code] = HINTS[answer.status] ?? [];
  if (said !== undefined && code !== undefined)
    return new UserError(`GitHub ${said}: ${what} in ${repository} got ${answer.status}`, hint, {code});
  return new UserError(
    `GitHub answered ${what} with ${answer.status}${wordsOf(answer.text)}`,
    answer.status >= 500 ? 'It has a fault of its own: run the job again.' : 'Say so in an issue of helm drift.',
    {code: 'server-error'},
  );
}

const PROXY_HINT = 'Behind a proxy set NODE_USE_ENV_PROXY: 1 beside HTTPS_PROXY.';

/** GitHub's own `message`, bounded and in one line. */
function wordsOf(text: string): string {
  try {
    const {message} = JSON.parse(text) as {readonly message?: unknown};
    return typeof message === 'string' ? `: ${message.replace(/\s+/g, ' ').slice(0, 200)}` : '';
  } catch {
    return '';
  }
}
