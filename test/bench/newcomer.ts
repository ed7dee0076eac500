import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {writePlugin} from '../../scripts/release/plugin.ts';
import {withThrowAwayKey} from '../../scripts/release/sign.ts';
import {provisionHelm} from '../../src/sandbox/provision.ts';
import {must, tool} from '../accuracy/run-tool.ts';
import {openWorkbench} from '../accuracy/workbench.ts';
import {serveFolder} from '../e2e/serve-folder.ts';

/**
 * `node scripts/run.mjs test/bench/newcomer.ts`: how long it takes from `helm plugin install` to the first report, for somebody
 * who has helm, Node and a cluster with a release, and nothing of ours: no cache, no compiled code. The archives come over HTTP
 * on loopback, so that a network is not in the figure; what is downloaded is said.
 */
const RUNS = 5;
const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {readonly version: string};
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN;
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

const release = mkdtempSync(join(tmpdir(), 'helm-drift-newcomer-'));
const bench = await openWorkbench({helm: 4, onProgress: (text) => void process.stderr.write(`${text}\n`)});
try {
  await withThrowAwayKey((signer) => {
    writePlugin({
      version,
      commit: 'none',
      time: 1_795_000_000,
      repository: 'https://example.invalid/x',
      out: release,
      signer,
    });
    writeFileSync(join(release, 'keyring.gpg'), signer.keyring);
  });
  const {address, close} = await serveFolder(release);
  try {
    await must(
      bench.helm(['install', 'test-nginx', 'charts/nginx', '-n', 'sandbox-nginx', '--create-namespace']),
      'helm',
    );
    for (const major of [3, 4] as const) await timed(major, address);
  } finally {
    close();
  }
} finally {
  await bench.close();
  rmSync(release, {recursive: true, force: true});
}

async function timed(major: 3 | 4, address: string): Promise<void> {
  const helmBinary = await provisionHelm(major, {env: process.env, onProgress: () => {}});
  const archive = major === 3 ? `drift-${version}.tar.gz` : `drift-${version}.tgz`;
  const verified = major === 3 ? [] : ['--keyring', join(release, 'keyring.gpg')];
  const installs: number[] = [];
  const reports: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const home = mkdtempSync(join(tmpdir(), 'helm-drift-newcomer-home-'));
    try {
      const helm = tool(helmBinary, [], {HOME: home, ...inside(home), KUBECONFIG: bench.env['KUBECONFIG'] ?? ''});
      const started = performance.now();
      await must(helm(['plugin', 'install', `${address}/${archive}`, ...verified]), 'helm plugin install');
      const installed = performance.now();
      const report = await must(helm(['drift', 'check', 'test-nginx', '-n', 'sandbox-nginx']), 'helm drift check');
      if (!report.includes('in contract')) throw new Error(report);
      installs.push(installed - started);
      reports.push(performance.now() - started);
    } finally {
      rmSync(home, {recursive: true, force: true});
    }
  }
  const size = (readFileSync(join(release, archive)).length / 1e6).toFixed(1);
  say(
    `helm ${major}, ${archive} (${size} MB${major === 4 ? ', verified' : ''}): installed after ${seconds(median(installs))}, first report after ${seconds(median(reports))} (median of ${RUNS}; slowest ${seconds(Math.max(...reports))})`,
  );
}

/** A home with nothing in it, wherever the machine's own variables point. */
function inside(home: string): Readonly<Record<string, string>> {
  const folders = {XDG_DATA_HOME: 'data', XDG_CONFIG_HOME: 'config', XDG_CACHE_HOME: 'cache', XDG_STATE_HOME: 'state'};
  return Object.fromEntries(Object.entries(folders).map(([name, folder]) => [name, join(home, folder)]));
}
