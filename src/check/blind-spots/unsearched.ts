import type {Gap, OwnedObjects} from '../../model/evidence.ts';
import {leftOutNote} from '../../model/notes.ts';
import {plural} from '../../model/plural.ts';
import type {EvidenceSource} from '../../model/ports.ts';
import type {StageResult} from '../../model/stage.ts';

/** Waits for what alone is waited for: then a search that goes on for long is ended. Throws what `asked` throws. */
export async function inHaste<T>(asked: Promise<T>, source: EvidenceSource): Promise<T> {
  const callOff = source.hurry?.();
  try {
    return await asked;
  } finally {
    callOff?.();
  }
}

/** What the search for extra objects has not seen, and why. */
export function unsearched(owned: OwnedObjects): Omit<StageResult, 'variances'> {
  const {narrowed = [], leftOut, unsearched: unlisted, late = []} = owned;
  return {
    gaps: [
      ...gapOf(unlisted, 'they could not be listed'),
      ...gapOf(late, 'the API server had not answered when all else was done'),
    ],
    notes: [
      ...(narrowed.length === 0
        ? []
        : [`in ${narrowed.join(', ')} extra objects were looked for among built-in kinds alone`]),
      ...(leftOut === undefined ? [] : [leftOutNote(leftOut)]),
    ],
  };
}

function gapOf(kinds: readonly string[], why: string): Gap[] {
  if (kinds.length === 0) return [];
  const named = kinds.slice(0, 3).join(', ');
  const more = kinds.length > 3 ? ` and ${plural(kinds.length - 3, 'more kind')}` : '';
  return [{reason: 'unsearched', message: `extra objects were not looked for among ${named}${more}: ${why}`}];
}
