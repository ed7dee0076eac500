import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {findConfig, loadConfig} from '../../src/config/load.ts';
import {UserError} from '../../src/model/errors.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'helm-drift-config-'));
  mkdirSync(join(root, 'a/b/c'), {recursive: true});
});
afterEach(() => rmSync(root, {recursive: true, force: true}));

const put = (path: string, text = ''): string => {
  writeFileSync(join(root, path), text);
  return join(root, path);
};

test('the nearest file up the tree', async () => {
  const far = put('.helm-drift.yaml');
  expect(await findConfig(join(root, 'a/b/c'))).toBe(far);
  const near = put('a/b/.helm-drift.yaml');
  expect(await findConfig(join(root, 'a/b/c'))).toBe(near);
  expect(await findConfig(join(root, 'a/b'))).toBe(near);
  expect(await findConfig(join(root, 'a'))).toBe(far);
});

test('a directory of that name is no file, and a directory that is not there is passed over', async () => {
  const file = put('.helm-drift.yaml');
  mkdirSync(join(root, 'a/.helm-drift.yaml'));
  expect(await findConfig(join(root, 'a/b'))).toBe(file);
  expect(await findConfig(join(root, 'a/none/none'))).toBe(file);
});

test('a file is read, and names itself in its rules by its last part', async () => {
  const file = put('a/.helm-drift.yaml', 'apiVersion: helm-drift/v1\nkind: Config\nignore: [{reason: r}]\n');
  expect((await loadConfig(file)).rules[0]?.from).toBe('.helm-drift.yaml, rule 1');
});

test('mistakes name the whole path', async () => {
  const file = put('a/.helm-drift.yaml', 'apiVersion: helm-drift/v1\nkind: Config\nignor: []\n');
  await expect(loadConfig(file)).rejects.toThrow(`${file}:1: unknown field "ignor"`);
});

test.each([
  ['none', 'there is no such file'],
  ['a', 'it is a directory'],
])('what cannot be read says why: %s', async (path, why) => {
  const reading = loadConfig(join(root, path));
  await expect(reading).rejects.toBeInstanceOf(UserError);
  await expect(reading).rejects.toThrow(why);
});
