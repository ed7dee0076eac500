import {chmodSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {narratorOf} from '../../../src/cli/commands/audit-words.ts';
import {run} from '../../../src/cli/run.ts';
import {audited} from '../../audit/events.ts';
import {listOf} from '../../audit/receiver/lists.ts';
import {cli, folderOf, testRuntime} from '../cli.ts';

const TOKEN = 'a-token-of-at-least-sixteen';
const LINE = ['audit', 'receive', '--into', 'spool', '--listen', '127.0.0.1:0', '--token-file', 'token'];
const NO_CONSOLE = (): never => {
  throw new Error('no console is started in this test');
};

test('it says where it listens, takes what is posted, and ends with a line of totals', async () => {
  const folder = folderOf({token: TOKEN});
  chmodSync(join(folder, 'token'), 0o644);
  const ending = new AbortController();
  const runtime = testRuntime({argv: LINE, cwd: folder, signal: ending.signal, now: () => new Date()});
  const {stdout, stderr} = runtime.written;
  const code = run(runtime, NO_CONSOLE);
  await vi.waitFor(() => expect(stdout()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/audit\n$/), {timeout: 30_000});
  const body = listOf([audited({at: new Date().toISOString()})]);
  const post = (token: string): Promise<Response> =>
    fetch(stdout().trim(), {method: 'POST', body, headers: {authorization: `Bearer ${token}`}});
  expect((await post(TOKEN)).status).toBe(200);
  expect((await post(`${TOKEN}!`)).status).toBe(401);
  ending.abort();
  expect(await code).toBe(0);
  expect(readdirSync(join(folder, 'spool')).filter((name) => name.endsWith('.jsonl.gz'))).toHaveLength(1);
  expect(stderr().split('\n')).toEqual([
    `Warning: everybody on this machine can read ${join(folder, 'token')}`,
    `Events go into ${join(folder, 'spool')}. Ctrl+C ends it.`,
    'Somebody was turned away who may not post: no bearer token, or another one, from 127.0.0.1',
    expect.stringMatching(/^In all 1 batch of 1 event, 1 kept; \d\.\d KiB in 1 file; stranger 1$/),
    '',
  ]);
});

test('a port that is taken is an error in words, and the folder is let go of', async () => {
  const folder = folderOf({token: TOKEN});
  const ending = new AbortController();
  const runtime = testRuntime({argv: LINE, cwd: folder, signal: ending.signal, now: () => new Date()});
  const first = run(runtime, NO_CONSOLE);
  await vi.waitFor(() => expect(runtime.written.stdout()).not.toBe(''), {timeout: 30_000});
  const {host} = new URL(runtime.written.stdout());
  const second = [...LINE.slice(0, 3), 'other', '--listen', host, '--token-file', 'token'];
  for (const code of [1, 1]) {
    const {code: failed, stderr} = await cli(second, folder);
    expect(failed).toBe(code);
    expect(stderr).toContain(`Error: cannot listen on ${host}: listen EADDRINUSE`);
  }
  ending.abort();
  expect(await first).toBe(0);
});

describe('a line that is not enough, or says too much', () => {
  const listen = ['--listen', '127.0.0.1:0'];
  const tls = ['--tls-cert', 'c', '--tls-key', 'k'];
  test.each([
    [[], 'not enough non-option arguments', 'See `helm drift audit --help`.'],
    [['send'], 'audit knows no "send"', 'It is: receive.'],
    [['receive'], 'no folder was named', 'Add --into FOLDER.'],
    [['receive', '--into', 'x'], 'no address was named', 'For example --listen 0.0.0.0:8443'],
    [['receive', '--into', 'x', '--listen', '8443'], '"8443" is none', 'For example'],
    [['receive', '--into', 'x', '--listen', 'host:8443'], '"host:8443" is none', 'For example'],
    [['receive', '--into', 'x', '--listen', '1.2.3.4:99999'], '"1.2.3.4:99999" is none', 'For example'],
    [['receive', '--into', 'x', '--listen', '::1:80'], '"::1:80" is none', 'For example'],
    [['receive', '--into', 'x', ...listen], 'nothing says who may post', 'Add --client-ca FILE'],
    [['receive', '--into', 'x', ...listen, ...tls], 'nothing says who may post', 'Add --client-ca FILE'],
    [['receive', '--into', 'x', ...listen, '--tls-cert', 'c'], '--tls-cert and --tls-key go together', 'Name both.'],
    [['receive', '--into', 'x', ...listen, '--client-ca', 'c'], 'without TLS nobody shows one', 'Add --tls-cert'],
    [
      ['receive', '--into', 'x', '--listen', '0.0.0.0:80', '--token-file', 't'],
      'without TLS only this machine',
      'Add --tls-cert',
    ],
    [
      ['receive', '--into', 'x', '--listen', '[::]:80', '--token-file', 't'],
      'without TLS only this machine',
      'Add --tls-cert',
    ],
    [['receive', '--into', 'x', ...listen, '--token-file', 'nope'], 'cannot read the token', 'Check the path'],
    [
      ['receive', '--into', 'x', ...listen, ...tls, '--token-file', 'token'],
      'cannot read the certificate',
      'Check the path',
    ],
    [['receive', '--into', 'x', ...listen, '--keep', '2G'], '--keep takes a size, and "2G" is none', '64Mi or 2Gi'],
    [['receive', '--into', 'x', ...listen, '--rotate', '0Mi'], '--rotate takes a size', '64Mi or 2Gi'],
    [
      ['receive', '--into', 'x', ...listen, '--keep', '8Mi'],
      '--keep has to be at least 4 times --rotate',
      'Name a larger',
    ],
    [['receive', '--into=', ...listen], '--into was given an empty word', 'Leave the flag out'],
    [['receive', '--into', 'x', ...listen, '-n', 'shop'], '--namespace has no effect here', 'Leave it out.'],
  ])('%j', async (words, what, todo) => {
    const {code, stderr} = await cli(['audit', ...words], folderOf({token: TOKEN}));
    expect(code).toBe(1);
    expect(stderr).toContain(what);
    expect(stderr).toContain(todo);
  });

  test.each(['127.0.0.1:0', 'localhost:0', '[::1]:0', '127.1.2.3:0'])('%s is this machine alone', async (place) => {
    const {stderr} = await cli(
      ['audit', 'receive', '--into', 'x', '--listen', place, '--token-file', 'nope'],
      folderOf(),
    );
    expect(stderr).toContain('cannot read the token');
  });
});

describe('what is told of what happens', () => {
  function narrator() {
    const lines: string[] = [];
    const clock = {now: 0};
    const stored = () => ({bytes: 3 * 1024 * 1024, files: 2, removed: 1});
    return {
      lines,
      clock,
      ...narratorOf(
        stored,
        () => clock.now,
        (line) => void lines.push(line),
      ),
    };
  }

  test('the same complaint once a minute, with the count of those between', () => {
    const {on, lines, clock} = narrator();
    for (let at = 0; at < 5; at++) on({kind: 'stranger', why: 'no token'});
    clock.now = 60_000;
    on({kind: 'stranger', why: 'no token'});
    on({kind: 'turned-away', why: 'too much at once'});
    expect(lines).toEqual([
      'Somebody was turned away who may not post: no token',
      'Somebody was turned away who may not post: no token (4 more since the last line)',
      'A batch was turned away: too much at once',
    ]);
  });

  test('a full disk once, until it is well again', () => {
    const {on, lines, clock} = narrator();
    for (let at = 0; at < 5; at++) {
      clock.now += 90_000;
      on({kind: 'not-kept', why: 'no space left'});
    }
    on({kind: 'kept', events: 3, kept: 0});
    on({kind: 'kept', events: 3, kept: 3});
    on({kind: 'not-kept', why: 'no space left'});
    expect(lines).toEqual([
      expect.stringContaining('could not be kept'),
      'Batches are kept again',
      expect.stringContaining('(4 more since the last line)'),
    ]);
  });

  test('a line a minute where something came, and one in the end', () => {
    const {on, lines, minute, end} = narrator();
    minute();
    on({kind: 'kept', events: 400, kept: 20});
    on({kind: 'kept', events: 1, kept: 0});
    minute();
    minute();
    on({kind: 'late', seconds: 30});
    end();
    expect(lines).toEqual([
      '2 batches of 401 events, 20 kept; 3.0 MiB in 2 files, 1 removed so far',
      expect.stringContaining('A batch came late: it holds events of 30 s ago'),
      'In all 2 batches of 401 events, 20 kept; 3.0 MiB in 2 files, 1 removed so far; late 1',
    ]);
  });

  test('credentials that have changed, for better or worse', () => {
    const {on, lines} = narrator();
    on({kind: 'credentials', why: undefined});
    on({kind: 'credentials', why: 'the key is another one'});
    expect(lines[0]).toContain('count from now on');
    expect(lines[1]).toContain('the old ones count: the key is another one');
  });
});
