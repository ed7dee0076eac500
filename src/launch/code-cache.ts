import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {crc32} from 'node:zlib';
import {isOwnFolder} from '../disk/cache-folder.ts';

/** Compiled code is larger than its text by little; what is larger than this is none of ours. */
const LARGEST = 32 * 1024 * 1024;
/** Commands times versions of Node and of this script that one user has at a time. */
const FILES_AT_MOST = 32;
/** The checksums of the program that it was compiled from, and of itself; and how many runs have added to it. */
const HEADER = 12;
/** A check that finds something calls more than one that finds nothing: the first runs of a command add what they have called. */
const RUNS_THAT_ADD = 5;

export interface CompiledCode {
  readonly code: Buffer;
  /** How many runs it holds the functions of. */
  readonly runs: number;
}

export interface CodeCache {
  /** Compiled code of just this program; undefined where there is none that can be trusted. */
  read(): CompiledCode | undefined;
  /** Whether a run is to add what it has called. */
  isToGrow(compiled: CompiledCode | undefined): boolean;
  /** Harmless where it cannot be written. */
  write(compiled: CompiledCode): void;
}

/**
 * V8's compiled code of the program, which `program` tells from others; a file for each command: it holds the functions that the command has called. V8 itself
 * checks that it is of its own version and flags. Whoever can write into the folder can make us run his code: so a folder that
 * is not the user's own, or that others may write, is not used.
 */
export function codeCache(folder: string, command: string, program: Buffer): CodeCache {
  const file = join(folder, `${process.version}-${process.arch}-${command}.code`);
  const identity = crc32(program);
  return {
    read() {
      try {
        if (!isOwnFolder(folder)) return undefined;
        const bytes = readBounded(file);
        const code = bytes.subarray(HEADER);
        const isWhole = bytes.length > HEADER && bytes.readUInt32LE(4) === crc32(code);
        if (!isWhole || bytes.readUInt32LE(0) !== identity) return undefined;
        return {code, runs: bytes.readUInt32LE(8)};
      } catch {
        return undefined;
      }
    },
    isToGrow: (compiled) => compiled === undefined || compiled.runs < RUNS_THAT_ADD,
    write({code, runs}) {
      const aside = `${file}.${process.pid}.${Date.now()}.new`;
      try {
        mkdirSync(folder, {recursive: true, mode: 0o700});
        if (!isOwnFolder(folder)) return;
        const header = Buffer.alloc(HEADER);
        header.writeUInt32LE(identity, 0);
        header.writeUInt32LE(crc32(code), 4);
        header.writeUInt32LE(runs, 8);
        // Two runs at once never see half a file.
        writeFileSync(aside, Buffer.concat([header, code]), {mode: 0o600, flag: 'wx'});
        renameSync(aside, file);
        prune(folder);
      } catch {
        // Read-only homes are common in pipelines, and full disks are nobody's error here.
        discard(aside);
      }
    },
  };
}

function discard(file: string): void {
  try {
    rmSync(file, {force: true});
  } catch {
    // Its folder is none.
  }
}

function readBounded(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const stat = fstatSync(descriptor);
    return stat.isFile() && stat.size <= LARGEST ? readFileSync(descriptor) : Buffer.alloc(0);
  } finally {
    closeSync(descriptor);
  }
}

/** What an older script or an older Node left goes, and what a run left that was killed as it wrote. */
function prune(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const aged = files.map((file) => ({file, time: statSync(file).mtimeMs})).toSorted((a, b) => b.time - a.time);
  for (const {file} of aged.slice(FILES_AT_MOST)) rmSync(file, {force: true});
}
