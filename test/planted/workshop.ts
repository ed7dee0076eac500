import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import type {Bug} from './bugs/bug.ts';

/** A copy of the sources, in which one bug at a time is planted: the repository itself is never touched. */
export interface Workshop {
  /** Why a bug cannot be planted; undefined where it can. */
  inspect(bug: Bug): string | undefined;
  /** The bundle of the sources with this bug in them, or of the sources as they are. */
  build(bug?: Bug): string;
  close(): void;
}

const COPIED = ['src', 'scripts', 'package.json', 'tsconfig.json'];

export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-workshop-'));
  for (const name of COPIED) cpSync(name, join(folder, name), {recursive: true});
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return {
    inspect: (bug) => misplaced(readFileSync(join(folder, bug.file), 'utf8'), bug),
    build(bug) {
      if (bug === undefined) return bundleOf(folder, 'control');
      const file = join(folder, bug.file);
      const text = readFileSync(file, 'utf8');
      try {
        writeFileSync(file, planted(text, bug));
        return bundleOf(folder, bug.name);
      } finally {
        writeFileSync(file, text);
      }
    },
    close: () => rmSync(folder, {recursive: true, force: true, maxRetries: 3}),
  };
}

/** Throws where the bug's place is not there, or not there alone: a bug that is not planted must not count as missed. */
function planted(text: string, bug: Bug): string {
  const problem = misplaced(text, bug);
  if (problem !== undefined) throw new Error(problem);
  return text.split(bug.find).join(bug.replace);
}

/** Why a bug cannot be planted in the text of its file; undefined where it can. */
export function misplaced(text: string, {name, file, find}: Bug): string | undefined {
  const times = text.split(find).length - 1;
  return times === 1 ? undefined : `${name}: ${file} holds its place ${times} times, not once`;
}

function bundleOf(folder: string, name: string): string {
  const {status, stderr} = spawnSync(process.execPath, ['scripts/build.mjs'], {cwd: folder, encoding: 'utf8'});
  if (status !== 0) throw new Error(`${name}: does not build: ${stderr}`);
  const place = join(folder, 'bundles', name);
  mkdirSync(place, {recursive: true});
  const bundle = join(place, 'helm-drift.cjs');
  cpSync(join(folder, 'dist', 'helm-drift.cjs'), bundle);
  return bundle;
}
