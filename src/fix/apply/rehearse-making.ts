import type {Write} from '../../model/fix.ts';
import {metadataOf} from '../../model/json.ts';
import type {ApiResource, ClusterWriter, WriteAnswer, WritePlace} from '../../model/ports.ts';

/** What a name may hold that is a DNS label too, as those of Services are. */
const NAME_LENGTH = 63;
const SUFFIX = '-helm-drift-rehearsal';

/**
 * Why an object that is to be deleted could not be made anew, by a dry run of its creation before it goes; undefined where the
 * server would take it. Its own name is taken as long as it is there: the dry run goes under another, through the same
 * admission, quota and validation. What hangs on the old one being gone (a quota that it fills) is refused, and it stays: whoever
 * waits for room in that quota gets it first, before the server has counted anew, and the object would be lost.
 */
export async function makingProblem(
  making: readonly Write[],
  resource: ApiResource,
  {namespace, name}: WritePlace,
  writer: Pick<ClusterWriter, 'rehearse'>,
): Promise<string | undefined> {
  const made = making.find((write) => write.kind === 'apply' || write.kind === 'create');
  if (made === undefined) return 'nothing tells how it is made';
  const other = `${name.slice(0, NAME_LENGTH - SUFFIX.length).replace(/[-.]+$/, '')}${SUFFIX}`;
  const object = {...made.object, metadata: {...metadataOf(made.object), name: other}};
  const answer = await writer.rehearse(resource, {namespace, name: other}, {...made, object}, undefined);
  const why = refusalOf(answer);
  if (why === undefined) return undefined;
  const advice = why.includes('exceeded quota') ? '; the quota needs room for both until the old one is gone' : '';
  return `it could not be made anew, and stays: ${why}${advice}`;
}

function refusalOf(answer: WriteAnswer): string | undefined {
  if ('refused' in answer) return answer.refused;
  if ('forbidden' in answer) return answer.forbidden;
  if ('conflict' in answer) return answer.conflict;
  return 'lost' in answer ? answer.lost : undefined;
}
