import {chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir, userInfo} from 'node:os';
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

test('the search ends at the root of the repository: what lies above it is somebody else’s', async () => {
  put('.helm-drift.yaml');
  mkdirSync(join(root, 'a/.git'));
  expect(await findConfig(join(root, 'a/b/c'))).toBeUndefined();
  const own = put('a/.helm-drift.yaml');
  expect(await findConfig(join(root, 'a/b/c'))).toBe(own);
});

const uid = userInfo().uid;

test('a file, or a folder, of another user is refused and named', async () => {
  const file = put('a/.helm-drift.yaml');
  expect(await findConfig(join(root, 'a'), {uid})).toBe(file);
  // Root's rules are everybody's, so root gives the file away; anybody else looks as somebody else.
  const [reader, owner] = uid === 0 ? [0, 4711] : [uid + 1, uid];
  if (uid === 0) chownSync(file, owner, owner);
  await expect(findConfig(join(root, 'a'), {uid: reader})).rejects.toThrow(`the file belongs to user ${owner}`);
});

test.runIf(uid === 0)('a folder of another user is refused, whoever the file belongs to', async () => {
  put('a/.helm-drift.yaml');
  chownSync(join(root, 'a'), 4711, 4711);
  await expect(findConfig(join(root, 'a'), {uid: 0})).rejects.toThrow('its folder belongs to user 4711');
});

test('a link to a file elsewhere is refused, and one within its folder is followed', async () => {
  put('rules.yaml');
  symlinkSync(join(root, 'rules.yaml'), join(root, 'a/.helm-drift.yaml'));
  await expect(findConfig(join(root, 'a'))).rejects.toThrow('is a link to a file elsewhere');
  put('a/b/rules.yaml');
  symlinkSync('rules.yaml', join(root, 'a/b/.helm-drift.yaml'));
  expect(await findConfig(join(root, 'a/b'))).toBe(join(root, 'a/b/.helm-drift.yaml'));
});
