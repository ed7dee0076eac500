import {drawCommand, drawScale} from '../accuracy/commands.ts';
import {changed, CLASSES, drawDraft} from '../accuracy/draw.ts';
import type {DrawnClass} from '../accuracy/draw.ts';
import {declaredScalars} from '../accuracy/fields.ts';
import {asObj, asText, at, clone} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';
import {fragment} from '../accuracy/patches.ts';
import type {Change} from '../accuracy/patches.ts';
import type {Rng} from '../accuracy/rng.ts';
import {groupOf, urlOf} from '../accuracy/subjects.ts';
import type {Subject} from '../accuracy/subjects.ts';
import {draftOf, toolsFor} from '../accuracy/write.ts';
import type {Draft} from '../accuracy/write.ts';
import {handsOf} from './world.ts';
import type {Used, Worker, World} from './world.ts';

/** One way to write to an object; answers with how many writes it made, 0 where it is not for this object. */
export type Way = (world: World, subject: Subject, rng: Rng) => Promise<number>;

export const MERGE = 'application/merge-patch+json';
export const APPLY = 'application/apply-patch+yaml';

export const someone = (world: World, rng: Rng): Worker => {
  const worker = rng.pick(world.workers);
  if (worker === undefined) throw new Error('nobody is there');
  return worker;
};

/** Sends a draft and takes down what it did. */
export async function send(
  world: World,
  subject: Subject,
  worker: Worker,
  draft: Draft,
  kind = kindOf(draft),
): Promise<number> {
  const used: Used = {manager: draft.writer.manager};
  const before = await world.read(subject);
  if (before === undefined) return 0;
  const reply = await draft.send(handsOf(worker, world.ground.folder, used));
  const after = await world.read(subject);
  if (reply.after === undefined) {
    world.made.set('refused by itself', (world.made.get('refused by itself') ?? 0) + 1);
    world.noteAfter(subject, {actor: worker.actor, kind: 'refused', manager: used.manager}, before, after);
    return 0;
  }
  const {manager, auditId} = used;
  const by = {actor: worker.actor, kind, manager, ...(auditId === undefined ? {} : {auditId})};
  world.noteAfter(subject, by, before, after);
  return 1;
}

const kindOf = ({tool, change}: Draft): string => `${tool}${change.op === 'remove' ? ', removed' : ''}`;

/** Anything that the accuracy suite can think of, in anybody's hands. */
export const drawn: Way = async (world, subject, rng) => {
  for (let attempt = 0; attempt < 8; attempt++) {
    const before = await world.read(subject);
    if (before === undefined) return 0;
    const worker = someone(world, rng);
    const {managers} = handsOf(worker, '', {manager: ''});
    const what = rng.weighted<DrawnClass>(CLASSES);
    const draft = rng.chance(0.35)
      ? drawCommand(subject, before, rng)
      : drawDraft(what, subject, before, rng, managers);
    if (draft !== undefined && (await send(world, subject, worker, draft)) > 0) return 1;
  }
  return 0;
};

export const scaled: Way = async (world, subject, rng) => {
  const before = await world.read(subject);
  const draft = before === undefined ? undefined : drawScale(subject, before, rng);
  return draft === undefined ? 0 : send(world, subject, someone(world, rng), draft, 'scale');
};

/** A change of one declared value, as a tool that can say it would send it. */
function said(subject: Subject, before: Obj, change: Change, worker: Worker, rng: Rng): Draft | undefined {
  const {raw} = toolsFor(subject, before, change);
  const tool = rng.pick(raw.filter((name) => name !== 'apply'));
  const manager = worker.person.manager ?? worker.byAgent;
  return tool === undefined ? undefined : draftOf('in turns', subject, before, change, tool, manager);
}

/** A sets one value, B another, A the first again: and then B writes what is there already. */
export const inTurns: Way = async (world, subject, rng) => {
  const original = await world.read(subject);
  if (original === undefined) return 0;
  const field = rng.pick(declaredScalars(subject, original));
  const [first, second] = [changed(field, rng), changed(field, rng)];
  if (first === undefined || second === undefined) return 0;
  const [a, b] = [someone(world, rng), someone(world, rng)];
  let made = 0;
  const turns: readonly (readonly [Worker, Change, string])[] = [
    [a, first, 'same field in turns'],
    [b, second, 'same field in turns'],
    [a, first, 'same field in turns'],
    [b, first, 'no-op'],
  ];
  for (const [worker, change, kind] of turns) {
    const before = await world.read(subject);
    const draft = before === undefined ? undefined : said(subject, before, change, worker, rng);
    if (draft === undefined) break;
    const sent = await send(world, subject, worker, draft, kind);
    if (sent === 0) break;
    made += kind === 'no-op' ? 0 : 1;
  }
  return made;
};

