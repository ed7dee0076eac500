import {mkdirSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {gzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {readLog} from '../../src/audit/log/read-log.ts';
import {temporaryFolder} from '../fix/fakes/folder.ts';

/** All that a reader is handed, file by file. */
async function read(file: string, stdin: NodeJS.ReadableStream = Readable.from([])): Promise<string[]> {
  const files: string[] = [];
  let text = '';
  const reader = {
    take: (chunk: Buffer) => void (text += chunk.toString()),
    endFile: () => void (files.push(text), (text = '')),
  };
  await readLog(file, stdin, reader);
  return files;
}

test('a folder of rotated files, the oldest first, gzip by its bytes and not by its name', async () => {
  const folder = temporaryFolder();
  const put = (name: string, bytes: Buffer | string, day: number): void => {
    writeFileSync(join(folder, name), bytes);
    utimesSync(join(folder, name), day, day);
  };
  put('audit.log', 'newest\n', 3);
  put('audit-1.log.gz', gzipSync('oldest\n'), 1);
  put('audit-2', gzipSync('middle\n'), 2);
  put('.hidden', 'no\n', 1);
  mkdirSync(join(folder, 'sub'));
  expect(await read(folder)).toEqual(['oldest\n', 'middle\n', 'newest\n']);
  expect(await read(join(folder, 'audit.log'))).toEqual(['newest\n']);
});

test('stdin, gzip too', async () => {
  expect(await read('-', Readable.from(['a', 'b']))).toEqual(['ab']);
  const bytes = gzipSync('zipped');
  expect(await read('-', Readable.from([bytes.subarray(0, 5), bytes.subarray(5)]))).toEqual(['zipped']);
  expect(await read('-')).toEqual(['']);
});

describe('what cannot be read is one clear line', () => {
  const hint = '--audit takes a file of audit.k8s.io events, a folder of them, or - for stdin.';
  test('no such file, an empty folder', async () => {
    const folder = temporaryFolder();
    await expect(read(join(folder, 'x'))).rejects.toMatchObject({
      message: expect.stringMatching(/x: no such file$/),
      hint,
    });
    await expect(read(folder)).rejects.toThrow('holds no audit log');
  });

  test('gzip that is cut off or damaged: half of it would tell half of the truth', async () => {
    const folder = temporaryFolder();
    const whole = gzipSync('x'.repeat(5000) + Math.random());
    writeFileSync(join(folder, 'a.gz'), whole.subarray(0, whole.length - 12));
    await expect(read(join(folder, 'a.gz'))).rejects.toMatchObject({
      hint,
      message: expect.stringContaining('unexpected end of file'),
    });
    writeFileSync(
      join(folder, 'b.gz'),
      Buffer.concat([whole.subarray(0, 12), Buffer.from('garbage'), whole.subarray(20)]),
    );
    await expect(read(join(folder, 'b.gz'))).rejects.toMatchObject({hint});
  });
});

describe('a folder that a receiver writes to', () => {
  const [live, closed] = ['audit-0000000002-0123abcd.jsonl', 'audit-0000000001-0123abcd.5.jsonl.gz'];

  test('half a line at the end of what is written is none yet', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, closed), gzipSync('one\n'));
    writeFileSync(join(folder, live), 'two\nthree\nhalf');
    expect((await read(folder)).toSorted()).toEqual(['one\n', 'two\nthree\n']);
    writeFileSync(join(folder, live), 'h'.repeat(200_000));
    expect((await read(folder)).toSorted()).toEqual(['', 'one\n']);
    // Any other file is what it is.
    writeFileSync(join(folder, live), '');
    writeFileSync(join(folder, 'audit.log'), 'four\nhalf');
    expect(await read(folder)).toContain('four\nhalf');
  });

  test('a file that is closed meanwhile is read under its new name, one that is removed is gone', async () => {
    const folder = temporaryFolder();
    const put = (name: string, bytes: Buffer | string, day: number): void => {
      writeFileSync(join(folder, name), bytes);
      utimesSync(join(folder, name), day, day);
    };
    put('audit-0000000001-0123abcd.5.jsonl.gz', gzipSync('one\n'), 1);
    put('audit-0000000002-0123abcd.6.jsonl.gz', gzipSync('two\n'), 2);
    put('audit-0000000003-0123abcd.jsonl', 'three\n', 3);
    const texts: string[] = [];
    const reader = {
      take(chunk: Buffer) {
        texts.push(chunk.toString());
        if (texts.length > 1) return;
        rmSync(join(folder, 'audit-0000000002-0123abcd.6.jsonl.gz'));
        put('audit-0000000003-0123abcd.7.jsonl.gz', gzipSync('three\n'), 3);
        rmSync(join(folder, 'audit-0000000003-0123abcd.jsonl'));
        put('audit-0000000004-0123abcd.jsonl', 'four\n', 4);
      },
      endFile: () => {},
    };
    await readLog(folder, Readable.from([]), reader);
    expect(texts).toEqual(['one\n', 'three\n', 'four\n']);
  });

  test('of a folder of others a file that is gone is an error, as it was', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.log'), 'a\n');
    utimesSync(join(folder, 'a.log'), 1, 1);
    writeFileSync(join(folder, 'b.log'), 'b\n');
    const reader = {take: () => rmSync(join(folder, 'b.log'), {force: true}), endFile: () => {}};
    await expect(readLog(folder, Readable.from([]), reader)).rejects.toThrow('b.log: no such file');
  });
});
