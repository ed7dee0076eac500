import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8';
import {Script} from 'node:vm';
import {ownCacheFolder} from '../disk/cache-folder.ts';
import type {CodeCache, CompiledCode} from './code-cache.ts';

// The head of the one script that Helm runs. The program follows it in the same file as one comment: so Node neither parses nor
// compiles it where nothing but the version is asked for, and all else runs from code that was compiled before.

/** What stands before and behind the program, and in it for the end of a comment, at the same length. scripts/build.mjs writes them. */
const BEGIN = '\n/* The program: what stands above compiles it.\n';
const END = '\n*/\n';
const COMMENT_END = '*@';
const SLASH = '/'.charCodeAt(0);

const FIRST_LOOK_MS = 150;
const LAST_LOOK_MS = 2400;
const GROWN_BYTES = 2 * 1024 * 1024;

async function launch(): Promise<void> {
  const argv = process.argv.slice(2);
  // Scripts ask this first, and often.
  if (argv.length === 1 && argv[0] === '--version') {
    process.stdout.on('error', ({code, message}: NodeJS.ErrnoException) => {
      if (code === 'EPIPE') return;
      process.stderr.write(`Error: cannot write to standard output: ${message}\n`);
      process.exitCode = 1;
    });
    process.stdout.write(`${HELM_DRIFT_VERSION}\n`);
    return;
  }
  // V8 takes compiled code only under the flags that it was made under: they come first.
  // An expression that backtracks without end goes on in linear time: rules come from repositories, texts from clusters.
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
  growOnce();
  // Left alone, the heap of many releases grows to three times what is in use before it is looked through. What lasts for weeks
  // has time to look more often.
  setFlagsFromString(`--heap-growing-percent=${argv[0] === 'check' ? 80 : 40}`);
  // Most of a check runs once: Node 20 spends a fifth of its time on optimizing what then does not run again. Later ones wait longer.
  if (process.version.startsWith('v20.')) setFlagsFromString('--interrupt-budget=500000');
  await run(readFileSync(__filename), argv[0] ?? '');
}

/**
 * The young generation begins with a megabyte, and a check makes much that is thrown away at once: it grows to four in one step,
 * and then no further. At sixteen, where it would end, a run of many releases is no faster and holds 20 MB more.
 */
function growOnce(): void {
  setFlagsFromString('--semi-space-growth-factor=4');
  lookAfter(FIRST_LOOK_MS);
}

/** A look takes milliseconds of a core: there are five, each twice as late as the one before it. */
function lookAfter(ms: number): void {
  setTimeout(() => {
    const young = getHeapSpaceStatistics().find(({space_name: name}) => name === 'new_space');
    if (young === undefined || young.space_size >= GROWN_BYTES) setFlagsFromString('--semi-space-growth-factor=1');
    else if (ms < LAST_LOOK_MS) lookAfter(ms * 2);
  }, ms).unref();
}

/** `self` is this file. The program brings Node's own wrapper of a module, and keeps the lines where it stands. */
async function run(self: Buffer, command: string): Promise<void> {
  const at = self.indexOf(BEGIN) + BEGIN.length;
  const program = self.subarray(at, self.length - END.length);
  // In place: a text of megabytes is not made twice.
  for (let end = program.indexOf(COMMENT_END); end >= 0; end = program.indexOf(COMMENT_END, end))
    program[end + 1] = SLASH;
  const cache = await cacheOf(command);
  const compiled = cache?.read();
  // It is ASCII, and one byte a character is half the work.
  const script = new Script(program.toString('latin1'), {
    filename: __filename,
    lineOffset: linesBefore(self, at),
    ...(compiled === undefined ? {} : {cachedData: compiled.code}),
  });
  if (cache !== undefined) keepAtEnd(script, cache, script.cachedDataRejected === true ? undefined : compiled);
  const main = script.runInThisContext() as (...scope: readonly unknown[]) => void;
  main(exports, require, module, __filename, __dirname);
}

function linesBefore(self: Buffer, at: number): number {
  return self.toString('latin1', 0, at).split('\n').length - 1;
}

/** A command's name is a word; what else stands there is answered by a line of help or of complaint. */
async function cacheOf(command: string): Promise<CodeCache | undefined> {
  const folder = ownCacheFolder(process.env);
  if (folder === undefined || process.env['NODE_DISABLE_COMPILE_CACHE'] === '1' || !/^[a-z]{1,20}$/.test(command))
    return undefined;
  // It needs node:zlib, which --version does not.
  const {codeCache} = await import('./code-cache.ts');
  return codeCache(join(folder, 'code'), command, Buffer.from(HELM_DRIFT_PROGRAM));
}

/** At the end it holds what the command has called. What was no command, or failed, leaves nothing. */
function keepAtEnd(script: Script, cache: CodeCache, compiled: CompiledCode | undefined): void {
  if (!cache.isToGrow(compiled)) return;
  process.once('exit', (code) => {
    if (code !== 1) cache.write({code: script.createCachedData(), runs: (compiled?.runs ?? 0) + 1});
  });
}

void launch();