/** Two with the same tool, in the same second, in two places of one object or in the same one. */
export const twins: Way = async (world, subject, rng) => {
  const before = await world.read(subject);
  if (before === undefined) return 0;
  const [one, two] = rng.shuffled([world.named('twin-one'), world.named('twin-two')]);
  if (one === undefined || two === undefined) return 0;
  const fields = rng.shuffled(declaredScalars(subject, before));
  const [first, second] = [fields[0], rng.chance(0.3) ? fields[0] : fields[1]];
  let made = 0;
  for (const [worker, field] of [
    [one, first],
    [two, second],
  ] as const) {
    const now = await world.read(subject);
    const change = changed(field, rng);
    const draft = change === undefined || now === undefined ? undefined : said(subject, now, change, worker, rng);
    if (draft !== undefined) made += await send(world, subject, worker, draft, 'twins');
  }
  return made;
};

const APPLIERS = ['argocd-controller', 'my-operator', 'flux'] as const;

/** One applies two annotations under a name, another applies one of them under the same: the other annotation is gone. */
export const applied: Way = async (world, subject, rng) => {
  const [a, b] = [someone(world, rng), someone(world, rng)];
  const fieldManager = rng.one(APPLIERS);
  const [kept, lost] = [`kept-${rng.word()}`, `lost-${rng.word()}`];
  const own = declaredMap(subject, rng);
  let made = 0;
  for (const [worker, notes, kind] of [
    [a, {[kept]: 'a', [lost]: 'a', ...own}, 'apply'],
    [b, {[kept]: 'b'}, own === undefined ? 'apply by two' : 'apply without a field'],
  ] as const) {
    const now = await world.read(subject);
    if (now === undefined) return made;
    const metadata = {...asObj(now['metadata']), annotations: {...notes}};
    const body = fragment({...now, metadata}, ['metadata', 'annotations'], subject.kind.schema);
    await world.record(subject, {actor: worker.actor, kind, manager: fieldManager}, () =>
      worker.client.ask('PATCH', subject.url, {body, type: APPLY, query: {fieldManager, force: 'true'}}),
    );
    made++;
  }
  return made;
};

/** A declared annotation, to take over and then leave out. */
function declaredMap({declared}: Subject, rng: Rng): Record<string, string> | undefined {
  const notes = Object.entries(asObj(at(declared, ['metadata', 'annotations'])));
  const [key, value] = rng.pick(notes) ?? [];
  return key === undefined ? undefined : {[key]: `${asText(value)}x`};
}

/** A write to the status that changes an annotation by the way, where the kind lets it. */
export const byStatus: Way = async (world, subject, rng) => {
  if (!subject.kind.subresources.includes('status')) return 0;
  const worker = someone(world, rng);
  const {manager} = worker.person;
  const body: Json = {metadata: {annotations: {[`by-status-${rng.word()}`]: rng.word()}}};
  const query: Record<string, string> = manager === undefined ? {} : {fieldManager: manager};
  const by = {actor: worker.actor, kind: 'annotation by status', manager: manager ?? worker.byAgent};
  await world.record(subject, by, () =>
    worker.client.ask('PATCH', `${subject.url}/status`, {body, type: MERGE, query}),
  );
  return 1;
};

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Gone, or on its way out for so long that nobody waits for it. */
async function goes(world: World, subject: Subject): Promise<boolean> {
  for (let turn = 0; turn < 30; turn++) {
    if ((await world.read(subject)) === undefined) return true;
    await pause(100);
  }
  return false;
}

