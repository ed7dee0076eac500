import {mkdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Look, Looks} from '../check/evidence/search.ts';
import {isOwnFolder} from '../disk/cache-folder.ts';
import {replaceFile} from '../disk/replace.ts';
import {isList, isObject, textOf} from '../model/json.ts';

/** What a look found empty is not searched for so long. */
const LOOK_LASTS_MS = 5 * 60_000;

/** Looks at the cluster of a fingerprint. */
export function looksAt(folder: string, fingerprint: string, now: () => Date): Looks {
  const file = join(folder, `${fingerprint}.json`);
  return {
    async read() {
      try {
        // Whoever could write here could make us blind.
        if (!isOwnFolder(folder)) return undefined;
        const look = lookOf(JSON.parse(await readFile(file, 'utf8')));
        const age = look === undefined ? NaN : now().getTime() - Date.parse(look.at);
        return age >= 0 && age < LOOK_LASTS_MS ? look : undefined;
      } catch {
        return undefined;
      }
    },
    async keep(look) {
      try {
        await mkdir(folder, {recursive: true, mode: 0o700});
        if (isOwnFolder(folder)) await replaceFile(file, JSON.stringify(look), 0o600);
      } catch {
        // Read-only homes are common in pipelines: each search is a whole one there.
      }
    },
  };
}

function lookOf(value: unknown): Look | undefined {
  if (!isObject(value) || !isList(value['empty'])) return undefined;
  return {at: textOf(value['at']), empty: value['empty'].map(textOf)};
}
