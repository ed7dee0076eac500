import {chmodSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {cli} from '../cli.ts';
import type {Ran} from '../cli.ts';
import {scriptedCluster} from './scripted.ts';

const noConsole = (): Promise<never> => Promise.reject(new Error('no console is started'));

/** A helm that may not look things up, so that it is asked twice, and that renders the level which it finds on stdin. */
const HELM = `#!/bin/sh
[ "$1" = template ] || exit 1
given=$(cat)
echo "$* <$given>" >> "$RUNS"
case "$*" in *--dry-run=server*) echo "Error: forbidden" >&2; exit 1;; esac
case "$given" in
  level:*) echo '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": {"a.yaml": "x: 1", "level": "'"\${given#level: }"'"}}';;
  *) echo "Error: cannot use $given" >&2; exit 1;;
esac
`;

async function release(): Promise<{run: (stdin: string, ...argv: string[]) => Promise<Ran>; runs: () => string}> {
  const {folder, env} = await scriptedCluster();
  const [helm, runs] = [join(folder, 'values-helm'), join(folder, 'runs')];
  writeFileSync(helm, HELM);
  chmodSync(helm, 0o755);
  return {
    run: (stdin, ...argv) =>
      cli([...argv, '-n', 'shop'], folder, {...env, HELM_BIN: helm, RUNS: runs}, noConsole, stdin),
    runs: () => (existsSync(runs) ? readFileSync(runs, 'utf8') : ''),
  };
}

test('values on stdin reach every helm that renders the chart', async () => {
  const {run, runs} = await release();
  const {code, stdout, stderr} = await run(
    'level: debug',
    'check',
    'web',
    './chart',
    '-f',
    '-',
    '--fidelity',
    'client',
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(/debug → info/);
  expect(code).toBe(2);
  const asked = runs().trim().split('\n');
  expect(asked).toHaveLength(2);
  for (const one of asked) expect(one).toMatch(/ --values=- <level: debug>$/);
});

test('capture takes them too', async () => {
  const {run} = await release();
  const {code, stdout} = await run('level: warn', 'capture', 'baseline', 'web', './chart', '-f', '-', '--file', '-');
  expect([code, stdout]).toEqual([0, expect.stringContaining('"warn"')]);
});

test('a secret among them is not quoted, whatever helm says of it', async () => {
  const {run} = await release();
  const {code, stderr} = await run('password: hunter2-is-secret', 'check', 'web', './chart', '-f', '-');
  expect(code).toBe(1);
  expect(stderr).toContain('cannot use password: ***');
  expect(stderr).not.toContain('hunter2');
});

test('more than any release can hold is not read', async () => {
  const {run, runs} = await release();
  const {code, stderr} = await run('a'.repeat(33 * 1024 * 1024), 'check', 'web', './chart', '-f', '-');
  expect([code, runs()]).toEqual([1, '']);
  expect(stderr).toContain('the values file on stdin is larger');
});
