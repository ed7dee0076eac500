import {gzipSync} from 'node:zlib';

export interface TarEntry {
  readonly path: string;
  /** A folder where it is missing. */
  readonly content?: Buffer;
  /** What a symbolic link leads to. */
  readonly link?: string;
  readonly mode: number;
  /** The number of its user and group; root where it is missing. */
  readonly owner?: number;
}

const BLOCK = 512;

/**
 * A POSIX ustar archive: the same entries make the same bytes, on every machine. Nothing of the machine is in it: entries are
 * sorted, belong to root where they do not say otherwise, and are all of `time` (seconds since 1970). Folders above them are added. Throws where a path is longer than the format allows.
 */
export function tarOf(entries: readonly TarEntry[], time: number): Buffer {
  const sorted = [...foldersOf(entries), ...entries].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const blocks = sorted.flatMap((entry) => {
    const content = entry.content ?? Buffer.alloc(0);
    return [header(entry, content.length, time), content, Buffer.alloc(-content.length & (BLOCK - 1))];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

/** Helm 3 makes no folder that the archive does not name before its files. */
function foldersOf(entries: readonly TarEntry[]): readonly TarEntry[] {
  const named = new Set(entries.map(({path}) => path));
  const above = entries.flatMap(({path}) => {
    const parts = path.split('/').slice(0, -1);
    return parts.map((_part, at) => parts.slice(0, at + 1).join('/'));
  });
  return [...new Set(above)].filter((path) => !named.has(path)).map((path) => ({path, mode: 0o755}));
}

/** gzip without a name, a time, or the system that it was made on. */
export function gzipped(content: Buffer, level = 9): Buffer {
  const packed = gzipSync(content, {level});
  packed[9] = 255;
  return packed;
}

export const tarball = (entries: readonly TarEntry[], time: number): Buffer => gzipped(tarOf(entries, time));

function header({path, content, link, mode, owner = 0}: TarEntry, size: number, time: number): Buffer {
  const [type, name] = link !== undefined ? ['2', path] : content !== undefined ? ['0', path] : ['5', `${path}/`];
  const block = Buffer.alloc(BLOCK);
  const put = (text: string, at: number, room: number): void => {
    if (Buffer.byteLength(text) > room) throw new Error(`too long for a tar archive: ${text}`);
    block.write(text, at);
  };
  const octal = (value: number, at: number, room: number): void =>
    put(value.toString(8).padStart(room - 1, '0'), at, room - 1);
  put(name, 0, 100);
  octal(mode, 100, 8);
  octal(owner, 108, 8);
  octal(owner, 116, 8);
  octal(size, 124, 12);
  octal(time, 136, 12);
  put(' '.repeat(8), 148, 8);
  put(type, 156, 1);
  put(link ?? '', 157, 100);
  put('ustar\u000000', 257, 8);
  if (owner === 0) for (const at of [265, 297]) put('root', at, 32);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148, 8);
  return block;
}
