import {metadataOf, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {ReleaseRecord} from '../model/ports.ts';
import type {pagesOf} from './paging.ts';

/** A record is tens of kilobytes, and may be a megabyte. */
export const RECORDS_A_PAGE = 50;

/**
 * Records whose pages are asked for as they are wanted; undefined for one that they do not hold. Whoever asks does so about in
 * the order of their keys: what was read and is not wanted yet waits, and what was given is let go.
 */
export function recordsAhead(
  pages: ReturnType<typeof pagesOf>,
): (record: ReleaseRecord) => Promise<JsonObject | undefined> {
  const waiting = new Map<string, JsonObject>();
  let reached = '';
  let isDone = false;
  let turn: Promise<void> = Promise.resolve();
  const advance = async (key: string): Promise<void> => {
    while (!isDone && !waiting.has(key) && reached < key) {
      const next = await pages.next();
      if (next.done === true || 'refused' in next.value) {
        isDone = true;
        return;
      }
      for (const item of next.value.items) {
        const {namespace, name} = metadataOf(item);
        reached = `${textOf(namespace)}/${textOf(name)}`;
        waiting.set(reached, item);
      }
    }
  };
  return async ({namespace, name, revision}: ReleaseRecord): Promise<JsonObject | undefined> => {
    const key = `${namespace}/sh.helm.release.v1.${name}.v${revision}`;
    turn = turn.catch(() => {}).then(() => advance(key));
    await turn;
    const found = waiting.get(key);
    waiting.delete(key);
    return found;
  };
}
