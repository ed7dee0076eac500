import {fieldShape} from '../../check/normalize/shape.ts';
import type {Shape} from '../../check/normalize/shape.ts';
import {isList, isObject} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';
import {itemKey} from './field-set.ts';

/**
 * A declared value laid over the live one: what it says wins, and what others or the server's defaults have put beside it stays.
 * Items of a keyed list come in the declared order, for that may be the very difference.
 */
export function overlaid(value: Json, live: Json | undefined, shape: Shape): Json {
  if (isObject(value) && isObject(live)) {
    if (shape.kind === 'object' && shape.atomic === true) return value;
    const entries = Object.entries(value).flatMap(([field, item]) =>
      item === undefined
        ? []
        : [[field, overlaid(item, Object.hasOwn(live, field) ? live[field] : undefined, fieldShape(shape, field))]],
    );
    return {...live, ...Object.fromEntries(entries)};
  }
  if (!isList(value) || !isList(live) || shape.kind !== 'list' || shape.merge === 'atomic') return value;
  const counterparts = new Map(live.map((item) => [itemKey(item, shape), item]));
  const own = new Set(value.map((item) => itemKey(item, shape)));
  return [
    ...value.map((item) => overlaid(item, counterparts.get(itemKey(item, shape)), shape.items)),
    ...live.filter((item) => !own.has(itemKey(item, shape))),
  ];
}

/** A null in a manifest means "not set"; in an Apply it would say the same, in a created list item nothing good. */
export function withoutNulls(value: Json): Json {
  if (isList(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      item === null || item === undefined ? [] : [[key, withoutNulls(item)]],
    ),
  );
}
