import {lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {replaceFile} from '../../src/disk/replace.ts';
import {folderOf} from '../cli/cli.ts';

test('a file is replaced whole, with its mode, and nothing is left beside it', async () => {
  const folder = folderOf({'a.txt': 'old'});
  await replaceFile(join(folder, 'a.txt'), 'new', 0o600);
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('new');
  expect(statSync(join(folder, 'a.txt')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['a.txt']);
});

/** A hostile clone leaves links under every name that can be guessed. */
test('a link beside the file is not followed', async () => {
  const folder = folderOf({precious: 'mine', 'a.txt': 'old'});
  symlinkSync(join(folder, 'precious'), join(folder, 'a.txt.new'));
  await replaceFile(join(folder, 'a.txt'), 'new', 0o644);
  expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe('mine');
  expect(lstatSync(join(folder, 'a.txt.new')).isSymbolicLink()).toBe(true);
});

test('a target that is itself a link is put in place of, and not written through', async () => {
  const folder = folderOf({precious: 'mine'});
  symlinkSync(join(folder, 'precious'), join(folder, 'a.txt'));
  await replaceFile(join(folder, 'a.txt'), 'new', 0o644);
  expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe('mine');
});

test('where it cannot be put in place, nothing is left', async () => {
  const folder = folderOf();
  mkdirSync(join(folder, 'a.txt'));
  writeFileSync(join(folder, 'a.txt', 'x'), '');
  await expect(replaceFile(join(folder, 'a.txt'), 'new', 0o644)).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(readdirSync(folder)).toEqual(['a.txt']);
});
