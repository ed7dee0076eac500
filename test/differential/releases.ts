import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Api} from '../accuracy/api.ts';
import {grouped} from '../accuracy/json.ts';
import {inLanes, must} from '../accuracy/run-tool.ts';
import type {Tool} from '../accuracy/run-tool.ts';
import {limitedNamespace} from './intents.ts';
import type {Intent} from './intents.ts';

// Helm asks about every object before it creates it, and slows itself down after a hundred questions.
const UNHURRIED = ['--burst-limit', '10000', '--qps', '10000'];

export async function createNamespaces(releases: readonly string[], api: Api): Promise<void> {
  for (const name of releases.flatMap((release) => [release, limitedNamespace(release)])) {
    const body = {apiVersion: 'v1', kind: 'Namespace', metadata: {name}};
    const {status} = await api.ask('POST', 'api/v1/namespaces', {body});
    if (status !== 201) throw new Error(`namespace ${name} cannot be created: ${status}`);
  }
}

/** One release for all intents that share a name in `releaseOf`; a release is named as its namespace is. */
export async function install(
  intents: readonly Intent[],
  releaseOf: (intent: Intent) => string,
  {helm, folder}: {readonly helm: Tool; readonly folder: string},
): Promise<void> {
  await inLanes([...grouped(intents, releaseOf)], 2, async ([release, own]) => {
    const chart = join(folder, 'charts', release);
    mkdirSync(join(chart, 'templates'), {recursive: true});
    writeFileSync(join(chart, 'Chart.yaml'), `apiVersion: v2\nname: ${release}\nversion: 0.1.0\n`);
    writeFileSync(join(chart, 'manifest.yaml'), own.map(({text}) => `---\n${text}\n`).join(''));
    // Through a file: in a template, braces of an intent's own would be Helm's.
    writeFileSync(join(chart, 'templates', 'all.yaml'), '{{ .Files.Get "manifest.yaml" }}\n');
    await must(helm(['install', release, chart, '-n', release, ...UNHURRIED]), `helm install ${release}`);
  });
}

/**
 * For a control plane that others use too. Helm leaves an object alone whose ownership somebody else edited; in a namespace
 * it goes with that.
 */
export async function uninstall(
  releases: readonly string[],
  clusterScoped: readonly string[],
  helm: Tool,
  api: Api,
): Promise<void> {
  await inLanes(releases, 2, async (release) => {
    await helm(['uninstall', release, '-n', release, ...UNHURRIED]);
    for (const name of [release, limitedNamespace(release)]) await api.ask('DELETE', `api/v1/namespaces/${name}`);
  });
  await inLanes(clusterScoped, 4, async (url) => void (await api.ask('DELETE', url)));
}
