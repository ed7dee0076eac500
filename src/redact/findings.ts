import {isList, isObject} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import type {Path} from '../model/path.ts';
import type {Finding} from '../model/report.ts';
import {withoutSecrets, withoutSecretsOfEntry} from './values.ts';
import type {Mask} from './values.ts';

/** The value of a finding without its secrets: as it would be in its object, at its own place there. */
export function withoutSecretsAt({ref, path}: Pick<Finding, 'ref' | 'path'>, value: Json, mask: Mask): Json {
  const [first, second] = path;
  // Nearly all findings of a large object: what is around the value need not be built anew for each.
  if (path.length === 2 && first !== undefined && second !== undefined && 'field' in first && 'field' in second) {
    const entry = withoutSecretsOfEntry(
      {kind: ref.kind, name: ref.name, section: first.field, key: second.field},
      value,
      mask,
    );
    if (entry !== undefined) return entry;
  }
  const rest = path.reduceRight<Json>((inner, segment) => {
    if ('field' in segment) return {[segment.field]: inner};
    return 'select' in segment && isObject(inner) ? [Object.assign({}, segment.select, inner)] : [inner];
  }, value);
  if (!isObject(rest) || path.length === 0) return withoutSecrets(value, mask);
  const own = isObject(rest['metadata']) ? rest['metadata'] : {};
  const object: JsonObject = {...rest, kind: ref.kind, metadata: {name: ref.name, ...own}};
  return follow(withoutSecrets(object, mask), path) ?? value;
}

function follow(value: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((here, segment) => {
    if ('field' in segment) return isObject(here) ? here[segment.field] : undefined;
    return isList(here) ? here[0] : undefined;
  }, value);
}
