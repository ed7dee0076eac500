import {execFile} from 'node:child_process';
import {resolve} from 'node:path';
import {promisify} from 'node:util';
import {must, tool} from '../accuracy/run-tool.ts';
import type {ToolRun} from '../accuracy/run-tool.ts';
import {corpusChart, customResourceDefinitions} from '../e2e/corpus.ts';
import {governedChanges, governedFindings} from '../e2e/governed-changes.ts';
import {findingLines} from '../e2e/reports.ts';
import type {Report} from '../e2e/reports.ts';
import {removeFolder, temporary} from './folders.ts';

/** What a run is made on. */
export interface Place {
  /** Binaries. */
  readonly kubectl: string;
  readonly helm: string;
  readonly node: string;
  readonly kubeconfig: string;
  /** Manifests of the corpus to install. */
  readonly corpus: readonly string[];
  /** Whether another run follows on the same cluster. */
  readonly isShared: boolean;
}

export interface RunResult {
  /** Releases of the corpus that were in contract when fresh and after an upgrade. */
  readonly clean: number;
  /** Releases of the corpus that this Kubernetes does not take, with helm's words. */
  readonly refused: readonly string[];
  /** What went otherwise than promised: one line each. Empty where all is well. */
  readonly wrong: readonly string[];
  readonly seconds: number;
}

type Asked = (...args: readonly string[]) => Promise<ToolRun>;

const RELEASE = 'test-nginx';

/** The corpus clean, fresh and upgraded; the governed drift found, fixed, and the fix undone: by this helm, on this Node. */
export async function tryOut({kubectl, helm, node, kubeconfig, corpus, isShared}: Place): Promise<RunResult> {
  const started = performance.now();
  const folder = temporary('matrix');
  const env = {
    KUBECONFIG: kubeconfig,
    HELM_BIN: helm,
    XDG_STATE_HOME: folder,
    XDG_CACHE_HOME: folder,
    HELM_CACHE_HOME: folder,
  };
  const [cluster, charts] = [tool(kubectl, [], env), tool(helm, [], env)];
  const tools: Tools = {
    kubectl: (...args) => cluster(args),
    helm: (...args) => charts(args),
    drift: withBundle(node, env),
  };
  try {
    const wrong: string[] = [];
    const {clean, refused} = await corpusRun(tools, {corpus, folder, wrong, isShared});
    await governedRun(tools, {wrong, isShared});
    return {clean, refused, wrong, seconds: Math.round((performance.now() - started) / 1000)};
  } finally {
    removeFolder(folder);
  }
}

