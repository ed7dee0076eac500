import type {Shape} from '../../check/normalize/shape.ts';
import {isDeepStrictEqual} from 'node:util';
import type {OpenWrite} from '../../model/fix.ts';
import {metadataOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import {valueAt} from '../../model/path.ts';
import {changes, content} from './changes.ts';
import {contentDigest} from './content-digest.ts';

/**
 * What a write without an answer has made of the object, told from what is there now: the object, null where it is gone,
 * undefined where the write was not carried out. Others may have written elsewhere in the object since: what they wrote is not
 * in the answer, for an undo leaves it. `before` is what the write was made for; undefined where it was to create.
 */
export function landed(
  {digest, expected}: OpenWrite,
  before: JsonObject | undefined,
  live: JsonObject | undefined,
  shape: Shape,
): JsonObject | null | undefined {
  if (digest === '') {
    const isThere = live !== undefined && (before === undefined || uidOf(live) === uidOf(before));
    return isThere ? undefined : null;
  }
  if (live === undefined) return undefined;
  if (contentDigest(live) === digest) return live;
  if (expected === undefined || (before !== undefined && isSameVersion(before, live))) return undefined;
  const meant =
    before === undefined ? changes({}, content(expected), shape) : changes(content(before), content(expected), shape);
  const [wanted, is] = [content(expected), content(live)];
  const isThere = meant.every((path) => isWithin(valueAt(wanted, path), valueAt(is, path), shape));
  if (meant.length === 0 || !isThere) return undefined;
  const {uid, resourceVersion} = metadataOf(live);
  return {...expected, metadata: {...metadataOf(expected), uid, resourceVersion}};
}

/** Whether a value stands in another as it is, with or without more beside it. */
function isWithin(part: ReturnType<typeof valueAt>, whole: ReturnType<typeof valueAt>, shape: Shape): boolean {
  if (isDeepStrictEqual(part, whole)) return true;
  if (part === undefined || whole === undefined) return false;
  return (
    typeof part === 'object' &&
    typeof whole === 'object' &&
    changes(part, whole, shape).every((path) => path.length > 0 && valueAt(part, path) === undefined)
  );
}

const uidOf = (object: JsonObject): unknown => metadataOf(object)['uid'];

function isSameVersion(a: JsonObject, b: JsonObject): boolean {
  return metadataOf(a)['resourceVersion'] === metadataOf(b)['resourceVersion'];
}
