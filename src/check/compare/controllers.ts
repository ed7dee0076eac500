import {metadataOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import type {Path} from '../../model/path.ts';
import {patternMatches} from '../../model/patterns.ts';
import type {ObjectRef} from '../../model/refs.ts';
import {isItsBusiness, isPartOfKubernetes} from './business.ts';
import {BEFORE_FIRST_APPLY} from './managed-fields.ts';
import type {ManagedEntry} from './managed-fields.ts';

/** Who may have written what. A manager's name is what its writer says of itself: it proves nothing. */
export interface Writers {
  /** Whether an entry's writer is neither Helm nor a known controller: what is gone was likely taken by such a one. */
  readonly isForeign: (entry: ManagedEntry, all: readonly ManagedEntry[]) => boolean;
  /** Whether a writer that is not Helm has business with a field that the release does not declare. */
  readonly hasBusiness: (entry: ManagedEntry, ref: ObjectRef, path: Path, value: Json) => boolean;
  /** Whether an entry was written after Helm's run for the baseline had ended: whatever its name, that was not Helm. */
  readonly isAfterRun: (entry: ManagedEntry) => boolean;
  /** Whether a write is not younger than Helm's run, as far as the books say so. */
  readonly isOfRun: (write: {readonly time?: string}) => boolean;
  /**
   * Whether an object's spec is as Helm's run left it. The API server counts the changes of a spec, and takes the number from
   * nobody: of one that was there when the run ended, and has number 1, nothing was changed, added or taken since.
   */
  readonly isUntouched: (live: JsonObject) => boolean;
}

interface Known {
  /** The user's own controllers, as patterns: see model/patterns.ts. They may write whatever they like. */
  readonly controllers: readonly string[];
  /** RFC 3339: when Helm's run for the baseline ended; undefined where the baseline is no deployed revision. */
  readonly writtenAt: string | undefined;
  /** Whether Helm has run once more since, and failed, or is not through. */
  readonly isOutrun: boolean;
}

export function writersOf({controllers, writtenAt, isOutrun}: Known): Writers {
  const isUsers = (manager: string): boolean => controllers.some((pattern) => patternMatches(pattern, manager));
  const isAfterRun = ({time}: ManagedEntry): boolean =>
    !isOutrun && time !== undefined && writtenAt !== undefined && time > writtenAt;
  return {
    isForeign: (entry, all) => {
      if (entry.isHelm) return isBorrowedName(entry, all, isAfterRun);
      // All that stood there when field management began, the server's defaults and Helm's own among it.
      if (entry.manager === BEFORE_FIRST_APPLY) return false;
      return entry.subresource !== 'status' && !isUsers(entry.manager) && !isPartOfKubernetes(entry.manager);
    },
    hasBusiness: ({manager}, ref, path, value) => isUsers(manager) || isItsBusiness(manager, ref, path, value),
    isAfterRun,
    isOfRun: ({time}) => time !== undefined && writtenAt !== undefined && time <= writtenAt,
    isUntouched: (live) => {
      const {generation, creationTimestamp} = metadataOf(live);
      return (
        generation === 1 &&
        typeof creationTimestamp === 'string' &&
        writtenAt !== undefined &&
        creationTimestamp <= writtenAt
      );
    },
  };
}

/** Somebody can pass `--field-manager=helm`. Where Helm itself applies, an update under its name after its run is not Helm's. */
function isBorrowedName(entry: ManagedEntry, all: readonly ManagedEntry[], isAfterRun: Writers['isAfterRun']): boolean {
  if (entry.operation !== 'Update' || !isAfterRun(entry)) return false;
  return all.some((other) => other.operation === 'Apply' && other.isHelm);
}
