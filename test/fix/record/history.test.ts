import {contentDigest} from '../../../src/fix/plan/content-digest.ts';
import type {StepOutcome} from '../../../src/model/fix.ts';
import {describe, expect, test} from 'vitest';
import {fixRecord} from '../../../src/fix/record/history.ts';
import {resultLine} from '../../../src/fix/record/journal.ts';
import type {RecordLine} from '../../../src/fix/record/journal.ts';
import {formatLine, parseLine} from '../../../src/fix/record/lines.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import {prepareUndo, carryOutUndo} from '../../../src/fix/undo.ts';
import {configMap} from '../fakes/objects.ts';
import {recordHead} from '../fakes/record.ts';
import {world} from '../fakes/world.ts';

const ref = {group: '', kind: 'ConfigMap', namespace: 'shop', name: 'settings'};
const reviewed: JsonObject = {data: {a: 'reviewed'}};
const head = recordHead(
  {before: [reviewed]},
  {steps: [{action: 'patch', ref, apiVersion: 'v1', fields: [], consequences: [], warnings: []}]},
);
const begin = (data: JsonObject): RecordLine => ({type: 'begin', step: 0, before: {data}});
const ahead = (write: number, digest: string): RecordLine => ({
  type: 'write-ahead',
  step: 0,
  write,
  kind: 'apply',
  resourceVersion: '7',
  digest,
  at: '',
});
const answer = (write: number, result: 'done' | 'conflict' | 'refused' | 'lost', data?: JsonObject): RecordLine => ({
  type: 'outcome',
  step: 0,
  write,
  result,
  ...(data === undefined ? {} : {after: {data}}),
  at: '',
});

const open = (digest: string): StepOutcome['open'] => ({digest, resourceVersion: '7'});

describe('what the lines of a step tell', () => {
  test.each<[string, readonly RecordLine[], Partial<StepOutcome>]>([
    ['nothing yet', [], {before: reviewed, after: undefined, open: undefined}],
    ['it began', [begin({a: '9'})], {before: {data: {a: '9'}}, after: undefined}],
    ['a write went out', [ahead(0, 'd')], {after: undefined, open: open('d')}],
    ['it was answered', [ahead(0, 'd'), answer(0, 'done', {a: '1'})], {after: {data: {a: '1'}}, open: undefined}],
    ['the object is gone', [ahead(0, ''), answer(0, 'done')], {after: null, open: undefined}],
    ['it was refused', [ahead(0, 'd'), answer(0, 'refused')], {after: undefined, open: undefined}],
    ['its answer is lost', [ahead(0, 'd'), answer(0, 'lost')], {after: undefined, open: open('d')}],
    [
      'its answer was lost, and looking told',
      [ahead(0, 'd'), answer(0, 'lost'), answer(0, 'done', {a: '1'})],
      {after: {data: {a: '1'}}, open: undefined},
    ],
    [
      'a second write is open',
      [ahead(0, 'd'), answer(0, 'done', {a: '1'}), ahead(1, 'e')],
      {after: {data: {a: '1'}}, open: open('e')},
    ],
    [
      'a write that goes on after a lost one has its number, and is open',
      [ahead(0, ''), answer(0, 'lost'), answer(0, 'done'), ahead(0, 'e')],
      {after: null, open: open('e')},
    ],
    [
      'it moved on before the write: it was what it was last',
      [
        begin({a: '9'}),
        ahead(0, 'd'),
        answer(0, 'conflict'),
        begin({a: '9', b: '2'}),
        ahead(0, 'e'),
        answer(0, 'done'),
      ],
      {before: {data: {a: '9', b: '2'}}},
    ],
    [
      'it has a result',
      [{type: 'result', step: 0, outcome: 'failed', message: 'no'}],
      {outcome: 'failed', message: 'no'},
    ],
    ['another step’s lines are not its own', [{...answer(0, 'done'), step: 1} as RecordLine], {after: undefined}],
  ])('%s', (_what, lines, told) => {
    expect(fixRecord([head, ...lines], 'one').outcomes).toMatchObject([told]);
  });

  test.each([
    [[], false, false],
    [[{type: 'end', at: '', verified: false} as const], true, false],
    [[{type: 'end', at: '', verified: true} as const], true, true],
  ])('%j', (lines, ended, verified) => {
    expect(fixRecord([head, ...lines], 'one')).toMatchObject({ended, verified});
  });
});

test('a record of version 1, whose lines before a write are of type intent, is read and undone', async () => {
  const shop = world({declared: [configMap('settings', {a: '1'})]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  await shop.fix();
  // As version 1 wrote it, and killed before the answer was taken down.
  const texts = shop.lines.slice(0, 3).map((line) => formatLine(line));
  const old = texts.map((text) =>
    text
      .replace('"type":"head","schemaVersion":"3"', '"type":"head","schemaVersion":"1"')
      .replace('write-ahead', 'intent'),
  );
  expect(old.join('')).toMatch(/"schemaVersion":"1".*"type":"intent"/s);
  const record = fixRecord(old.map(parseLine), 'record-1');
  expect(record.outcomes[0]?.open).toBeDefined();
  const prepared = await prepareUndo(record, shop.undoPorts);
  expect(await carryOutUndo(prepared, shop.undoPorts)).toMatchObject({results: [{outcome: 'patched'}], wrong: []});
  expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '9'});
});

describe('the digest of an object', () => {
  const digest = contentDigest({metadata: {name: 'x', labels: {a: '1'}}, spec: {a: 1, b: [1, 2]}});
  test.each<[string, JsonObject, boolean]>([
    ['another order of fields', {spec: {b: [1, 2], a: 1}, metadata: {labels: {a: '1'}, name: 'x'}}, true],
    ['a status', {metadata: {name: 'x', labels: {a: '1'}}, spec: {a: 1, b: [1, 2]}, status: {x: 1}}, true],
    [
      'the server’s books',
      {
        metadata: {name: 'x', labels: {a: '1'}, uid: 'u', resourceVersion: '9', managedFields: []},
        spec: {a: 1, b: [1, 2]},
      },
      true,
    ],
    ['another value', {metadata: {name: 'x', labels: {a: '1'}}, spec: {a: 2, b: [1, 2]}}, false],
    ['another order of items', {metadata: {name: 'x', labels: {a: '1'}}, spec: {a: 1, b: [2, 1]}}, false],
    ['another label', {metadata: {name: 'x', labels: {a: '2'}}, spec: {a: 1, b: [1, 2]}}, false],
  ])('%s', (_what, object, isSame) => {
    expect(contentDigest(object) === digest).toBe(isSame);
  });
});

test('a result without a message has none in its line', () => {
  expect(resultLine(2, {ref, outcome: 'patched'})).toEqual({type: 'result', step: 2, outcome: 'patched'});
  expect(resultLine(2, {ref, outcome: 'failed', message: 'no'})).toMatchObject({message: 'no'});
});
