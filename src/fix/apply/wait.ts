import {setTimeout as sleep} from 'node:timers/promises';
import {isObject} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';
import type {ApiResource, GetResult} from '../../model/ports.ts';
import type {Ground} from './place.ts';

const ESTABLISHED_WITHIN_MS = 30_000;
const GONE_WITHIN_MS = 60_000;
const PAUSE_MS = 200;

/** Waits until the API server serves what a CustomResourceDefinition defines; false where it does not within half a minute. */
export function established(resource: ApiResource, name: string, {reader}: Ground): Promise<boolean> {
  return until(
    () => reader.get(resource, undefined, name),
    (answer) => {
      const status = 'object' in answer ? answer.object['status'] : undefined;
      const conditions =
        isObject(status) && Array.isArray(status['conditions']) ? (status['conditions'] as Json[]) : [];
      return conditions.some(
        (condition) => isObject(condition) && condition['type'] === 'Established' && condition['status'] === 'True',
      );
    },
    ESTABLISHED_WITHIN_MS,
  );
}

/** Waits until an object that was deleted is gone; false where a finalizer holds it. */
export function gone(
  resource: ApiResource,
  place: {readonly namespace: string | undefined; readonly name: string},
  {reader}: Ground,
): Promise<boolean> {
  return until(
    () => reader.get(resource, place.namespace, place.name),
    (answer) => 'absent' in answer,
    GONE_WITHIN_MS,
  );
}

async function until(
  ask: () => Promise<GetResult>,
  isDone: (answer: GetResult) => boolean,
  within: number,
): Promise<boolean> {
  for (let waited = 0; waited <= within; waited += PAUSE_MS) {
    if (isDone(await ask())) return true;
    await sleep(PAUSE_MS);
  }
  return false;
}
