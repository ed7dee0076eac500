import {inertName} from '../../model/inert.ts';
import {isList, isObject, scalarText, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {pointerWords} from '../../model/path.ts';
import {mutationsOf} from '../../model/scenario.ts';
import type {Mutation, Scenario} from '../../model/scenario.ts';
import {stringifyJson} from '../../yaml/json.ts';
import type {LiveScenarioView, MutationView} from '../scenarios.ts';

/** A scenario that can be played live, with all that it writes. `safe` takes secrets out of a text. */
export function liveScenarioView(scenario: Scenario, safe: (text: string) => string): LiveScenarioView {
  const {name, title, about} = scenario;
  return {name, title, about, writes: mutationsOf(scenario).map((mutation) => mutationView(mutation, safe))};
}

export function mutationView({manager, target, action}: Mutation, safe: (text: string) => string): MutationView {
  return {
    manager,
    action: action.do === 'jsonPatch' ? 'patch' : action.do,
    object: inertName(`${target.kind}/${target.name}`),
    values: valuesOf(action).map(safe),
  };
}

function valuesOf(action: Mutation['action']): string[] {
  switch (action.do) {
    case 'patch':
      return leaves(action.patch, '');
    case 'jsonPatch':
      return action.patch.flatMap((operation) => (isObject(operation) ? [operationText(operation)] : []));
    case 'scale':
      return [`spec.replicas: ${action.replicas}`];
    case 'create':
      return isObject(action.object['spec']) ? leaves(action.object['spec'], 'spec') : [];
    case 'delete':
      return [];
  }
}

/** `spec.ports[0].port: 8080`. */
function operationText({op, path, value}: JsonObject): string {
  const place = pointerWords(textOf(path))
    .map((segment, at) => (/^(?:\d+|-)$/.test(segment) ? `[${segment}]` : `${at === 0 ? '' : '.'}${segment}`))
    .join('');
  if (op === 'remove') return `${place} removed`;
  return `${place}: ${valueOf(value)}`;
}

const valueOf = (value: Json | undefined): string =>
  isList(value) || isObject(value) ? stringifyJson(value) : scalarText(value);

/** A patch by its single values; an item of a list goes by its name, where it has one. */
function leaves(value: Json | undefined, path: string): string[] {
  if (isObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([name, below]) => leaves(below, path === '' ? name : `${path}.${name}`));
  if (isList(value) && value.length > 0 && value.every(isObject))
    return value.flatMap((item, at) => {
      const {name, ...rest} = item;
      return typeof name === 'string' ? leaves(rest, `${path}[${name}]`) : leaves(item, `${path}[${at}]`);
    });
  // A patch takes a field out by a null.
  return [value === null ? `${path} removed` : `${path}: ${valueOf(value)}`];
}
