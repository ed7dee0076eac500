import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, readlinkSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {tarball, tarOf} from '../../scripts/release/tar.ts';

const TIME = 1_795_000_000;
const ENTRIES = [
  {path: 'b/run.sh', content: Buffer.from('#!/bin/sh\n'), mode: 0o755},
  {path: 'b/c/empty', content: Buffer.alloc(0), mode: 0o644},
  {path: 'a', content: Buffer.alloc(1024, 'x'), mode: 0o644},
  {path: 'lib', link: 'b/c', mode: 0o777},
];

test('GNU tar unpacks what was packed, with folders that no entry named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-tar-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  execFileSync('tar', ['-xz', '-C', folder], {input: tarball(ENTRIES, TIME)});
  expect(readFileSync(join(folder, 'b/run.sh'), 'utf8')).toBe('#!/bin/sh\n');
  expect(statSync(join(folder, 'b/run.sh')).mode & 0o777).toBe(0o755);
  expect(statSync(join(folder, 'b/run.sh')).mtimeMs).toBe(TIME * 1000);
  expect(readFileSync(join(folder, 'b/c/empty'))).toHaveLength(0);
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('x'.repeat(1024));
  expect(readlinkSync(join(folder, 'lib'))).toBe('b/c');
});

test('a folder comes before what is in it, and all belongs to root', () => {
  const listed = execFileSync('tar', ['-tv', '--numeric-owner'], {input: tarOf(ENTRIES, TIME), encoding: 'utf8'});
  const lines = listed.trim().split('\n');
  expect(lines.map((line) => line.split(/\s+/)[5])).toEqual(['a', 'b/', 'b/c/', 'b/c/empty', 'b/run.sh', 'lib']);
  expect(lines.every((line) => line.includes(' 0/0 '))).toBe(true);
});

test('the order of entries changes nothing, their time and their mode do', () => {
  const packed = tarball(ENTRIES, TIME);
  expect(tarball(ENTRIES.toReversed(), TIME).equals(packed)).toBe(true);
  expect(tarball(ENTRIES, TIME + 1).equals(packed)).toBe(false);
  expect(
    tarball(
      ENTRIES.map((entry) => ({...entry, mode: 0o600})),
      TIME,
    ).equals(packed),
  ).toBe(false);
});

test('a path that the format has no room for is refused', () => {
  const entry = {path: 'x'.repeat(101), content: Buffer.alloc(0), mode: 0o644};
  expect(() => tarOf([entry], TIME)).toThrow('too long for a tar archive');
});
