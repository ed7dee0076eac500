import {UserError} from '../../src/model/errors.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {Path} from '../../src/model/path.ts';
import type {ObjectRef} from '../../src/model/refs.ts';
import type {Finding} from '../../src/model/report.ts';

export const WEB: ObjectRef = {group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web'};
export const RELEASE = {name: 'app', namespace: 'shop'};

/** A path from short words: text is a field, a number an index, an object a select. */
export function pathOf(...steps: (string | number | Record<string, string | number>)[]): Path {
  return steps.map((step) =>
    typeof step === 'string' ? {field: step} : typeof step === 'number' ? {index: step} : {select: step, nth: 0},
  );
}

export function findingOf(path: Path, rest: Partial<Finding> = {}): Finding {
  return {
    ref: WEB,
    path,
    change: 'changed',
    by: {certainty: 'unknown'},
    method: 'structure',
    id: '0000000',
    verdict: 'drift',
    severity: 'medium',
    controlPath: {title: 'x', group: 'workload'},
    ...rest,
  };
}

export function deployment(spec: JsonObject, metadata: JsonObject = {}): JsonObject {
  return {apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'web', namespace: 'shop', ...metadata}, spec};
}

/** A Deployment with these containers. */
export function withContainers(...containers: JsonObject[]): JsonObject {
  return deployment({template: {spec: {containers}}});
}

export const CONTAINERS = ['spec', 'template', 'spec', 'containers'];

/** What a call throws, which must be a mistake of the caller. */
export function refusalOf(call: () => unknown): UserError {
  try {
    call();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was taken');
}
