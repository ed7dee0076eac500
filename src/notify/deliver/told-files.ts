import {mkdir, readdir, readFile, rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {replaceFile} from '../../disk/replace.ts';
import {errorCodeOf} from '../../model/errors.ts';
import {isObject} from '../../model/json.ts';
import type {ReleaseKey, ToldState, ToldStore} from '../../model/notify.ts';

/** A file for each release, in a folder of one cluster. */
export function toldFiles(folder: string): ToldStore {
  return {
    async read(release) {
      const file = fileOf(folder, release);
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        if (errorCodeOf(error) === 'ENOENT') return undefined;
        throw error;
      });
      if (text === undefined) return undefined;
      const state = toldStateIn(text);
      // Somebody's hand, for we write whole files: it is kept aside, and what stands is told anew.
      if (state === undefined) await rename(file, `${file}.damaged`);
      return state;
    },
    async write(release, state) {
      const file = fileOf(folder, release);
      if (state === undefined) return rm(file, {force: true});
      await mkdir(folder, {recursive: true, mode: 0o700});
      await replaceFile(file, `${JSON.stringify(state)}\n`, 0o600);
    },
    async list() {
      const names = await readdir(folder).catch((error: unknown) => {
        if (errorCodeOf(error) === 'ENOENT') return [];
        throw error;
      });
      return names.flatMap((name) => releaseIn(name) ?? []);
    },
  };
}

const END = '.told.json';

function fileOf(folder: string, {namespace, name}: ReleaseKey): string {
  return join(folder, `${encodeURIComponent(namespace)}.${encodeURIComponent(name)}${END}`);
}

/** A namespace has no dot in it. */
function releaseIn(file: string): ReleaseKey | undefined {
  if (!file.endsWith(END)) return undefined;
  const [, namespace = '', name = ''] = /^([^.]+)\.(.+)$/.exec(file.slice(0, -END.length)) ?? [];
  try {
    return name === '' ? undefined : {namespace: decodeURIComponent(namespace), name: decodeURIComponent(name)};
  } catch {
    return undefined;
  }
}

/** Undefined where it is none of ours. */
export function toldStateIn(text: string): ToldState | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isOurs =
      isObject(value) &&
      value['kind'] === 'DriftTold' &&
      value['schemaVersion'] === '1' &&
      ['release', 'findings', 'sinks'].every((field) => isObject(value[field]));
    return isOurs ? (value as unknown as ToldState) : undefined;
  } catch {
    return undefined;
  }
}
