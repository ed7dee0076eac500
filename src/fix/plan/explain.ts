import type {Inspection} from '../../check/check.ts';
import type {JsonObject} from '../../model/json.ts';
import {parseApiVersion, refKey} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import type {Operation} from '../../model/fix.ts';
import {changes, content} from './changes.ts';
import {operations} from './json-patch.ts';
import {restore} from './restore.ts';

/**
 * What a fix of one finding alone would change in its object (RFC 6902), made of redacted copies of both sides: to be read,
 * and never sent. Undefined where the finding is about a whole object, or leads nowhere.
 */
export function patchOf(
  {intent, live, shapeOf}: Pick<Inspection, 'intent' | 'live' | 'shapeOf'>,
  finding: Finding,
  shown: (object: JsonObject) => JsonObject,
): readonly Operation[] | undefined {
  const declared = intent.objects.find(({ref}) => refKey(ref) === refKey(finding.ref));
  const is = live.find(({ref}) => refKey(ref) === refKey(finding.ref));
  if (declared === undefined || is === undefined) return undefined;
  const {group, version} = parseApiVersion(is.apiVersion);
  const shape = shapeOf(group, version, finding.ref.kind);
  const object = shown(content(is.object));
  const {target, unreached} = restore({ref: declared.ref, object: shown(declared.object)}, object, shape, [finding]);
  if (unreached.length > 0 || changes(object, target, shape).length === 0) return undefined;
  return operations(object, target);
}
