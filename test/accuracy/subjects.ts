import type {Api} from './api.ts';
import {asObj, asText, put} from './json.ts';
import type {Obj} from './json.ts';
import type {Kind} from './openapi.ts';
import {readManifest} from './manifests.ts';
import type {Release, Tools} from './releases.ts';
import {inLanes, must} from './run-tool.ts';

/** One object of a release: what its manifest declares, and how it stood in the cluster before anybody touched it. */
export interface Subject {
  readonly release: string;
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
  /** Path of the object in the API. */
  readonly url: string;
  readonly declared: Obj;
  readonly original: Obj;
}

export const groupOf = (kind: Kind): string =>
  kind.apiVersion.includes('/') ? (kind.apiVersion.split('/')[0] ?? '') : '';

export const urlOf = (kind: Kind, namespace: string, name: string): string =>
  `${kind.base}/${kind.namespaced ? `namespaces/${namespace}/` : ''}${kind.plural}${name === '' ? '' : `/${encodeURIComponent(name)}`}`;

/** `apps/Deployment` and where it lives: what a report's ref and ours have in common. */
export const subjectKey = (release: string, group: string, kind: string, namespace: string, name: string): string =>
  [release, group, kind, namespace, name].join(' ');

export const keyOf = ({release, kind, namespace, name}: Subject): string =>
  subjectKey(release, groupOf(kind), kind.kind, namespace, name);

export const labelOf = ({release, kind, namespace, name}: Subject): string =>
  `${kind.kind}/${name}${namespace === '' || namespace === release ? '' : ` in ${namespace}`} of ${release}`;

/** What Helm itself writes on each object of a release is promised as much as what its manifest says. */
function marked(declared: Obj, release: string): Obj {
  const label = put(declared, ['metadata', 'labels', 'app.kubernetes.io/managed-by'], 'Helm');
  const name = put(label, ['metadata', 'annotations', 'meta.helm.sh/release-name'], release);
  return put(name, ['metadata', 'annotations', 'meta.helm.sh/release-namespace'], release);
}

/** Every object that the releases declare and the cluster holds; hooks are no part of a manifest. */
export async function readSubjects(
  api: Api,
  kinds: ReadonlyMap<string, Kind>,
  releases: readonly Release[],
  tools: Tools,
): Promise<Subject[]> {
  const subjects: Subject[] = [];
  await inLanes(releases, 2, async ({name: release}) => {
    const manifest = await must(
      tools.helm(['get', 'manifest', release, '-n', release]),
      `helm get manifest ${release}`,
    );
    for (const declared of await readManifest(manifest, tools)) {
      const id = `${asText(declared['apiVersion'])}/${asText(declared['kind'])}`;
      const kind = kinds.get(id);
      if (kind === undefined) throw new Error(`${release} declares a ${id}, which the server does not publish`);
      const metadata = asObj(declared['metadata']);
      const name = asText(metadata['name']);
      const namespace = kind.namespaced ? asText(metadata['namespace']) || release : '';
      const url = urlOf(kind, namespace, name);
      const {status, body} = await api.ask('GET', url);
      if (status === 200)
        subjects.push({release, kind, namespace, name, url, declared: marked(declared, release), original: body});
    }
  });
  // Two lanes finish in any order; a seed must find the objects in one.
  return subjects.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
