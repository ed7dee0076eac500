import {hasTouched} from '../model/fix.ts';
import type {Step, StepResult, Told, ToldObject} from '../model/fix.ts';
import {inertName} from '../model/inert.ts';
import {metadataOf, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {OpenJournal, RecordHead, RecordLine} from './record/journal.ts';
import {someOf} from '../model/plural.ts';

/** Objects that are told of in the cluster, and paths of each. */
const [MOST_OBJECTS, MOST_PATHS] = [50, 3];

/** Overhears a journal, for the cluster is told of the objects as they are now: by the uids that the server answered. */
export interface Tracer {
  readonly journal: OpenJournal;
  /** What was written, when the record has ended. Undefined where nothing was. */
  readonly told: (results: readonly StepResult[]) => Told | undefined;
}

export function tracer(journal: OpenJournal, {of, plan}: Pick<RecordHead, 'of' | 'plan'>): Tracer {
  const uids = new Map<number, string>();
  const append = async (line: RecordLine): Promise<void> => {
    await journal.append(line);
    const uid = line.type === 'outcome' ? uidOf(line.after ?? {}) : '';
    if (line.type === 'outcome' && uid !== '') uids.set(line.step, uid);
  };
  return {
    journal: {...journal, append},
    told(results) {
      const written = plan.steps.flatMap((step, index): ToldObject[] => {
        const result = results[index];
        if (result === undefined || !hasTouched(result)) return [];
        return [objectOf(step, result, uids.get(index) ?? step.uid)];
      });
      if (written.length === 0) return undefined;
      return {
        of,
        release: plan.release,
        record: journal.id,
        digest: journal.digest(),
        objects: written.slice(0, MOST_OBJECTS),
        more: Math.max(0, written.length - MOST_OBJECTS),
      };
    },
  };
}

function objectOf({ref, apiVersion, fields}: Step, {outcome}: StepResult, uid: string | undefined): ToldObject {
  const paths = fields.flatMap(({path}) => (path === '' ? [] : [inertName(path)]));
  return {
    ref,
    apiVersion,
    ...(uid === undefined ? {} : {uid}),
    what: paths.length === 0 ? outcome : `${outcome}: ${someOf(paths, MOST_PATHS)}`,
  };
}

function uidOf(object: JsonObject): string {
  return textOf(metadataOf(object)['uid']);
}
