import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {createRedactor} from '../../src/redact/redactor.ts';
import {boundedSet, secretMemory} from '../../src/redact/secret-memory.ts';

test('a remembered secret is found wherever it stands in a text, each once', () => {
  const memory = secretMemory();
  for (const secret of ['hunter2!', 'hunter2!!', 'other-secret']) memory.add(secret);
  expect(memory.findIn('a hunter2!! and hunter2!! again')).toEqual(['hunter2!', 'hunter2!!']);
  expect(memory.findIn('nothing of it: hunter3, other-secre')).toEqual([]);
  expect(memory.findIn('')).toEqual([]);
});

test('a text shorter than five characters is not remembered: it stands everywhere', () => {
  const memory = secretMemory();
  memory.add('abcd');
  expect(memory.size).toBe(0);
  expect(memory.findIn('abcd abcd')).toEqual([]);
});

test('the memory forgets the secret that was seen longest ago, and finds it no more', () => {
  const memory = secretMemory({entries: 2, characters: 1000});
  memory.add('first-secret');
  memory.add('second-secret');
  // Seen again: now the second one is the oldest.
  memory.add('first-secret');
  memory.add('third-secret');
  expect(memory.size).toBe(2);
  expect(memory.findIn('first-secret second-secret third-secret')).toEqual(['first-secret', 'third-secret']);
});

test.each([
  ['by characters', {entries: 100, characters: 20}, ['0123456789', 'abcdefghij', 'ABCDEFGHIJ'], 2],
  ['one that is larger than the bound alone stays', {entries: 100, characters: 5}, ['0123456789'], 1],
])('a bounded set keeps its bound %s', (_name, bounds, texts, size) => {
  const forgotten: string[] = [];
  const set = boundedSet(bounds, (text) => void forgotten.push(text));
  for (const text of texts) set.add(text);
  expect(set.size).toBe(size);
  expect(forgotten).toEqual(texts.slice(0, texts.length - size));
  expect(texts.filter((text) => set.has(text))).toEqual(texts.slice(texts.length - size));
});

/** The console's start page checks clean releases for weeks, and redacts no text meanwhile. */
test('a redactor that only learns lets go of the objects, and knows their secrets all the same', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const redactor = createRedactor();
  const gone: WeakRef<object>[] = [];
  for (let round = 0; round < 3000; round++) {
    const object = {kind: 'Secret', metadata: {name: `s${round}`}, stringData: {password: `hunter-${round}-secret`}};
    gone.push(new WeakRef(object));
    redactor.learn(object);
  }
  await nextTurn();
  collectGarbage();
  expect(redactor.text('it was hunter-7-secret')).not.toContain('hunter-7-secret');
  expect(gone.filter((ref) => ref.deref() !== undefined).length).toBeLessThan(600);
});
