import {wholeMutation} from './mutate.ts';
import {asObj, asText} from './json.ts';
import type {Obj} from './json.ts';
import type {Kind} from './openapi.ts';
import {Rng} from './rng.ts';
import {urlOf} from './subjects.ts';
import type {Mutation} from './truth.ts';
import {replyOf} from './write.ts';
import type {Hands} from './write.ts';

const labels = {app: 'stray'};
const pod = {metadata: {labels}, spec: {containers: [{name: 'stray', image: 'example.com/stray:1'}]}};

/** What somebody may create under a release's name, of each kind the least. */
const BODIES: readonly (readonly [string, Obj])[] = [
  ['v1/ConfigMap', {data: {left: 'behind'}}],
  ['v1/Secret', {stringData: {left: 'behind'}}],
  ['v1/ServiceAccount', {}],
  ['v1/Service', {spec: {selector: labels, ports: [{port: 80}]}}],
  ['apps/v1/Deployment', {spec: {replicas: 0, selector: {matchLabels: labels}, template: pod}}],
  ['rbac.authorization.k8s.io/v1/Role', {rules: []}],
  ['rbac.authorization.k8s.io/v1/ClusterRole', {rules: []}],
  ['scheduling.k8s.io/v1/PriorityClass', {value: 7}],
  ['networking.k8s.io/v1/IngressClass', {spec: {controller: 'example.com/stray'}}],
  ['networking.k8s.io/v1/NetworkPolicy', {spec: {podSelector: {}}}],
  ['policy/v1/PodDisruptionBudget', {spec: {minAvailable: 1, selector: {matchLabels: labels}}}],
  ['accuracy.helm-drift.test/v1/Widget', {spec: {title: 'stray'}}],
];
const WIDGET = 'accuracy.helm-drift.test/v1/Widget';

/** Objects that look like a release's and are not: a controller's copy, and what a namesake elsewhere has left behind. Answers with their URLs. */
export async function createDecoys(
  releases: readonly string[],
  kinds: ReadonlyMap<string, Kind>,
  {api}: Hands,
): Promise<string[]> {
  const [configMap, widget] = [kinds.get('v1/ConfigMap'), kinds.get(WIDGET)];
  if (configMap === undefined || widget === undefined) return [];
  const urls: string[] = [];
  const made = async (kind: Kind, release: string, name: string, metadata: Obj, at: string): Promise<Obj> => {
    const annotations = {'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': at};
    const marks = {labels: {'app.kubernetes.io/managed-by': 'Helm'}, annotations};
    const what: Obj =
      kind === widget
        ? {apiVersion: 'accuracy.helm-drift.test/v1', kind: 'Widget', spec: {title: 'stray'}}
        : {apiVersion: 'v1', kind: 'ConfigMap'};
    const body: Obj = {...what, metadata: {name, ...marks, ...metadata}};
    const reply = replyOf(await api.ask('POST', urlOf(kind, release, ''), {body}));
    if (reply.after === undefined) throw new Error(`a decoy was refused: ${reply.message}`);
    urls.push(`${urlOf(kind, release, '')}/${name}`);
    return reply.after;
  };
  for (const release of releases.slice(0, 6)) {
    // An operator makes what it likes of a custom resource, and copies its marks.
    const elsewhere = await made(widget, release, 'a-stray-namesake', {}, 'elsewhere');
    const uid = asText(asObj(elsewhere['metadata'])['uid']);
    const ownerReferences = [
      {apiVersion: 'accuracy.helm-drift.test/v1', kind: 'Widget', name: 'a-stray-namesake', uid},
    ];
    await made(configMap, release, 'a-stray-copy', {ownerReferences}, release);
  }
  return urls;
}

/** An object with a release's ownership marks that no manifest of it declares. */
export async function createExtra(
  seed: number,
  number: number,
  releases: readonly string[],
  kinds: ReadonlyMap<string, Kind>,
  {api}: Hands,
): Promise<Mutation | undefined> {
  const rng = new Rng(seed, 'extra', number);
  const release = rng.pick(releases) ?? '';
  const [id = '', body = {}] = rng.pick(BODIES) ?? [];
  const kind = kinds.get(id);
  if (kind === undefined) return undefined;
  const name = `${release}-stray-${number}`;
  const namespace = kind.namespaced ? release : '';
  const declared: Obj = {
    ...body,
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: {
      name,
      labels: {'app.kubernetes.io/managed-by': 'Helm'},
      annotations: {'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': release},
    },
  };
  const started = new Date().toISOString();
  const fieldManager = rng.one(['kubectl-create', 'terraform', 'my-operator']);
  const reply = replyOf(await api.ask('POST', urlOf(kind, namespace, ''), {body: declared, query: {fieldManager}}));
  if (reply.after === undefined) throw new Error(`an extra ${id} was refused: ${reply.message}`);
  const url = urlOf(kind, namespace, name);
  const subject = {release, kind, namespace, name, url, declared, original: reply.after};
  return wholeMutation(`${number}.1`, subject, 'extra', [started, new Date().toISOString()], 'POST', fieldManager);
}
