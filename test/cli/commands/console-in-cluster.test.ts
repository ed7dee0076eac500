import {expect, test} from 'vitest';
import type {StartConsole} from '../../../src/app/faces.ts';
import {cli, folderOf} from '../cli.ts';

test('a console in the cluster is handed what the flags say, is read-only, and logs lines of JSON', async () => {
  const seen: Parameters<StartConsole>[] = [];
  const start: StartConsole = async (...args) => {
    seen.push(args);
    const {log} = args[0].inCluster ?? {};
    log?.('info', 'somebody looks', {user: 'ann\n::error::x'});
    for (let at = 0; at < 3; at += 1) log?.('warn', 'no review');
    return {url: 'http://0.0.0.0:9000/', close: () => {}, closed: Promise.resolve()};
  };
  const argv = ['console', 'web', '-n', 'shop', '--in-cluster', '--listen', ':9000', '--allowed-host', 'a.example'];
  const {code, stdout, stderr} = await cli(argv, folderOf(), {}, start);
  expect([code, stdout]).toEqual([0, '']);
  expect(seen[0]?.[0]).toMatchObject({
    release: 'web',
    demo: false,
    readOnly: true,
    settings: {namespace: 'shop'},
    check: {fidelity: 'client'},
    inCluster: {listen: {host: '0.0.0.0', port: 9000}, hosts: ['a.example'], audiences: [], namespaces: []},
  });
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as {level: string; message: string});
  expect(lines.map(({level, message}) => `${level} ${message}`)).toEqual([
    'info somebody looks',
    'warn no review',
    'info started',
    'info ended',
  ]);
});

test('an address that cannot be had is an error in words; another error stays what it is', async () => {
  const failing =
    (code: string): StartConsole =>
    async () => {
      throw Object.assign(new Error(`listen ${code}`), {code});
    };
  const taken = await cli(['console', '--in-cluster'], folderOf(), {}, failing('EADDRINUSE'));
  expect([taken.code, taken.stderr]).toEqual([1, expect.stringContaining('--listen cannot have 0.0.0.0:8080')]);
  const broken = await cli(['console', '--in-cluster'], folderOf(), {}, failing('EPIPE'));
  expect(broken.stderr).not.toContain('--listen');
});
