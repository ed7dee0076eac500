import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {codeCache} from '../../src/launch/code-cache.ts';

const PROGRAM = Buffer.from('the program');
const CODE = Buffer.from('compiled code');

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'helm-drift-code-'));
  onTestFinished(() => rmSync(made, {recursive: true, force: true}));
  return join(made, 'drift', 'code');
}

function fileIn(place: string): string {
  return join(place, readdirSync(place)[0] ?? '');
}

test('gives back what was written, of this program and this command alone', () => {
  const place = folder();
  const cache = codeCache(place, 'check', PROGRAM);
  expect(cache.read()).toBeUndefined();
  cache.write({code: CODE, runs: 2});
  expect(cache.read()).toEqual({code: CODE, runs: 2});
  expect(codeCache(place, 'fix', PROGRAM).read()).toBeUndefined();
  expect(codeCache(place, 'check', Buffer.from('another one')).read()).toBeUndefined();
  expect(statSync(place).mode & 0o777).toBe(0o700);
  expect(statSync(fileIn(place)).mode & 0o777).toBe(0o600);
});

test('the first runs add what they call, later ones do not', () => {
  const cache = codeCache(folder(), 'check', PROGRAM);
  expect(cache.isToGrow(undefined)).toBe(true);
  expect(cache.isToGrow({code: CODE, runs: 1})).toBe(true);
  expect(cache.isToGrow({code: CODE, runs: 5})).toBe(false);
});

test.each([
  ['cut short', (bytes: Buffer) => bytes.subarray(0, 14)],
  ['without a header', () => Buffer.from('x')],
  ['with a byte that is another', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from('!')])],
])('a file %s is none', (_how, damage) => {
  const place = folder();
  const cache = codeCache(place, 'check', PROGRAM);
  cache.write({code: CODE, runs: 1});
  const file = fileIn(place);
  writeFileSync(file, damage(readFileSync(file)));
  expect(cache.read()).toBeUndefined();
});

test('a folder that others may write is not used', () => {
  const place = folder();
  const cache = codeCache(place, 'check', PROGRAM);
  cache.write({code: CODE, runs: 1});
  chmodSync(place, 0o777);
  expect(cache.read()).toBeUndefined();
  rmSync(fileIn(place));
  cache.write({code: CODE, runs: 1});
  expect(readdirSync(place)).toEqual([]);
});

test('what cannot be written is nobody’s error', () => {
  const place = folder();
  mkdirSync(join(place, '..'), {recursive: true});
  writeFileSync(place, 'a file where the folder would be');
  codeCache(place, 'check', PROGRAM).write({code: CODE, runs: 1});
  expect(readFileSync(place, 'utf8')).toBe('a file where the folder would be');
});

test('what is old goes', () => {
  const place = folder();
  const cache = codeCache(place, 'check', PROGRAM);
  cache.write({code: CODE, runs: 1});
  for (let index = 0; index < 40; index++) {
    const old = join(place, `v1-${index}.code`);
    writeFileSync(old, '');
    utimesSync(old, 1000 + index, 1000 + index);
  }
  cache.write({code: CODE, runs: 2});
  expect(readdirSync(place)).toHaveLength(32);
  expect(cache.read()).toEqual({code: CODE, runs: 2});
});
