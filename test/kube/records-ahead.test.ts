import {expect, test} from 'vitest';
import {recordsAhead} from '../../src/kube/records-ahead.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {ReleaseRecord} from '../../src/model/ports.ts';

const record = (namespace: string, name: string, revision = 1): ReleaseRecord => ({
  name,
  namespace,
  revision,
  status: 'deployed',
});
const stored = (namespace: string, name: string, revision = 1): JsonObject => ({
  metadata: {namespace, name: `sh.helm.release.v1.${name}.v${revision}`},
});

async function* paged(pages: readonly (readonly JsonObject[])[], asked: number[]) {
  for (const [at, items] of pages.entries()) {
    asked.push(at);
    yield {items};
  }
}

test('pages are asked for as their records are wanted, and a record that is in none is undefined', async () => {
  const asked: number[] = [];
  const read = recordsAhead(
    paged([[stored('a', 'one'), stored('a', 'two')], [stored('b', 'one')], [stored('c', 'one')]], asked),
  );
  expect(await read(record('a', 'one'))).toEqual(stored('a', 'one'));
  expect(asked).toEqual([0]);
  // Not deployed any more: the next page says that it would have come before.
  expect(await read(record('a', 'zero'))).toBeUndefined();
  expect(asked).toEqual([0, 1]);
  const [second, first] = await Promise.all([read(record('b', 'one')), read(record('a', 'two'))]);
  expect([second, first]).toEqual([stored('b', 'one'), stored('a', 'two')]);
  expect(asked).toEqual([0, 1]);
  expect(await read(record('d', 'one'))).toBeUndefined();
  expect(asked).toEqual([0, 1, 2]);
});

test('after a refusal, or an answer that does not come, each record is left to be read alone', async () => {
  async function* refused() {
    yield {items: [stored('a', 'one')]};
    yield {refused: {status: 410, body: {}}};
  }
  const read = recordsAhead(refused());
  expect([await read(record('a', 'one')), await read(record('b', 'one'))]).toEqual([stored('a', 'one'), undefined]);
  async function* broken(): AsyncGenerator<{items: JsonObject[]}> {
    yield {items: []};
    throw new Error('cut');
  }
  const cut = recordsAhead(broken());
  await expect(cut(record('a', 'one'))).rejects.toThrow('cut');
  expect(await cut(record('a', 'one'))).toBeUndefined();
});
