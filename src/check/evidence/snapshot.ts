import {toLive} from '../../model/evidence.ts';
import type {Gap, LiveObject, LiveState} from '../../model/evidence.ts';
import type {IntentObject} from '../../model/intent.ts';
import {refKey, refLabel} from '../../model/refs.ts';
import type {ObjectRef} from '../../model/refs.ts';
import {readYamlDocuments} from '../../yaml/read.ts';
import {expandLists} from '../intent/parse.ts';

/** Reads what `kubectl get … -o yaml` (or json) wrote: one object, a List, or several documents. */
export function parseSnapshot(text: string, name: string): LiveObject[] {
  return readYamlDocuments(text, {name}).flatMap(({value, line}) =>
    value === null ? [] : [...expandLists(value, `${name}:${line}`)].map(toLive),
  );
}

/**
 * A snapshot shows the kinds that somebody asked for. An object of a kind that it holds in the same namespace is
 * missing when it is not there; of any other kind the snapshot says nothing, so that is a gap.
 */
export function fromSnapshot(
  snapshot: readonly LiveObject[],
  intent: readonly IntentObject[],
  name: string,
): LiveState {
  const present = new Set(snapshot.map(({ref}) => refKey(ref)));
  const covered = new Set(snapshot.map(({ref}) => refKey({...ref, name: ''})));
  const elsewhere = (of: ObjectRef): string => {
    const places = snapshot.flatMap(({ref}) =>
      ref.group === of.group && ref.kind === of.kind && ref.namespace !== undefined ? [ref.namespace] : [],
    );
    const names = [...new Set(places)].toSorted().slice(0, 3);
    return names.length === 0 || of.namespace === undefined ? '' : `, but of ${names.join(', ')}: is -n right?`;
  };
  const gaps: Gap[] = intent
    .filter(({ref}) => !present.has(refKey(ref)) && !covered.has(refKey({...ref, name: ''})))
    .map(({ref}) => ({
      ref,
      reason: 'not-in-snapshot',
      message: `${refLabel(ref)}: ${name} holds no ${ref.kind}${ref.namespace === undefined ? '' : ` of namespace ${ref.namespace}`}${elsewhere(ref)}`,
    }));
  return {objects: snapshot, gaps};
}
