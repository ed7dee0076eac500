import {expect, test} from 'vitest';
import type {LiveState, SearchFor} from '../../src/model/evidence.ts';
import type {IntentObject} from '../../src/model/intent.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {DryRunResult, EvidenceSource, ListResult} from '../../src/model/ports.ts';
import type {SeenObject} from '../../src/model/watch.ts';
import type {Held} from '../../src/watch/owners.ts';
import type {ReleaseView} from '../../src/watch/run.ts';
import {keepingAnswers} from '../../src/watch/kept-answers.ts';
import {keptObjects} from '../../src/watch/kept-objects.ts';
import {watchedSource} from '../../src/watch/source.ts';
import {builtinScope} from '../../src/check/intent/builtin-scope.ts';
import {live} from '../check/sources.ts';
import {kind, ref, seen} from './scripted.ts';

const intent = (name: string, of = 'ConfigMap'): IntentObject => ({
  ref: ref(name, of),
  apiVersion: 'v1',
  object: {apiVersion: 'v1', kind: of, metadata: {name}},
  origin: {line: 1},
});

/** A source over a cluster that holds what is asked for at the versions that the watches know. */
function source(parts: Partial<ReleaseView> & {readonly lists?: ListResult; readonly namespace?: string} = {}) {
  const read: string[][] = [];
  const listed: string[] = [];
  const searched: string[] = [];
  const versions = new Map<string, string>();
  const base: EvidenceSource = {
    from: {kind: 'cluster', cluster: {name: 'test', server: 'https://test'}},
    scopeOf: async () => builtinScope,
    owned: async () => {
      throw new Error('all kinds are searched');
    },
    read: async (wanted): Promise<LiveState> => {
      read.push(wanted.map((one) => one.ref.name));
      return {
        objects: wanted.map((one) =>
          live(
            {apiVersion: 'v1', kind: one.ref.kind, metadata: {name: one.ref.name}},
            versions.get(one.ref.name) ?? '1',
          ),
        ),
        gaps: [],
      };
    },
  };
  const view: ReleaseView = {
    version: ({name}) => versions.get(name),
    extras: () => [],
    labelled: () => undefined,
    unlisted: [],
    turn: 0,
    ...parts,
  };
  const reader = {
    list: async (...[resource, , options]: readonly [{plural: string}, unknown, {fieldSelector?: string}?]) => {
      listed.push(`${resource.plural} ${options?.fieldSelector ?? ''}`);
      return parts.lists ?? {objects: []};
    },
  };
  const beside = async (namespace: string, about?: SearchFor) => {
    searched.push(`${namespace} ${String(about?.beside)}`);
    return {objects: [], unsearched: []};
  };
  const kept = keptObjects(1_000_000);
  const make = (): EvidenceSource => watchedSource(view, {base, beside, reader, kept, namespace: parts.namespace});
  return {make, read, listed, searched, versions};
}

test('what is as it was read before is not read again; what is not, and what is secret, is', async () => {
  const {make, read, versions} = source();
  for (const name of ['a', 'b', 'key']) versions.set(name, '1');
  const wanted = [intent('a'), intent('b'), intent('key', 'Secret'), intent('unwatched')];
  const first = await make().read(wanted);
  versions.set('b', '2');
  const second = await make().read(wanted);
  expect(read).toEqual([
    ['a', 'b', 'key', 'unwatched'],
    ['b', 'key', 'unwatched'],
  ]);
  const byName = ({objects}: LiveState) => new Map(objects.map((one) => [one.ref.name, one.object]));
  expect(byName(second).get('a')).toEqual(byName(first).get('a'));
  expect(byName(second).get('b')).toMatchObject({metadata: {resourceVersion: '2'}});
  expect(second.objects).toHaveLength(4);
});

const copy: JsonObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'extra',
    namespace: 'shop',
    uid: 'u',
    ownerReferences: [{apiVersion: 'shop.example/v1', kind: 'Widget', name: 'w', uid: 'uid-w'}],
  },
};
const held: Held = {resource: kind('ConfigMap'), ref: ref('extra'), version: '3'};

