import {gunzipSync, gzipSync} from 'node:zlib';
import {asObj, asText} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import type {Target} from './hand.ts';
import type {Scene} from './way.ts';

/** Helm's own record of a revision. */
export const recordOf = (release: string, revision: number): Target => ({
  kind: 'Secret',
  namespace: release,
  name: `sh.helm.release.v1.${release}.v${revision}`,
});

/** What Helm wrote into a record: JSON, packed, in base64 of its own below that of a Secret. */
export function unpacked(record: Obj): Obj {
  const once = Buffer.from(asText(asObj(record['data'])['release']), 'base64').toString('utf8');
  return JSON.parse(gunzipSync(Buffer.from(once, 'base64')).toString('utf8')) as Obj;
}

export const packed = (content: Obj): string =>
  Buffer.from(gzipSync(JSON.stringify(content)).toString('base64')).toString('base64');

/** Writes a record's content anew. */
export async function editRecord(
  {hand, release}: Scene,
  revision: number,
  edit: (content: Obj) => Obj,
  manager?: string,
): Promise<void> {
  const target = recordOf(release, revision);
  const content = edit(unpacked(await hand.get(target)));
  await hand.patch(target, {data: {release: packed(content)}}, manager === undefined ? {} : {manager});
}
