import {inject} from 'vitest';
import {connect} from '../accuracy/api.ts';
import type {Api} from '../accuracy/api.ts';
import {asText} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';
import {kubectl, must, namespace, run} from './harness.ts';
import {plane} from './plane.ts';

/** A release of twenty objects: twelve ConfigMaps, four Secrets, four Services. */
export const TWENTY = 'twenty';

export async function installTwenty(helm: string, prefix: string): Promise<string> {
  const place = await namespace(prefix);
  await must(helm, ['install', TWENTY, 'test/e2e/twenty-chart', '-n', place]);
  return place;
}

const objectsOf = (kind: string): string[] =>
  ({
    configmap: Array.from({length: 12}, (_, index) => `map-${String(index).padStart(2, '0')}`),
    secret: Array.from({length: 4}, (_, index) => `secret-${index}`),
    service: Array.from({length: 4}, (_, index) => `service-${index}`),
  })[kind] ?? [];

/** One change for each object: a value, a secret value, a port number, which is a key of its list. */
export async function driftTwenty(place: string, value = 'drifted', port = 8080): Promise<void> {
  const patches: [string, string, Obj][] = [
    ...objectsOf('configmap').map((name): [string, string, Obj] => ['configmap', name, {data: {key: value}}]),
    ...objectsOf('secret').map((name): [string, string, Obj] => ['secret', name, {stringData: {password: value}}]),
  ];
  await Promise.all([
    ...patches.map(([kind, name, patch]) => change(place, kind, name, patch)),
    ...objectsOf('service').map((name) => changePort(place, name, port)),
  ]);
}

/** Kinds of the core group, in lower case. By the API itself: twenty kubectls at once take a second of both cores. */
export async function change(place: string, kind: string, name: string, patch: Obj): Promise<void> {
  await edited(place, kind, name, patch, 'application/merge-patch+json');
}

export async function changePort(place: string, name: string, port: number): Promise<void> {
  const operations = [{op: 'replace', path: '/spec/ports/0/port', value: port}];
  await edited(place, 'service', name, operations, 'application/json-patch+json');
}

let api: Api | undefined;

async function edited(place: string, kind: string, name: string, body: Json, type: string): Promise<void> {
  api ??= connect(plane().kubeconfig);
  const url = `api/v1/namespaces/${place}/${kind}s/${name}`;
  const answer = await api.ask('PATCH', url, {body, type, query: {fieldManager: 'kubectl-edit'}});
  if (answer.status !== 200) throw new Error(`PATCH ${url}: ${answer.status} ${asText(answer.body['message'])}`);
}

export interface Entry {
  readonly manager: string;
  readonly operation: string;
  readonly subresource?: string;
  readonly fieldsV1: Readonly<Record<string, unknown>>;
}

export interface Held {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly labels?: object;
    readonly annotations?: object;
    readonly managedFields?: readonly Entry[];
  };
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
}

/** Objects by `Kind/name`. */
export async function held(place: string, kinds: string): Promise<Map<string, Held>> {
  const text = await kubectl('get', kinds, '-n', place, '-o', 'json', '--show-managed-fields');
  const {items} = JSON.parse(text) as {items: Held[]};
  return new Map(
    items
      .filter(({metadata}) => metadata.name !== 'kube-root-ca.crt' && !metadata.name.startsWith('sh.helm.release'))
      .map((item) => [`${item.kind}/${item.metadata.name}`, item]),
  );
}

export const TWENTY_KINDS = 'configmap,secret,service';

/** What a person could have written in each object; the server's and the controllers' books left out. */
export function contents(objects: ReadonlyMap<string, Held>): Record<string, unknown> {
  return Object.fromEntries(
    [...objects].map(([key, {metadata, spec, data}]) => {
      const annotations = Object.entries(metadata.annotations ?? {}).filter(([name]) => !COUNTERS.has(name));
      return [key, {spec, data, labels: metadata.labels, annotations: Object.fromEntries(annotations)}];
    }),
  );
}

/** Numbers that only ever grow. */
const COUNTERS = new Set(['deployment.kubernetes.io/revision', 'deprecated.daemonset.template.generation']);

/** Who owns what, but for status: `helm Apply`. */
export function managersOf({metadata}: Held): string[] {
  return (metadata.managedFields ?? [])
    .filter(({subresource}) => subresource !== 'status')
    .map(({manager, operation, subresource}) => [manager, operation, subresource].filter(Boolean).join(' '));
}

/** Every revision there is, and how each stands. */
export async function revisions(place: string): Promise<string> {
  const args = ['get', 'secret', '-n', place, '-l', 'owner=helm', '--sort-by=.metadata.name'];
  const {stdout} = await run(inject('kubectl'), [
    ...args,
    '-o',
    'jsonpath={range .items[*]}{.metadata.name} {.metadata.labels.status} {.metadata.resourceVersion}{"\\n"}{end}',
  ]);
  return stdout;
}
