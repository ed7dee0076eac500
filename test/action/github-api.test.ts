import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {describe, expect, onTestFinished, test} from 'vitest';
import {githubIssues} from '../../src/action/github-api.ts';
import type {Issues} from '../../src/action/github-api.ts';
import {UserError} from '../../src/model/errors.ts';
import {githubServer} from './github-server.ts';
import type {Fault, GithubServer} from './github-server.ts';

const TOKEN = 'ghs_averysecrettoken';

function client(base: string, pauses: number[] = []): Issues {
  const pause = async (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
  };
  return githubIssues({base, repository: 'octo/shop', token: TOKEN, fetch, pause});
}

async function refusal(work: Promise<unknown>): Promise<UserError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`no UserError, but ${String(error)}`);
  expect(`${error.message}${error.hint}${error.stack}`).not.toContain(TOKEN);
  expect(error.message).not.toContain('\n');
  return error;
}

async function failing(fault: Fault): Promise<{github: GithubServer; pauses: number[]; error: UserError}> {
  const github = await githubServer();
  github.fault = () => fault;
  const pauses: number[] = [];
  return {github, pauses, error: await refusal(client(github.base, pauses).open('helm-drift'))};
}

describe('an answer that is none', () => {
  test.each([
    [401, 'GitHub does not take the token: GET /repos/octo/shop/issues in octo/shop got 401', 'unauthorized'],
    [403, 'GitHub does not let the token do this: GET /repos/octo/shop/issues in octo/shop got 403', 'forbidden'],
    [
      404,
      'GitHub knows no such repository, or the token may not see it: GET /repos/octo/shop/issues in octo/shop got 404',
      'not-found',
    ],
    [
      410,
      'GitHub says that the repository has no issues: GET /repos/octo/shop/issues in octo/shop got 410',
      'not-found',
    ],
    [422, 'GitHub answered GET /repos/octo/shop/issues with 422: Somebody said no', 'server-error'],
    [301, 'GitHub answered GET /repos/octo/shop/issues with 301: Somebody said no', 'server-error'],
  ])('%i: one line, once asked', async (status, message, code) => {
    const {github, error} = await failing({status, headers: {location: 'http://127.0.0.1:1/'}});
    expect(error).toMatchObject({message, code});
    expect(github.asked).toHaveLength(1);
  });

  test('500: a question is asked three times', async () => {
    const {github, pauses, error} = await failing({status: 502, body: '<html>\nbad gateway</html>'});
    expect(error.message).toBe('GitHub answered GET /repos/octo/shop/issues with 502');
    expect(github.asked).toHaveLength(3);
    expect(pauses).toEqual([1000, 2000]);
  });

  test('500: what may have been written is not asked for again', async () => {
    const github = await githubServer();
    github.fault = () => ({status: 500});
    const error = await refusal(client(github.base).create({title: 't', body: 'b', labels: []}));
    expect(error.message).toBe('GitHub answered POST /repos/octo/shop/issues with 500: Somebody said no');
    expect(github.asked).toHaveLength(1);
  });

  test('what GitHub says stays in one line, and short', async () => {
    const {error} = await failing({status: 422, body: JSON.stringify({message: `a\n::add-mask::${'x'.repeat(900)}`})});
    expect(error.message).toMatch(/with 422: a ::add-mask::x+$/);
    expect(error.message.length).toBeLessThan(300);
  });

  test('no JSON', async () => {
    const {error} = await failing({status: 200, body: '<html>a page to log in'});
    expect(error.message).toMatch(/^http:\/\/127\.0\.0\.1:\d+ answered with something that is no JSON$/);
  });

  test('nobody there', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const {port} = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const error = await refusal(client(`http://127.0.0.1:${port}`).open('helm-drift'));
    expect(error.message).toContain(
      `GitHub cannot be reached at http://127.0.0.1:${port} (GET /repos/octo/shop/issues)`,
    );
    expect(error.code).toBe('unreachable');
  });

  test('one without an end', async () => {
    const server = createServer((_request, response) => {
      const more = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(1 << 20, 'x'), more);
      };
      more();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const {port} = server.address() as AddressInfo;
    const error = await refusal(client(`http://127.0.0.1:${port}`).open('helm-drift'));
    expect(error.message).toContain('more than 16777216 bytes came');
  });
});

describe('too many requests', () => {
  test('are waited for as long as GitHub says, a write too', async () => {
    const github = await githubServer();
    let times = 0;
    github.fault = () => ((times += 1) === 1 ? {status: 429, headers: {'retry-after': '7'}} : undefined);
    const pauses: number[] = [];
    const made = await client(github.base, pauses).create({title: 't', body: 'b', labels: ['helm-drift']});
    expect(made.number).toBe(1);
    expect(pauses).toEqual([7000]);
  });

  test.each([
    ['an hour', {'retry-after': '3600'}, 'GitHub takes no more requests of this token (GET /repos/octo/shop/issues)'],
    [
      'until a time',
      {'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1764350000'},
      'GitHub takes no more requests of this token, until 2025-11-28T17:13:20.000Z (GET /repos/octo/shop/issues)',
    ],
  ])('%s is not waited for', async (_name, headers, message) => {
    const {github, pauses, error} = await failing({status: 403, headers});
    expect(error.message).toBe(message);
    expect(pauses).toEqual([]);
    expect(github.asked).toHaveLength(1);
  });
});

describe('who the token is', () => {
  test('a person, an app that may not ask, nobody', async () => {
    const github = await githubServer();
    expect(await client(github.base).login()).toBeUndefined();
    github.login = 'octocat';
    expect(await client(github.base).login()).toBe('octocat');
    github.fault = () => ({status: 401});
    expect((await refusal(client(github.base).login())).message).toContain('does not take the token');
  });
});

test('the token goes with each request, and only to GitHub', async () => {
  const github = await githubServer();
  await client(`${github.base}/`).open('helm-drift');
  expect([...github.tokens]).toEqual([`Bearer ${TOKEN}`]);
});

test.each([
  ['http://github.example', 'GITHUB_API_URL is "http://github.example", and no https address'],
  ['', 'GITHUB_API_URL is "", and no https address'],
])('%j gets no token', (base, message) => {
  expect(() => client(base)).toThrow(message);
});

test('a repository of another form is none', () => {
  expect(() =>
    githubIssues({base: 'https://api.github.com', repository: 'a/b/../../c', token: 't', fetch, pause: async () => {}}),
  ).toThrow('GITHUB_REPOSITORY is "a/b/../../c"');
});

test('a label with more issues than are looked through', async () => {
  const github = await githubServer();
  const page = JSON.stringify(Array.from({length: 50}, () => ({number: 1, labels: []})));
  github.fault = () => ({status: 200, body: page});
  const error = await refusal(client(github.base).open('helm-drift'));
  expect(error.message).toBe('octo/shop has more than 1000 open issues with the label helm-drift');
});
