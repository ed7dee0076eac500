import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export interface OracleAnswer {
  readonly json?: string;
  readonly error?: string;
}

let binary: string | undefined;

/** Asks Go's own libraries, built once a test process. Without Go the test fails: there is no other judge. */
export function askOracle(questions: readonly string[], mode: 'yaml' | 'quantity' = 'yaml'): OracleAnswer[] {
  const run = spawnSync((binary ??= build()), [mode], {
    input: questions.map((question) => JSON.stringify(question)).join('\n'),
    maxBuffer: 256 * 1024 * 1024,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`the YAML oracle failed: ${run.stderr}`);
  return run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as OracleAnswer);
}

function build(): string {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-oracle-'));
  process.once('exit', () => rmSync(folder, {recursive: true, force: true}));
  const target = join(folder, 'yaml-oracle');
  try {
    execFileSync('go', ['build', '-trimpath', '-o', target, '.'], {
      cwd: 'test/oracle/yaml',
      env: {...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false'},
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    const said = String((error as {stderr?: Buffer}).stderr ?? error);
    throw new Error(`cannot build the YAML oracle; these tests need Go >= 1.26 on PATH (https://go.dev/dl): ${said}`, {
      cause: error,
    });
  }
  return target;
}

/** A seeded generator (mulberry32): the same seed gives the same documents everywhere. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
