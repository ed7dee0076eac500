import {describe, expect, test} from 'vitest';
import {effectOn} from '../../src/audit/effect.ts';
import type {Effect} from '../../src/audit/effect.ts';
import type {Json} from '../../src/model/json.ts';
import type {Path} from '../../src/model/path.ts';

const field = (...names: readonly string[]): Path => names.map((name) => ({field: name}));
const REPLICAS = field('spec', 'replicas');
const PORT: Path = [...field('spec', 'ports'), {select: {name: 'http'}, nth: 0}, {field: 'port'}];
const effect = (verb: string, body: Json | undefined, path: Path, live: Json | undefined, subresource = ''): Effect =>
  effectOn({verb, subresource, ...(body === undefined ? {} : {body})}, path, live);

describe('a patch of a part', () => {
  test.each<[string, Json, Path, Json | undefined, Effect]>([
    ['of the value', {spec: {replicas: 5}}, REPLICAS, 5, 'live'],
    ['of another value', {spec: {replicas: 3}}, REPLICAS, 5, 'other'],
    ['of something else', {metadata: {labels: {a: 'b'}}}, REPLICAS, 5, 'none'],
    ['that takes it away', {spec: {replicas: null}}, REPLICAS, undefined, 'live'],
    ['that takes it away, and something stands there: a default?', {spec: {replicas: null}}, REPLICAS, 5, 'maybe'],
    ['that applies, and leaves it out', {apiVersion: 'v1', kind: 'X', spec: {}}, REPLICAS, undefined, 'maybe'],
    ['of an item by its key', {spec: {ports: [{name: 'http', port: 80}]}}, PORT, 80, 'live'],
    ['of an item, to another value', {spec: {ports: [{name: 'http', port: 81}]}}, PORT, 80, 'other'],
    [
      'of another item: as a merge patch it takes this one away',
      {spec: {ports: [{name: 'x', port: 1}]}},
      PORT,
      80,
      'maybe',
    ],
    ['of the item without the field', {spec: {ports: [{name: 'http', nodePort: 3}]}}, PORT, 80, 'maybe'],
    ['that deletes the item', {spec: {ports: [{name: 'http', $patch: 'delete'}]}}, PORT, undefined, 'maybe'],
    ['that names the order of the list alone', {spec: {'$setElementOrder/ports': []}}, PORT, 80, 'maybe'],
    [
      'of a part of a selector, which may be replaced as a whole',
      {spec: {selector: {matchLabels: {a: 'b'}}}},
      field('spec', 'selector', 'matchLabels', 'x'),
      undefined,
      'maybe',
    ],
    ['of a quantity in another spelling', {spec: {replicas: '500m'}}, REPLICAS, '0.5', 'maybe'],
    ['of a part of a map', {metadata: {labels: {a: 'x'}}}, field('metadata', 'labels'), {a: 'x', b: 'y'}, 'maybe'],
  ])('%s', (_what, body, path, live, expected) => {
    expect(effect('patch', body, path, live)).toBe(expected);
  });
});

describe('a JSON patch', () => {
  const op = (name: string, pointer: string, value?: Json): Json => ({
    op: name,
    path: pointer,
    ...(value === undefined ? {} : {value}),
  });
  test.each<[string, Json, Path, Json | undefined, Effect]>([
    ['replaces it', [op('replace', '/spec/replicas', 5)], REPLICAS, 5, 'live'],
    [
      'the last operation counts',
      [op('replace', '/spec/replicas', 5), op('replace', '/spec/replicas', 6)],
      REPLICAS,
      5,
      'other',
    ],
    ['removes it', [op('remove', '/spec/replicas')], REPLICAS, undefined, 'live'],
    ['replaces what it is in', [op('replace', '/spec', {replicas: 5})], REPLICAS, 5, 'live'],
    ['only tests', [op('test', '/spec/replicas', 5)], REPLICAS, 5, 'none'],
    ['elsewhere', [op('replace', '/spec/paused', true)], REPLICAS, 5, 'none'],
    ['by a position, which may have been any item', [op('replace', '/spec/ports/0/port', 80)], PORT, 80, 'maybe'],
    ['copies', [op('copy', '/spec/replicas')], REPLICAS, 5, 'maybe'],
    ['an escaped name', [op('add', '/metadata/labels/a~1b', 'x')], field('metadata', 'labels', 'a/b'), 'x', 'live'],
  ])('%s', (_what, body, path, live, expected) => {
    expect(effect('patch', body, path, live)).toBe(expected);
  });
});

describe('other requests', () => {
  test.each<[string, string, Json | undefined, Path, Json | undefined, string, Effect]>([
    ['a whole object with it', 'update', {spec: {replicas: 5}}, REPLICAS, 5, '', 'live'],
    ['a whole object with another value', 'update', {spec: {replicas: 4}}, REPLICAS, 5, '', 'other'],
    ['a whole object without it', 'update', {spec: {}}, REPLICAS, undefined, '', 'live'],
    ['without a body', 'update', undefined, REPLICAS, 5, '', 'maybe'],
    ['of the status', 'update', undefined, REPLICAS, 5, 'status', 'none'],
    [
      'of the status, which reaches annotations',
      'patch',
      undefined,
      field('metadata', 'annotations', 'a'),
      'x',
      'status',
      'maybe',
    ],
    ['of the scale', 'patch', {spec: {replicas: 5}}, REPLICAS, 5, 'scale', 'live'],
    ['of the scale, elsewhere', 'patch', {spec: {replicas: 5}}, field('spec', 'paused'), true, 'scale', 'none'],
    ['of the scale, without its body', 'patch', undefined, REPLICAS, 5, 'scale', 'maybe'],
    ['a token', 'create', {}, REPLICAS, 5, 'token', 'none'],
  ])('%s', (_what, verb, body, path, live, subresource, expected) => {
    expect(effect(verb, body, path, live, subresource)).toBe(expected);
  });
});

test('what may have been a dry run has at most maybe done something', () => {
  const event = {verb: 'patch', subresource: '', body: {spec: {replicas: 5}}, isMaybeDry: true} as const;
  expect(effectOn(event, REPLICAS, 5)).toBe('maybe');
  expect(effectOn(event, field('spec', 'paused'), true)).toBe('none');
});
