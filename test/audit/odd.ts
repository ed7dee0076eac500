import {declaredScalars} from '../accuracy/fields.ts';
import {asObj, asText, at, clone, pointerText} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';
import {fragment} from '../accuracy/patches.ts';
import type {Rng} from '../accuracy/rng.ts';
import {urlOf} from '../accuracy/subjects.ts';
import type {Subject} from '../accuracy/subjects.ts';
import type {Worker, World} from './world.ts';
import {APPLY, MERGE, someone} from './writes.ts';
import type {Way} from './writes.ts';

const JSON_PATCH = 'application/json-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

/** Sends one request by somebody and takes down what it did. */
async function one(
  world: World,
  subject: Subject,
  worker: Worker,
  kind: string,
  {method = 'PATCH', url = subject.url, body, type = MERGE, fieldManager}: Sent,
): Promise<number> {
  const name = fieldManager ?? worker.person.manager;
  const query: Record<string, string> = {
    ...(name === undefined ? {} : {fieldManager: name}),
    ...(type === APPLY ? {force: 'true'} : {}),
  };
  await world.record(subject, {actor: worker.actor, kind, manager: name ?? worker.byAgent}, () =>
    worker.client.ask(method, url, {body, type, query}),
  );
  return 1;
}

interface Sent {
  readonly method?: string;
  readonly url?: string;
  readonly body: Json;
  readonly type?: string;
  readonly fieldManager?: string;
}

/** Applies a value that somebody else has put there: another owner of it, and not its author. */
const appliedWhatStands: Way = async (world, subject, rng) => {
  const before = await world.read(subject);
  const field = before === undefined ? undefined : rng.pick(declaredScalars(subject, before));
  if (before === undefined || field === undefined) return 0;
  const author = someone(world, rng);
  const note = `stands-${rng.word()}`;
  await one(world, subject, author, 'then applied by another', {body: {metadata: {annotations: {[note]: 'x'}}}});
  const now = await world.read(subject);
  if (now === undefined) return 1;
  for (const pointer of [['metadata', 'annotations', note], field.pointer]) {
    const body = fragment(now, pointer, subject.kind.schema);
    await one(world, subject, someone(world, rng), 'applied what stands', {body, type: APPLY, fieldManager: 'flux'});
  }
  return 1;
};

/** Puts an old copy back, and with it what others had written then. */
const oldCopy: Way = async (world, subject, rng) => {
  const copies = world.knows(subject).history.all.flatMap(({after}) => (after === undefined ? [] : [after]));
  const copy = rng.pick(copies.slice(0, -1));
  if (copy === undefined || (await world.read(subject)) === undefined) return 0;
  const body = clone(copy);
  const metadata = asObj(body['metadata']);
  for (const field of ['resourceVersion', 'managedFields', 'uid', 'generation', 'creationTimestamp'])
    delete metadata[field];
  return one(world, subject, someone(world, rng), 'put of an old copy', {
    method: 'PUT',
    body,
    type: 'application/json',
  });
};

/** What a patch moves or copies stands nowhere in it. */
const moved: Way = async (world, subject, rng) => {
  const before = await world.read(subject);
  const key = rng.pick(Object.keys(asObj(at(before, ['metadata', 'labels']))));
  if (key === undefined) return 0;
  const from = pointerText(['metadata', 'labels', key]);
  const path = pointerText(['metadata', 'labels', `moved-${rng.word()}`]);
  const op = rng.one(['move', 'copy']);
  const value = at(before, ['metadata', 'labels', key]) ?? null;
  const body: Json = [
    {op: 'test', path: from, value},
    {op, from, path},
  ];
  return one(world, subject, someone(world, rng), `json, ${op}`, {body, type: JSON_PATCH});
};

