import {isDeepStrictEqual} from 'node:util';
import type {Write} from '../../../src/model/fix.ts';
import {isObject, metadataOf, textOf} from '../../../src/model/json.ts';
import type {Json, JsonObject} from '../../../src/model/json.ts';
import {fieldsOf, fieldsV1, merged, patched, without} from './owned-fields.ts';
import type {FieldPath} from './owned-fields.ts';

export interface Stored {
  /** Without the server's bookkeeping. */
  readonly object: JsonObject;
  readonly uid: string;
  readonly version: number;
  /** By `manager operation`: the fields that it owns, as JSON. */
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>;
}

const FIRST_WRITE = Date.parse('2026-11-23T10:00:00Z');

export function owner(write: Extract<Write, {manager: string}>): string {
  return `${write.manager} ${write.kind === 'apply' ? 'Apply' : 'Update'}`;
}

export function made(object: JsonObject, by: string, namespace: string | undefined, number: number): Stored {
  const {uid: _uid, resourceVersion: _version, managedFields: _fields, ...metadata} = metadataOf(object);
  const place = namespace === undefined ? {} : {namespace};
  const own = {...object, metadata: {...metadata, ...place}};
  return {object: own, uid: `uid-${number}`, version: number, owners: new Map([[by, ownable(own)]])};
}

/** The object after a write to it; undefined where it is gone. */
export function changed(stored: Stored, write: Write): Stored | undefined {
  switch (write.kind) {
    case 'delete': {
      const {metadata} = stored.object;
      if (metadataOf(stored.object)['finalizers'] === undefined || !isObject(metadata)) return undefined;
      return {
        ...stored,
        object: {...stored.object, metadata: {...metadata, deletionTimestamp: '2026-11-23T12:00:00Z'}},
      };
    }
    case 'drop-manager': {
      const owners = [...stored.owners].filter(([by]) => by !== `${write.manager} Update`);
      return {...stored, owners: new Map(owners)};
    }
    case 'json-patch': {
      const next = write.operations.reduce<Json | undefined>(
        (object, operation) => patched(object, operation),
        stored.object,
      );
      return isObject(next) ? taken(stored, next, owner(write)) : undefined;
    }
    case 'apply':
      return applied(stored, write.object, owner(write));
    case 'create':
      return undefined;
  }
}

/** What a manager wrote before and leaves out now goes, where nobody else owns it. All that it names is its own alone. */
function applied(stored: Stored, wanted: JsonObject, by: string): Stored {
  const before = stored.owners.get(by) ?? new Set<string>();
  const names = ownable(wanted);
  const others = [...stored.owners].filter(([name]) => name !== by);
  const isElsewhere = (field: string): boolean => others.some(([, fields]) => fields.has(field));
  const gone = [...before].filter((field) => !names.has(field) && !isElsewhere(field));
  const {metadata: _metadata, ...rest} = wanted;
  const {uid: _uid, resourceVersion: _version, ...metadata} = metadataOf(wanted);
  let object: Json | undefined = merged(stored.object, {...rest, metadata});
  for (const field of gone) object = without(object, JSON.parse(field) as FieldPath);
  const isChanged = (field: string): boolean =>
    !isDeepStrictEqual(valuesOf(stored.object).get(field), valuesOf(wanted).get(field));
  const left = others.map(
    ([name, fields]) => [name, new Set([...fields].filter((field) => !names.has(field) || !isChanged(field)))] as const,
  );
  return {...stored, object: isObject(object) ? object : {}, owners: tidy([...left, [by, names]])};
}

/** Whoever changes a field takes it from the others. */
export function taken(stored: Stored, next: JsonObject, by: string): Stored {
  const [before, after] = [valuesOf(stored.object), valuesOf(next)];
  const mine = [...after.keys()].filter((field) => !isDeepStrictEqual(before.get(field), after.get(field)));
  const owners = [...stored.owners].map(([name, fields]) => {
    const kept = [...fields].filter((field) => after.has(field) && !mine.includes(field));
    return [name, new Set(name === by ? [...kept, ...mine] : kept)] as const;
  });
  const isKnown = stored.owners.has(by);
  return {...stored, object: next, owners: tidy(isKnown ? owners : [...owners, [by, new Set(mine)]])};
}

const tidy = (owners: readonly (readonly [string, ReadonlySet<string>])[]): Map<string, ReadonlySet<string>> =>
  new Map(owners.filter(([, fields]) => fields.size > 0));

function valuesOf(object: JsonObject): Map<string, Json> {
  return new Map(fieldsOf(object).map(([path, value]) => [JSON.stringify(path), value]));
}

const NOBODYS = new Set(['f:apiVersion', 'f:kind', 'f:status']);
const OF_METADATA = new Set(['f:labels', 'f:annotations', 'f:finalizers']);

function ownable(object: JsonObject): Set<string> {
  const fields = fieldsOf(object).map(([path]) => path);
  const own = fields.filter(
    ([first = '', second = '']) => !NOBODYS.has(first) && (first !== 'f:metadata' || OF_METADATA.has(second)),
  );
  return new Set(own.map((path) => JSON.stringify(path)));
}

/** The object as the server answers with it. */
export function shown({object, uid, version, owners}: Stored): JsonObject {
  const managedFields = [...owners].map(([by, fields]) => {
    const [manager = '', operation = ''] = by.split(' ');
    return {
      manager,
      operation,
      apiVersion: textOf(object['apiVersion']),
      time: new Date(FIRST_WRITE + (manager.startsWith('helm') ? 0 : version * 1000)).toISOString(),
      fieldsType: 'FieldsV1',
      fieldsV1: fieldsV1([...fields].map((field) => JSON.parse(field) as FieldPath)),
    };
  });
  return {...object, metadata: {...metadataOf(object), uid, resourceVersion: String(version), managedFields}};
}
