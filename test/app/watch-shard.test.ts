import {expect, test} from 'vitest';
import {declaredOnly, heldRecords, heldWatch, insistingWatch} from '../../src/app/watch-shard.ts';
import type {EvidenceSource} from '../../src/model/ports.ts';
import {RefusedCollectionError} from '../../src/model/watch.ts';
import type {CollectionEvent, SeenObject} from '../../src/model/watch.ts';
import {kind, record, seen} from '../watch/scripted.ts';

const holds = (namespace: string): boolean => namespace === 'shop';

async function shown(objects: readonly SeenObject[], query: Readonly<Record<string, string>>): Promise<string[]> {
  const events: CollectionEvent[] = [...objects.map((object) => ({type: 'there', object}) as const), {type: 'synced'}];
  const watch = heldWatch(async function* all() {
    yield* events;
  }, holds);
  const found: string[] = [];
  const request = {resource: kind('ConfigMap'), namespace: undefined, query};
  for await (const event of watch(request, new AbortController().signal))
    found.push(event.type === 'synced' ? 'synced' : event.object.name);
  return found;
}

const without = ({release: _release, ...rest}: SeenObject): SeenObject => rest;
const OBJECTS: readonly SeenObject[] = [
  seen('own'),
  seen('own release elsewhere', {namespace: 'other'}),
  seen("another's", {namespace: 'other', release: 'other/api'}),
  seen("another's here", {release: 'other/api'}),
  without(seen('nobody there', {namespace: 'other'})),
  (({namespace: _namespace, ...rest}) => rest)(seen('wide of ours')),
  (({namespace: _namespace, ...rest}) => rest)(seen('wide of others', {release: 'other/api'})),
];

test('of what is watched by label only what may concern a held release is kept', async () => {
  expect(await shown(OBJECTS, {labelSelector: 'app=x'})).toEqual([
    'own',
    'own release elsewhere',
    "another's here",
    'wide of ours',
    'synced',
  ]);
});

test('what is watched by its name is shown whoever’s it is', async () => {
  expect(await shown(OBJECTS, {fieldSelector: 'metadata.name=x'})).toHaveLength(OBJECTS.length + 1);
});

test('what says no more that it is ours is shown once more', async () => {
  const ours = seen('x', {namespace: 'other', release: 'shop/web'});
  const theirs = {...ours, release: 'other/api'};
  const query = {labelSelector: 'app=x'};
  expect(await shown([ours, theirs, theirs], query)).toEqual(['x', 'x', 'synced']);
  expect(await shown([theirs], query)).toEqual(['synced']);
});

test('histories are those of held namespaces', () => {
  const all = [[record('web', 1)], [record('api', 1, 'deployed', 'other')], []];
  expect(heldRecords(all, holds)).toEqual([[record('web', 1)]]);
});

test('what could not be searched counts where the release declares the kind', async () => {
  const source = {
    owned: async () => ({objects: [], unsearched: ['roles', 'widgets', 'late']}),
  } as unknown as EvidenceSource;
  const view = {unlisted: [kind('Role', 'rbac.authorization.k8s.io'), kind('Widget', 'shop.example')]};
  const narrowed = declaredOnly(source, view);
  const declared = [{group: 'shop.example', kind: 'Widget', name: 'w'}];
  expect((await narrowed.owned('shop', {declared})).unsearched).toEqual(['widgets', 'late']);
  expect((await narrowed.owned('shop')).unsearched).toEqual(['late']);
});

test('records that may not be watched are told, tried again for a while, and then the end; another kind is left', async () => {
  const [notes, ends]: [string[], string[]] = [[], []];
  let now = 0;
  let isRefused = true;
  const insisting = insistingWatch(
    async function* some() {
      if (isRefused) throw new RefusedCollectionError('answered 403', false);
      yield {type: 'synced'};
    },
    {now: () => now, onNote: (text) => void notes.push(text), onRefused: ({message}) => void ends.push(message)},
  );
  const ask = async (labelSelector: string): Promise<void> => {
    const collection = {resource: kind('Secret'), namespace: undefined, query: {labelSelector}};
    for await (const {type} of insisting(collection, new AbortController().signal)) expect(type).toBe('synced');
  };
  await expect(ask('app=x')).rejects.toBeInstanceOf(RefusedCollectionError);
  expect(notes).toEqual([]);
  await expect(ask('owner=helm')).rejects.not.toBeInstanceOf(RefusedCollectionError);
  expect(notes).toEqual(["Helm's records in secrets may not be listed or watched: answered 403"]);
  now = 10_000;
  isRefused = false;
  await ask('owner=helm');
  isRefused = true;
  now = 20_000;
  await expect(ask('owner=helm')).rejects.toThrow('answered 403');
  expect(ends).toEqual([]);
  now = 36_000;
  await expect(ask('owner=helm')).rejects.toThrow('answered 403');
  expect(ends).toEqual(["Helm's records in secrets may not be listed or watched: answered 403"]);
});
