import {deflateRawSync} from 'node:zlib';
import {expect, test} from 'vitest';
import {unzipEntry} from '../../src/sandbox/zip.ts';

interface Entry {
  readonly name: string;
  readonly data: Buffer;
  readonly isStored?: true;
  readonly extra?: string;
}

/** An archive as APPNOTE.TXT 4.3 lays it out, with checksums that nobody here reads. */
function zip(entries: readonly Entry[], comment = ''): Buffer {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const {name, data, isStored, extra = ''} of entries) {
    const packed = isStored === true ? data : deflateRawSync(data);
    const method = isStored === true ? 0 : 8;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(data.length, 22);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(extra.length, 28);
    const file = Buffer.concat([local, Buffer.from(name + extra), packed]);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(method, 10);
    head.writeUInt32LE(packed.length, 20);
    head.writeUInt32LE(data.length, 24);
    head.writeUInt16LE(name.length, 28);
    head.writeUInt16LE(extra.length, 30);
    head.writeUInt32LE(offset, 42);
    files.push(file);
    directory.push(head, Buffer.from(name + extra));
    offset += file.length;
  }
  const end = Buffer.alloc(22);
  const index = Buffer.concat(directory);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, index, end, Buffer.from(comment)]);
}

const ARCHIVE = [
  {name: 'helm/LICENSE', data: Buffer.from('x'.repeat(1000))},
  {name: 'helm/helm', data: Buffer.from('#!/bin/sh\n'.repeat(50)), extra: 'UT-time'},
  {name: 'kubectl/kubectl', data: Buffer.from('stored'), isStored: true as const},
];

test.each(ARCHIVE)('$name comes out as it went in', ({name, data}) => {
  expect(unzipEntry(zip(ARCHIVE), name)).toEqual(data);
  expect(unzipEntry(zip(ARCHIVE, 'a comment at the end'), name)).toEqual(data);
});

test.each([
  ['what is not in it', zip(ARCHIVE), 'the archive holds no helm/other'],
  ['an empty one', zip([]), 'the archive holds no helm/other'],
  ['no archive', Buffer.from('<html>'), 'not a zip archive'],
])('%s', (_what, bytes, message) => {
  expect(() => unzipEntry(bytes, 'helm/other')).toThrow(message);
});