/** One object goes, by a request, by kubectl, or by a collection of one. */
export const deleted: Way = async (world, subject, rng) => {
  const worker = someone(world, rng);
  const how = rng.one(['delete', 'kubectl delete', 'deletecollection']);
  const {kind, namespace, name, url} = subject;
  const by = {actor: worker.actor, kind: how, manager: worker.byAgent};
  if (rng.chance(0.4)) await almostDeleted(world, subject, rng);
  await world.record(subject, by, async () => {
    if (how === 'kubectl delete') {
      const resource = groupOf(kind) === '' ? kind.plural : `${kind.plural}.${groupOf(kind)}`;
      await worker.kubectl(['delete', resource, name, ...(namespace === '' ? [] : ['-n', namespace])]);
      return goes(world, subject);
    }
    const selected = {fieldSelector: `metadata.name=${name}`};
    const isOne = how === 'delete';
    const query = {propagationPolicy: 'Background', ...(isOne ? {} : selected)};
    const answer = await worker.client.ask('DELETE', isOne ? url : urlOf(kind, namespace, ''), {query});
    await goes(world, subject);
    return answer;
  });
  return 1;
};

/** Dry runs of a delete: said in the address, and in the body alone, where level Metadata does not show it. */
export async function almostDeleted(world: World, subject: Subject, rng: Rng): Promise<void> {
  const worker = someone(world, rng);
  const inBody = rng.chance(0.5);
  const asking = inBody ? {body: {apiVersion: 'v1', kind: 'DeleteOptions', dryRun: ['All']}} : {query: {dryRun: 'All'}};
  const by = {actor: worker.actor, kind: 'dry run', manager: worker.byAgent};
  const {before, after} = await world.record(subject, by, () => worker.client.ask('DELETE', subject.url, asking));
  if (before !== undefined && after === undefined) world.surprises.push(`${subject.url} went by a dry run`);
}

/** One takes it away, another makes it anew, a little otherwise. */
export const madeAnew: Way = async (world, subject, rng) => {
  const gone = await world.read(subject);
  if (gone === undefined || (await deleted(world, subject, rng)) === 0) return 0;
  if ((await world.read(subject)) !== undefined) return 1;
  const worker = someone(world, rng);
  const manager = worker.person.manager ?? worker.byAgent;
  const body = bare(subject.declared, subject, rng);
  const by = {actor: worker.actor, kind: 'made anew', manager};
  const query: Record<string, string> = worker.person.manager === undefined ? {} : {fieldManager: manager};
  await world.record(subject, by, () =>
    worker.client.ask('POST', urlOf(subject.kind, subject.namespace, ''), {body, query}),
  );
  return 2;
};

function bare(declared: Obj, {namespace, name}: Subject, rng: Rng): Obj {
  const body = clone(declared);
  const metadata = asObj(body['metadata']);
  const labels = {...asObj(metadata['labels']), anew: rng.word()};
  return {...body, metadata: {...metadata, name, ...(namespace === '' ? {} : {namespace}), labels}};
}

/** An object with the release's marks that nobody declared. */
export const extra: Way = async (world, {release}, rng) => {
  const [id, rest] = rng.one<readonly [string, Obj]>([
    ['v1/ConfigMap', {data: {left: 'behind'}}],
    ['v1/Service', {spec: {ports: [{port: 80}]}}],
    ['networking.k8s.io/v1/NetworkPolicy', {spec: {podSelector: {}}}],
  ]);
  const kind = world.kinds.get(id);
  if (kind === undefined) return 0;
  const worker = someone(world, rng);
  const name = `${release}-stray-${rng.word(6)}`;
  const declared: Obj = {
    ...rest,
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: {
      name,
      labels: {'app.kubernetes.io/managed-by': 'Helm', strays: rng.one(['a', 'b'])},
      annotations: {'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': release},
    },
  };
  const url = urlOf(kind, release, name);
  const subject: Subject = {release, kind, namespace: release, name, url, declared, original: declared};
  const manager = worker.person.manager ?? worker.byAgent;
  const isApplied = rng.chance(0.3);
  const by = {actor: worker.actor, kind: 'extra object', manager: isApplied ? 'flux' : manager};
  await world.record(subject, by, () =>
    isApplied
      ? worker.client.ask('PATCH', url, {body: declared, type: APPLY, query: {fieldManager: 'flux'}})
      : worker.client.ask('POST', urlOf(kind, release, ''), {body: declared}),
  );
  // Some are written to by another, and some are tidied away with all of their kind and mark.
  if (rng.chance(0.3)) {
    const other = someone(world, rng);
    const body = {metadata: {labels: {touched: rng.word()}}};
    await world.record(subject, {actor: other.actor, kind: 'touched extra', manager: other.byAgent}, () =>
      other.client.ask('PATCH', url, {body, type: MERGE}),
    );
  }
  return 1;
};