/** All labels but one are gone, and none of them is named. */
const replacedMap: Way = async (world, subject, rng) => {
  if (!subject.kind.builtin) return 0;
  const labels = {$patch: 'replace', only: rng.word()};
  const body = {metadata: {labels}};
  return one(world, subject, someone(world, rng), 'strategic, replaced', {body, type: STRATEGIC});
};

/** Blocks that a strategic patch takes for the whole, or cuts down to some of its keys: what goes is not named. */
const replacedBlock: Way = async (world, subject, rng) => {
  const {kind} = subject.kind;
  const blocks: Readonly<Record<string, Json>> = {
    PodDisruptionBudget: {spec: {selector: {matchLabels: {only: rng.word()}}}},
    Deployment: {spec: {strategy: {$retainKeys: ['type'], type: 'Recreate'}}},
  };
  const body = blocks[kind];
  if (body === undefined) return 0;
  return one(world, subject, someone(world, rng), 'strategic, a block', {body, type: STRATEGIC});
};

/** The same object at another version of its kind: its address is another, and so is the event's. */
const otherVersion: Way = async (world, subject, rng) => {
  if (subject.kind.kind !== 'HorizontalPodAutoscaler') return 0;
  const url = subject.url.replace('/v2/', '/v1/');
  const body = {spec: {maxReplicas: 11 + rng.below(20)}};
  return one(world, subject, someone(world, rng), 'at another version', {url, body});
};

/** Two delete what a finalizer holds, and a third lets it go: the first has deleted it. */
const heldByFinalizer: Way = async (world, subject, rng) => {
  if (!['ConfigMap', 'ServiceAccount', 'NetworkPolicy', 'Role', 'Ingress'].includes(subject.kind.kind)) return 0;
  const finalizers = (list: readonly string[]): Json => ({metadata: {finalizers: [...list]}});
  await one(world, subject, someone(world, rng), 'finalizer', {body: finalizers(['example.com/held'])});
  for (const kind of ['delete, held', 'delete once more']) {
    const worker = someone(world, rng);
    await world.record(subject, {actor: worker.actor, kind, manager: worker.byAgent}, () =>
      worker.client.ask('DELETE', subject.url),
    );
  }
  return one(world, subject, someone(world, rng), 'finalizer', {body: finalizers([])});
};

/** Its name is the server's: no event has it. */
const generated: Way = async (world, {release}, rng) => {
  const kind = world.kinds.get('v1/ConfigMap');
  if (kind === undefined) return 0;
  const worker = someone(world, rng);
  const declared: Obj = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      generateName: `${release}-stray-`,
      labels: {'app.kubernetes.io/managed-by': 'Helm'},
      annotations: {'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': release},
    },
  };
  const {status, body} = await worker.client.ask('POST', urlOf(kind, release, ''), {body: declared});
  if (status !== 201) return 0;
  const name = asText(asObj(body['metadata'])['name']);
  const url = urlOf(kind, release, name);
  const subject: Subject = {release, kind, namespace: release, name, url, declared, original: body};
  const by = {actor: worker.actor, kind: 'extra, generated name', manager: worker.byAgent};
  world.noteAfter(subject, by, undefined, await world.read(subject));
  return 1;
};

const ODD: Readonly<Record<string, Way>> = {
  appliedWhatStands,
  oldCopy,
  moved,
  replacedMap,
  replacedBlock,
  otherVersion,
  heldByFinalizer,
  generated,
};
/** What fits few objects comes first where it does. */
const WEIGHTS = {
  appliedWhatStands: 2,
  oldCopy: 8,
  moved: 3,
  replacedMap: 3,
  replacedBlock: 10,
  otherVersion: 20,
  heldByFinalizer: 2,
  generated: 1,
} as const;

/** One of the ways in which what a request says is not what it does. */
export const odd: Way = async (world, subject, rng: Rng) => {
  for (const name of rng.ordered(WEIGHTS)) {
    const made = (await ODD[name]?.(world, subject, rng)) ?? 0;
    if (made > 0) return made;
  }
  return 0;
};
