/**
 * The README's recording of the terminal, from a real run on a sandbox of its own: `npm run terminal`. Build first. Writes
 * docs/terminal.svg: text rows that appear one command after the other, and a still that can be read when it has ended.
 */
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {svgOf} from './terminal-svg.ts';
import type {Scene} from './terminal-svg.ts';

const folder = mkdtempSync(join(tmpdir(), 'helm-drift-terminal-'));
const home = join(folder, 'sandbox');
const kubeconfig = {KUBECONFIG: join(home, 'plane', 'kubeconfig'), HELM_DRIFT_STATE: join(folder, 'state')};

/** What a command says, both streams in the order in which they came. */
function drift(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['dist/helm-drift.cjs', ...args], {
      env: {...process.env, ...env, COLUMNS: '88'},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.on('error', reject);
    child.on('close', () => resolve(text.trimEnd()));
  });
}

const SHOWN = [
  {line: 'check test-nginx -n sandbox-nginx', more: ['--color', 'always']},
  {line: 'fix test-nginx -n sandbox-nginx --yes', more: []},
  {line: 'check test-nginx -n sandbox-nginx', more: ['--color', 'always']},
] as const;

try {
  process.stderr.write(`${await drift(['sandbox', 'up', '--dir', home])}\n`);
  await drift(['simulate', 'governed-drift', '--live', '--step', '2', '--dir', home], kubeconfig);
  const scenes: Scene[] = [];
  for (const {line, more} of SHOWN) {
    scenes.push({line: `helm drift ${line}`, output: await drift([...line.split(' '), ...more], kubeconfig)});
  }
  const svg = svgOf(scenes);
  writeFileSync('docs/terminal.svg', svg);
  process.stderr.write(`docs/terminal.svg: ${Math.round(svg.length / 1024)} KiB\n`);
} finally {
  await drift(['sandbox', 'down', '--dir', home]);
  rmSync(folder, {recursive: true, force: true});
}
