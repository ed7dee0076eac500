import {declaredScalars} from '../accuracy/fields.ts';
import {changed} from '../accuracy/draw.ts';
import {asObj, asText} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import {mergePatch, applied} from '../accuracy/patches.ts';
import type {Rng} from '../accuracy/rng.ts';
import {urlOf} from '../accuracy/subjects.ts';
import type {Subject} from '../accuracy/subjects.ts';
import {difference} from '../accuracy/diff.ts';
import {almostDeleted, MERGE, someone} from './writes.ts';
import {clientOf} from './client.ts';
import type {Client} from './client.ts';
import {POWERLESS} from './people.ts';
import type {Worker, World} from './world.ts';

type Noise = (world: World, subject: Subject, rng: Rng, worker: Worker) => Promise<void>;

/** What leaves an event and no trace in the object: whoever is named for one of these is named wrongly. */
const NOISE: readonly Noise[] = [
  async (world, subject, rng, worker) => {
    const body = await otherValue(world, subject, rng);
    await quiet(world, subject, worker, 'dry run', worker.client, 'PATCH', {
      body,
      query: {...manager(worker), dryRun: 'All'},
    });
  },
  async (world, subject, rng) => almostDeleted(world, subject, rng),
  async (world, subject, rng, worker) => {
    // A stale one: somebody wrote since.
    const now = await world.read(subject);
    if (now === undefined) return;
    const metadata = {...asObj(now['metadata']), resourceVersion: '1', labels: {stale: rng.word()}};
    await quiet(world, subject, worker, 'refused 409', worker.client, 'PUT', {body: {...now, metadata}});
  },
  async (world, subject, rng, worker) => {
    const plain = clientOf(world.ground.plane, {
      token: world.ground.plane.tokens[POWERLESS] ?? '',
      userAgent: worker.person.userAgent,
    });
    const body = await otherValue(world, subject, rng);
    const nobody = {...worker, actor: {name: POWERLESS}};
    await quiet(world, subject, nobody, 'refused 403', plain, 'PATCH', {body, query: manager(worker)});
    plain.close();
  },
  async (world, subject, _rng, worker) => {
    const body = {metadata: {labels: {'no good!': 'at all'}}};
    await quiet(world, subject, worker, 'refused 422', worker.client, 'PATCH', {body, query: manager(worker)});
  },
  async (world, subject, _rng, worker) => {
    const now = await world.read(subject);
    if (now === undefined) return;
    const labels = asObj(asObj(now['metadata'])['labels']);
    const body = {metadata: {labels}};
    await quiet(world, subject, worker, 'no-op', worker.client, 'PATCH', {body, query: manager(worker)});
  },
  async (world, subject, _rng, worker) => {
    const now = await world.read(subject);
    if (now === undefined) return;
    await quiet(world, subject, worker, 'no-op', worker.client, 'PUT', {body: now, query: manager(worker)});
  },
  async (world, subject, rng, worker) => {
    if (!subject.kind.subresources.includes('status')) return;
    const body = {status: {observedGeneration: rng.below(9)}};
    await world.record(subject, {actor: worker.actor, kind: 'status', manager: worker.byAgent}, () =>
      worker.client.ask('PATCH', `${subject.url}/status`, {body, type: MERGE, query: manager(worker)}),
    );
  },
  async (_world, {namespace, name}, rng, worker) => {
    if (namespace === '') return;
    const lease = `apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
    await worker.client.ask('POST', lease, {body: {metadata: {name: `${name}-${rng.word()}`}, spec: {}}});
  },
  async (_world, {namespace, name, kind}, rng, worker) => {
    if (namespace === '') return;
    const involvedObject = {apiVersion: kind.apiVersion, kind: kind.kind, namespace, name};
    const body = {metadata: {name: `${name}-${rng.word()}`}, involvedObject, reason: 'Seen', type: 'Normal'};
    await worker.client.ask('POST', `api/v1/namespaces/${namespace}/events`, {body});
  },
  async (world, subject, _rng, worker) => {
    // The name is taken.
    const body = {...subject.declared, metadata: {...asObj(subject.declared['metadata']), name: subject.name}};
    await quiet(world, subject, worker, 'refused 409', worker.client, 'POST', {body, collection: true});
  },
];

/** Some of it, in anybody's hands. */
export async function makeNoise(world: World, subject: Subject, rng: Rng): Promise<void> {
  await rng.pick(NOISE)?.(world, subject, rng, someone(world, rng));
}

const manager = ({person}: Worker): Record<string, string> =>
  person.manager === undefined ? {} : {fieldManager: person.manager};

/** Sends what must have no effect, and says so where it had one. */
async function quiet(
  world: World,
  subject: Subject,
  worker: Worker,
  kind: string,
  client: Client,
  method: string,
  {body, query = {}, collection = false}: {body: Obj; query?: Record<string, string>; collection?: boolean},
): Promise<void> {
  const path = collection ? urlOf(subject.kind, subject.namespace, '') : subject.url;
  const type = method === 'PATCH' ? MERGE : 'application/json';
  const {before, after} = await world.record(
    subject,
    {actor: worker.actor, kind, manager: query['fieldManager'] ?? worker.byAgent},
    () => client.ask(method, path, {body, type, query}),
  );
  if (before === undefined || after === undefined) return;
  const [effect] = difference(before, after, subject.kind.schema);
  if (effect !== undefined && kind !== 'no-op')
    world.surprises.push(`${kind} of ${subject.url} by ${asText(worker.actor.name)} had an effect`);
}

/** A merge patch that would drift. */
async function otherValue(world: World, subject: Subject, rng: Rng): Promise<Obj> {
  const now = await world.read(subject);
  const change = now === undefined ? undefined : changed(rng.pick(declaredScalars(subject, now)), rng);
  if (now === undefined || change === undefined) return {metadata: {labels: {would: rng.word()}}};
  return asObj(mergePatch(now, applied(now, change)));
}
