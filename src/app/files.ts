import {access, constants, realpath, stat, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {isEmptyPlace, newFolder} from '../disk/new-folder.ts';
import {replaceFile} from '../disk/replace.ts';
import {UserError} from '../model/errors.ts';

/** What others may read unless their umask says no, and what holds secrets: the owner's alone. */
export type Privacy = 'ordinary' | 'private';

/** Fails early, and in words, where a file could not be written: a check may take a minute, and its report would be lost. */
export async function assertWritable(file: string): Promise<void> {
  try {
    const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (found?.isDirectory() === true) throw unwritable(file, 'it is a folder', `Name a file in it: ${file}/report.`);
    await access(found === undefined || found.isFile() ? dirname(file) : file, constants.W_OK);
  } catch (error) {
    throw explained(file, error);
  }
}

/** Whole or not at all: written aside and moved in, so that nobody ever reads half a file. */
export async function writeWhole(file: string, text: string, privacy: Privacy = 'ordinary'): Promise<void> {
  try {
    const found = await stat(file).catch(() => undefined);
    // A device or a pipe (/dev/stdout) is written to, and not put in place of.
    if (found !== undefined && !found.isFile()) return await writeFile(file, text);
    const target = found === undefined ? file : await realpath(file);
    await replaceFile(target, text, privacy === 'private' ? 0o600 : 0o666);
  } catch (error) {
    throw explained(file, error);
  }
}

/** Writes a new folder of files, whole or not at all. Throws UserError where something is there, or nothing can be written. */
export async function writeFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  try {
    if (!(await isEmptyPlace(folder)))
      throw new UserError(`there is something in ${folder} already`, 'Name a new folder: nothing is written over.');
    await newFolder(folder, files);
  } catch (error) {
    throw explained(folder, error);
  }
}

function explained(file: string, error: unknown): unknown {
  if (error instanceof UserError) return error;
  const {code, message} = error as NodeJS.ErrnoException;
  const folder = dirname(file);
  switch (code) {
    case 'ENOENT':
      return unwritable(file, `there is no folder ${folder}`, `Make it first: mkdir -p ${folder}`);
    case 'ENOTDIR':
      return unwritable(file, `${folder} is no folder`, 'Name a file in a folder that exists.');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return unwritable(
        file,
        `${folder} may not be written to`,
        'Name a file elsewhere, or leave the file out to print it.',
      );
    case 'ENOSPC':
      return unwritable(file, 'the disk is full', 'Make room, or name a file elsewhere.');
    default:
      return code === undefined
        ? error
        : unwritable(file, message, 'Name a file elsewhere, or leave the file out to print it.');
  }
}

function unwritable(file: string, why: string, hint: string): UserError {
  return new UserError(`cannot write ${file}: ${why}`, hint);
}
