import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {lastWords} from '../accuracy/charts.ts';
import type {Obj} from '../accuracy/json.ts';
import {manifestChart, objectsOf} from '../accuracy/releases.ts';
import {inLanes, must} from '../accuracy/run-tool.ts';
import type {Tool} from '../accuracy/run-tool.ts';
import {openWorkbench} from '../accuracy/workbench.ts';
import type {Workbench} from '../accuracy/workbench.ts';
import {declared, WIDGETS} from './declared.ts';
import type {DeclaredKind} from './declared.ts';
import {GROUP} from './kinds.ts';
import type {AdversaryOptions} from './options.ts';

/** One control plane, and both Helms on it. */
export interface Ground {
  readonly bench: Workbench;
  readonly helms: Readonly<Record<3 | 4, {readonly helm: Tool; readonly env: Readonly<Record<string, string>>}>>;
  close(): Promise<void>;
}

export async function openGround({kubeconfig, onProgress = () => {}}: AdversaryOptions): Promise<Ground> {
  const bench = await openWorkbench({helm: 4, kubeconfig, onProgress});
  const other = await openWorkbench({helm: 3, kubeconfig: bench.env['KUBECONFIG'], onProgress});
  const close = async (): Promise<void> => {
    await other.close();
    await bench.close();
  };
  try {
    await must(bench.kubectl(['apply', '--server-side', '-f', '-'], {input: JSON.stringify(WIDGETS)}), 'kubectl apply');
    await must(
      bench.kubectl(['wait', '--for=condition=Established', `crd/widgets.${GROUP}`, '--timeout=60s']),
      'kubectl wait',
    );
  } catch (error) {
    await close();
    throw error;
  }
  return {bench, close, helms: {3: {helm: other.helm, env: other.env}, 4: {helm: bench.helm, env: bench.env}}};
}

interface Wanted {
  readonly release: string;
  readonly objects: readonly Obj[];
  readonly crds?: readonly Obj[];
}

/** What a release of these kinds declares. */
export const objectsOfKinds = (release: string, kinds: readonly DeclaredKind[]): Obj[] =>
  kinds.map((kind) => declared(kind, release));

/** What the chart declares now: some ways upgrade it. */
export const chartObjects = (chart: string): Obj[] => objectsOf(readFileSync(join(chart, 'manifest.yaml'), 'utf8'));

/** Installs a chart of these objects. Answers with the chart's folder. */
export async function install({release, objects, crds = []}: Wanted, helm: Tool, folder: string): Promise<string> {
  const manifest = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const chart = manifestChart(join(folder, 'charts', release), manifest);
  if (crds.length > 0) mkdirSync(join(chart, 'crds'), {recursive: true});
  for (const [index, crd] of crds.entries()) writeFileSync(join(chart, 'crds', `${index}.yaml`), JSON.stringify(crd));
  const run = await helm(['install', release, chart, '-n', release, '--create-namespace']);
  if (run.code !== 0) throw new Error(`helm install ${release}: ${lastWords(run)}`);
  return chart;
}

export async function upgrade(release: string, chart: string, helm: Tool): Promise<void> {
  const run = await helm(['upgrade', release, chart, '-n', release]);
  if (run.code !== 0) throw new Error(`helm upgrade ${release}: ${lastWords(run)}`);
}

/** For a control plane that others use too. */
export async function uninstall(
  releases: readonly {readonly release: string; readonly helm: 3 | 4}[],
  {bench, helms}: Ground,
): Promise<void> {
  await inLanes(releases, 2, async ({release, helm}) => {
    await helms[helm].helm(['uninstall', release, '-n', release, '--no-hooks']);
    await bench.kubectl(['delete', 'namespace', release, '--wait=false', '--ignore-not-found']);
  });
  await bench.kubectl(['delete', 'crd', `widgets.${GROUP}`, '--wait=false', '--ignore-not-found']);
}