/** The custom kinds of the corpus: the operators that would bring their own are not installed. */
export async function defineCustomKinds(kubectl: string, kubeconfig: string, corpus: readonly string[]): Promise<void> {
  const input = customResourceDefinitions(corpus);
  if ((JSON.parse(input) as {readonly items: readonly unknown[]}).items.length === 0) return;
  const ask = tool(kubectl, [], {KUBECONFIG: kubeconfig});
  await must(ask(['apply', '--server-side', '-f', '-'], {input}), 'kubectl apply');
  await must(ask(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']), 'kubectl wait');
}

interface Tools {
  readonly kubectl: Asked;
  readonly helm: Asked;
  readonly drift: Asked;
}

function withBundle(node: string, env: Readonly<Record<string, string>>): Asked {
  const run = tool(node, [resolve('dist/helm-drift.cjs')], env);
  return (...args) => run(args);
}

/** Every manifest as a release of its own. The whole cluster is checked at once, as somebody with many releases does. */
async function corpusRun(
  {helm, kubectl, drift}: Tools,
  {corpus, folder, wrong, isShared}: {corpus: readonly string[]; folder: string; wrong: string[]; isShared: boolean},
): Promise<Pick<RunResult, 'clean' | 'refused'>> {
  const installed: {name: string; chart: string}[] = [];
  const refused: string[] = [];
  const dirty = new Set<string>();
  try {
    for (const name of corpus) {
      const chart = corpusChart(name, folder);
      const {code, stderr} = await helm('install', name, chart, '-n', name, '--create-namespace');
      if (code === 0) installed.push({name, chart});
      else refused.push(`${name}: ${stderr.trim().split('\n').at(-1) ?? ''}`);
    }
    await lookAt('fresh');
    for (const {name, chart} of installed) {
      const {code, stderr} = await helm('upgrade', name, chart, '-n', name, '--set', 'changed=true');
      if (code !== 0) wrong.push(`${name} could not be upgraded: ${stderr.trim()}`);
    }
    await lookAt('upgraded');
    return {clean: installed.filter(({name}) => !dirty.has(name)).length, refused};
  } finally {
    // The next helm installs the same cluster-scoped objects.
    for (const name of isShared ? corpus : []) {
      await helm('uninstall', name, '-n', name);
      await kubectl('delete', 'namespace', name, '--ignore-not-found', '--wait=false');
    }
  }

  async function lookAt(state: string): Promise<void> {
    if (installed.length === 0) return;
    const {code, stdout, stderr} = await drift('check', '-A', '-o', 'json', '--no-ledger');
    const {reports} = JSON.parse(stdout || '{"reports": []}') as {reports: readonly Report[]};
    if (reports.length !== installed.length)
      wrong.push(`${state}: ${reports.length} of ${installed.length} releases were seen (${code}): ${stderr.trim()}`);
    for (const report of reports) {
      const told = [...findingLines(report), ...report.gaps.map(({reason, message}) => `${reason}: ${message}`)];
      if (told.length === 0 && report.summary['compared'] === report.summary['objects']) continue;
      dirty.add(report.release.name);
      wrong.push(`${report.release.name}, ${state}: ${told.slice(0, 3).join('; ') || 'not all was compared'}`);
    }
  }
}

/** Clean, four changes, the same four found, fixed, clean, undone, the same four again; fixed once more, and an upgrade. */
async function governedRun(
  {helm, kubectl, drift}: Tools,
  {wrong, isShared}: {wrong: string[]; isShared: boolean},
): Promise<void> {
  const place = 'matrix-governed';
  const release = [RELEASE, '-n', place];
  const wanted = (what: string, {code, stdout, stderr}: ToolRun, exit: number): void => {
    if (code !== exit)
      wrong.push(`${what}: exit code ${code}, not ${exit}: ${`${stderr}${stdout}`.trim().slice(0, 500)}`);
  };
  const found = async (what: string, lines: readonly string[]): Promise<void> => {
    const run = await drift('check', ...release, '-o', 'json', '--no-ledger');
    wanted(what, run, lines.length === 0 ? 0 : 2);
    const seen = run.stdout === '' ? [] : findingLines(JSON.parse(run.stdout) as Report);
    if (seen.join('\n') !== lines.join('\n')) wrong.push(`${what}: found ${seen.join('; ') || 'nothing'}`);
  };
  try {
    wanted('install', await helm('install', ...release, 'charts/nginx', '--create-namespace'), 0);
    await found('fresh', []);
    for (const args of governedChanges(place)) wanted('kubectl patch', await kubectl(...args), 0);
    await found('drifted', governedFindings());
    wanted('fix', await drift('fix', ...release, '--yes'), 0);
    await found('fixed', []);
    wanted('undo', await drift('undo', '--yes'), 0);
    const undone = await drift('check', ...release, '-o', 'json', '--no-ledger');
    wanted('undone', undone, 2);
    const values = governedFindings().map(withoutAuthor);
    const seen = findingLines(JSON.parse(undone.stdout || '{"findings": []}') as Report).map(withoutAuthor);
    if (seen.join('\n') !== values.join('\n')) wrong.push(`undone: found ${seen.join('; ')}`);
    wanted('fix again', await drift('fix', ...release, '--yes'), 0);
    // A fix leaves the fields to Helm.
    wanted('upgrade', await helm('upgrade', ...release, 'charts/nginx'), 0);
    await found('upgraded', []);
  } finally {
    if (isShared) {
      await helm('uninstall', ...release);
      await kubectl('delete', 'namespace', place, '--ignore-not-found', '--wait=true');
    }
  }
}

/** What an undo wrote it wrote itself. */
const withoutAuthor = (line: string): string => line.replace(/ \([^()]*\)$/, '');

/** What a binary says of itself: the results name versions that ran, and not those that were meant. */
export async function saidVersion(binary: string, args: readonly string[]): Promise<string> {
  const {stdout} = await promisify(execFile)(binary, [...args]);
  return /v?(\d+\.\d+(?:\.\d+)?)/.exec(stdout)?.[1] ?? stdout.trim();
}