test('what a server answered of the same object it is not asked again, until the release’s next turn', async () => {
  const kept = keptObjects(1_000_000);
  const asked: string[] = [];
  let object: JsonObject = {metadata: {uid: 'u', resourceVersion: '1'}};
  const ask =
    (how: string) =>
    async (one: IntentObject): Promise<DryRunResult> => {
      asked.push(`${how} ${one.ref.kind}/${one.ref.name}`);
      return one.ref.name === 'shut' ? {unasked: 'no right'} : {object: {made: how}};
    };
  const base = {
    reread: async () => ({live: undefined}),
    autoscalers: async () => ({objects: []}),
    dryRun: ask('dry'),
    replaced: ask('replaced'),
    made: ask('made'),
  };
  const queriesAt = (turn: number) => {
    const view = {version: () => undefined, extras: () => [], labelled: () => undefined, unlisted: [], turn};
    return keepingAnswers(base, {view, kept, live: () => undefined});
  };
  const round = async (turn: number, one = intent('a')): Promise<string[]> => {
    const queries = queriesAt(turn);
    const occasion = {live: object, isInsisted: false};
    expect(await queries.dryRun(one, occasion)).toEqual(await queries.dryRun(one, occasion));
    await queries.replaced(one, occasion);
    return asked.splice(0);
  };
  expect(await round(0)).toEqual(['dry ConfigMap/a', 'replaced ConfigMap/a']);
  expect(await round(0)).toEqual([]);
  expect(await round(0, {...intent('a'), object: {data: {other: 'x'}}})).toHaveLength(2);
  object = {metadata: {uid: 'u', resourceVersion: '2'}};
  expect(await round(0)).toHaveLength(2);
  expect(await round(1)).toHaveLength(2);
  // Nobody could ask, and nothing secret is kept.
  expect(await round(1, intent('shut'))).toHaveLength(3);
  expect(await round(1, intent('a', 'Secret'))).toHaveLength(3);
});

test('extra objects are known without a search, each with what its metadata says, and who made it', async () => {
  const owner =
    (uid: string) =>
    (asked: {kind: string}): SeenObject | undefined =>
      asked.kind === 'Widget' ? seen('w', {uid}) : undefined;
  const declared: string[][] = [];
  const extras = (known: ReadonlySet<string>): Held[] => {
    declared.push([...known]);
    return [held];
  };
  const {make, listed, searched} = source({extras, labelled: owner('uid-w'), lists: {objects: [copy]}});
  const one = make();
  const about = {declared: [ref('a')]};
  const {objects, unsearched} = await one.owned('shop', about);
  expect(await one.owned('other', {beside: true})).toEqual({objects, unsearched});
  expect(objects.map(({ref: {kind: of, name}}) => `${of}/${name}`)).toEqual(['ConfigMap/extra', 'Widget/w']);
  expect([declared, unsearched, searched]).toEqual([[['/ConfigMap/shop/a']], [], []]);
  // The metadata is at the same version still.
  await make().owned('shop', about);
  expect(listed).toEqual(['configmaps metadata.name=extra']);
  const other = source({extras: () => [held], labelled: owner('another'), lists: {objects: [copy]}});
  expect((await other.make().owned('shop')).objects).toHaveLength(1);
});

test('kinds that nobody may list, and extra objects that cannot be read, are told as unsearched', async () => {
  const unlisted = [kind('Role', 'rbac.authorization.k8s.io'), kind('RoleBinding', 'rbac.authorization.k8s.io')];
  const lists = {failure: {reason: 'forbidden', message: 'no'}} as const;
  const {make} = source({unlisted, extras: () => [held], lists});
  expect(await make().owned('shop')).toEqual({objects: [], unsearched: ['rolebindings', 'roles', 'configmaps']});
  const gone = source({extras: () => [held], lists: {failure: {reason: 'unknown-kind', message: 'gone'}}});
  expect(await gone.make().owned('shop')).toEqual({objects: [], unsearched: []});
});

test('beside the one namespace that is watched is searched as ever', async () => {
  const {make, searched} = source({namespace: 'shop'});
  const one = make();
  await one.owned('shop', {declared: []});
  await one.owned('other', {beside: true});
  expect(searched).toEqual(['other true']);
});
