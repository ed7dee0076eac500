import type {JsonObject} from '../model/json.ts';
import type {DryRunResult} from '../model/ports.ts';
import type {RecordedRevision} from './recorded.ts';
import type {Heard} from './recorder.ts';

/** What becomes of all that a check has heard: of its objects, of words, and of texts that hold objects. */
export interface HeardChange {
  readonly object: (object: JsonObject) => JsonObject;
  readonly text: (text: string) => string;
  /** `name` is what messages call it. */
  readonly manifest: (text: string, name: string) => string;
}

/** A copy of what was heard in which nothing that an object, a server or a manifest said stands as it did. The manifest goes first. */
export function changedHeard(heard: Heard, {object, text, manifest}: HeardChange): Heard {
  const {state, intent, supplements, objects} = heard;
  const {newer, older} = state;
  const revision = (one: RecordedRevision): RecordedRevision =>
    typeof one.manifest === 'string' ? {...one, manifest: manifest(one.manifest, `revision ${one.revision}`)} : one;
  const answer = (one: DryRunResult): DryRunResult => {
    if ('object' in one) return {object: object(one.object)};
    return 'refused' in one ? {refused: text(one.refused)} : {unasked: text(one.unasked)};
  };
  return {
    ...heard,
    intent: manifest(intent, 'the manifest'),
    supplements: supplements.map((one) => ({...one, text: manifest(one.text, one.template)})),
    objects: objects.map(object),
    state: {
      ...state,
      notes: state.notes.map(text),
      gaps: state.gaps.map((gap) => ({...gap, message: text(gap.message)})),
      owned: state.owned.map(object),
      ...(newer === undefined ? {} : {newer: newer.map(revision)}),
      ...(older === undefined ? {} : {older: older.map(revision)}),
      dryRuns: mapValues(state.dryRuns, answer),
      autoscalers: mapValues(state.autoscalers, (found) => found.map(object)),
    },
  };
}

function mapValues<T, R>(entries: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, change(value)]));
}
