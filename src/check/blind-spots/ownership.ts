import type {Gap, LiveObject} from '../../model/evidence.ts';
import {refLabel} from '../../model/refs.ts';
import {NOTHING_FOUND} from '../../model/stage.ts';
import type {StageResult} from '../../model/stage.ts';
import {BEFORE_FIRST_APPLY, managedEntries} from '../compare/managed-fields.ts';

/**
 * Objects of which nobody can tell any more who owns what: somebody stripped their managedFields, or field management began
 * when they were there already. What is declared compares all the same; what was added beside it cannot be seen.
 */
export function unattributed(live: readonly LiveObject[], snapshot: string | undefined): StageResult {
  const blind = live.flatMap((object) => {
    const why = blindness(object);
    return why === undefined ? [] : [{object, why}];
  });
  // kubectl leaves them out unless told otherwise: that says nothing about any one object.
  if (snapshot !== undefined && blind.length === live.length && blind.every(({why}) => why === STRIPPED)) {
    const notes =
      live.length === 0
        ? []
        : [
            `${snapshot} holds no managedFields: fields added beside the declared ones, and who wrote what, cannot be told; take it by \`kubectl get -o yaml --show-managed-fields\``,
          ];
    return {...NOTHING_FOUND, notes};
  }
  const gaps = blind.map(({object: {ref}, why}): Gap => ({
    ref,
    reason: 'no-managed-fields',
    message: `${refLabel(ref)}: ${why}: what was added beside the declared fields cannot be seen`,
  }));
  return {...NOTHING_FOUND, gaps};
}

const STRIPPED = 'its managedFields were stripped';

function blindness({object}: LiveObject): string | undefined {
  const entries = managedEntries(object);
  if (entries.length === 0) return STRIPPED;
  return entries.some(({manager}) => manager === BEFORE_FIRST_APPLY) ? 'it is older than its managedFields' : undefined;
}
