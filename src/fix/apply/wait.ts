import {isObject, objectsIn, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import type {ApiResource} from '../../model/ports.ts';
import type {Clock, WriteContext} from './write-context.ts';

const ESTABLISHED_WITHIN_MS = 30_000;
const GONE_WITHIN_MS = 60_000;
const PAUSE_MS = 200;

/**
 * Waits until the API server serves what a CustomResourceDefinition defines; false where it does not within half a minute. Its
 * condition says so a moment before discovery and the paths themselves do.
 */
export function established(resource: ApiResource, name: string, writeContext: WriteContext): Promise<boolean> {
  return until(
    async () => {
      const answer = await writeContext.reader.get(resource, undefined, name);
      return 'object' in answer && isEstablished(answer.object) && (await isServed(answer.object, writeContext));
    },
    {within: ESTABLISHED_WITHIN_MS, clock: writeContext.clock},
  );
}

/** Waits until an object that was deleted is gone; false where a finalizer holds it. */
export function gone(
  resource: ApiResource,
  place: {readonly namespace: string | undefined; readonly name: string},
  {reader, clock}: WriteContext,
): Promise<boolean> {
  const isGone = async (): Promise<boolean> => 'absent' in (await reader.get(resource, place.namespace, place.name));
  return until(isGone, {within: GONE_WITHIN_MS, clock});
}

function isEstablished({status}: JsonObject): boolean {
  return listOf(status, 'conditions').some(({type, status: is}) => type === 'Established' && is === 'True');
}

async function isServed({spec}: JsonObject, {reader, resources, refresh}: WriteContext): Promise<boolean> {
  refresh();
  const found = await resources();
  const {group, names} = isObject(spec) ? spec : {};
  const kind = isObject(names) ? names['kind'] : undefined;
  const versions = listOf(spec, 'versions').filter(({served}) => served === true);
  const answers = await Promise.all(
    versions.map(async ({name}) => {
      const defined = found.find(textOf(group), textOf(kind), textOf(name));
      if (defined === undefined || defined.version !== name) return false;
      // Whether there is one of that name is all the same: the path itself is what must be known.
      const answer = await reader.get(defined, defined.namespaced ? 'default' : undefined, 'any');
      return !('failure' in answer && answer.failure.reason === 'unknown-kind');
    }),
  );
  return answers.every(Boolean);
}

function listOf(holder: Json | undefined, field: string): readonly JsonObject[] {
  return objectsIn(isObject(holder) ? holder[field] : undefined);
}

/** Asks again and again; `within` is milliseconds. */
async function until(
  isDone: () => Promise<boolean>,
  {within, clock}: {readonly within: number; readonly clock: Clock},
): Promise<boolean> {
  const deadline = clock.elapsed() + within;
  for (;;) {
    if (await isDone()) return true;
    if (clock.elapsed() >= deadline) return false;
    await clock.pause(PAUSE_MS);
  }
}
