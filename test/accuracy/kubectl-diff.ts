import {copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {CORE_SCHEMA, load} from 'js-yaml';
import {difference} from './diff.ts';
import {asObj, asText, isObj} from './json.ts';
import type {Obj} from './json.ts';
import type {Kind} from './openapi.ts';
import {placeText} from './paths.ts';
import type {Release, Tools} from './releases.ts';
import type {Reported} from './reported.ts';
import {must} from './run-tool.ts';
import {groupOf, subjectKey} from './subjects.ts';

export interface KubectlDiff {
  readonly found: readonly Reported[];
  /** Releases that kubectl could not compare to the end. */
  readonly errors: readonly string[];
}

/** What `helm get manifest R | kubectl diff -f -` shows, read in the files that it hands to its diff program. */
export async function kubectlDiff(
  releases: readonly Release[],
  kinds: ReadonlyMap<string, Kind>,
  {helm, kubectl}: Tools,
  {folder, kubeconfig}: {readonly folder: string; readonly kubeconfig: string},
): Promise<KubectlDiff> {
  const found: Reported[] = [];
  const errors: string[] = [];
  const copier = join(folder, 'copy-both.sh');
  const out = join(folder, 'diffed');
  writeFileSync(copier, `#!/bin/sh\ncp -r "$1" '${out}/live'\ncp -r "$2" '${out}/merged'\nexit 1\n`, {mode: 0o755});
  for (const {name} of releases) {
    rmSync(out, {recursive: true, force: true});
    mkdirSync(out, {recursive: true});
    const input = await must(helm(['get', 'manifest', name, '-n', name]), `helm get manifest ${name}`);
    // A namespace by -n must be every object's; by the context it is that of the objects that name none.
    const config = join(folder, 'kubeconfig-of-release');
    copyFileSync(kubeconfig, config);
    const env = {KUBECTL_EXTERNAL_DIFF: copier, KUBECONFIG: config};
    await must(kubectl(['config', 'set-context', '--current', `--namespace=${name}`], {env}), 'kubectl config');
    const {code, stderr} = await kubectl(['diff', '-f', '-'], {input, env});
    if (code > 1) errors.push(`${name}: exit ${code}: ${stderr.trim().slice(0, 200)}`);
    if (!existsSync(join(out, 'live'))) continue;
    for (const file of readdirSync(join(out, 'merged'))) found.push(...changesIn(name, out, file, kinds));
  }
  return {found, errors};
}

function changesIn(release: string, out: string, file: string, kinds: ReadonlyMap<string, Kind>): Reported[] {
  const read = (side: string): Obj | undefined => {
    const path = join(out, side, file);
    const value = existsSync(path) ? load(readFileSync(path, 'utf8') || 'null', {schema: CORE_SCHEMA}) : undefined;
    return isObj(value) ? value : undefined;
  };
  const [live, merged] = [read('live'), read('merged')];
  if (merged === undefined) return [];
  const kind = kinds.get(`${asText(merged['apiVersion'])}/${asText(merged['kind'])}`);
  if (kind === undefined) return [];
  const metadata = asObj(merged['metadata']);
  const namespace = kind.namespaced ? asText(metadata['namespace']) : '';
  const common = {
    key: subjectKey(release, groupOf(kind), kind.kind, namespace, asText(metadata['name'])),
    verdict: 'drift',
    code: '',
  };
  if (live === undefined) return [{...common, change: 'missing', text: '', segments: []}];
  return difference(merged, live, kind.schema).map(({kind: change, place, before, after}) => ({
    ...common,
    change,
    text: placeText(place),
    segments: segmentsOf(change === 'removed' ? merged : live, change === 'removed' ? before : after),
  }));
}

/** Positions are all that a diff program knows. */
function segmentsOf(document: Obj, pointer: readonly string[]): Obj[] {
  let here: unknown = document;
  return pointer.map((step) => {
    const segment: Obj = Array.isArray(here) ? {index: Number(step)} : {field: step};
    here = Array.isArray(here) ? here[Number(step)] : asObj(here as Obj)[step];
    return segment;
  });
}
