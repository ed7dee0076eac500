import {textOf} from '../../src/model/json.ts';
import type {Json, JsonObject} from '../../src/model/json.ts';
import type {Path} from '../../src/model/path.ts';
import type {ObjectRef} from '../../src/model/refs.ts';
import type {DriftReport, Finding} from '../../src/model/report.ts';
import {base64} from './planted/planted.ts';
import type {Place, Planted} from './planted/planted.ts';

/** What a planted text looks like from outside: an object that holds it, and a finding whose value it is. */
export interface Stage {
  readonly object: JsonObject;
  readonly finding: Finding;
  /** A server's sentence that quotes the value. */
  readonly said: string;
}

const container = (rest: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name: 'web', namespace: 'shop'},
  spec: {template: {spec: {containers: [{name: 'main', image: 'example.com/web:1', ...rest}]}}},
});
const mainPath: Path = ['spec', 'template', 'spec', 'containers'].map((field) => ({field}));
const inMain: Path = [...mainPath, {select: {name: 'main'}, nth: 0}];
const fieldsOf = (...names: readonly string[]): Path => names.map((field) => ({field}));

/** The object of a place, where in it the value stands, and what the finding there shows. */
function placed(place: Place, text: string): {object: JsonObject; path: Path; value: Json} {
  const configMap = (rest: JsonObject): JsonObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {name: 'settings', namespace: 'shop'},
    ...rest,
  });
  if ('file' in place)
    return {object: configMap({data: {[place.file]: text}}), path: fieldsOf('data', place.file), value: text};
  if ('binary' in place)
    return {
      object: configMap({binaryData: {[place.binary]: text}}),
      path: fieldsOf('binaryData', place.binary),
      value: text,
    };
  if ('annotation' in place)
    return {
      object: {
        ...configMap({}),
        metadata: {name: 'settings', namespace: 'shop', annotations: {[place.annotation]: text}},
      },
      path: fieldsOf('metadata', 'annotations', place.annotation),
      value: text,
    };
  if ('env' in place)
    return {
      object: container({env: [{name: place.env, value: text}]}),
      path: [...inMain, {field: 'env'}, {select: {name: place.env}, nth: 0}, {field: 'value'}],
      value: text,
    };
  if ('arguments' in place)
    return {
      object: container({args: [...place.arguments, text]}),
      path: [...inMain, {field: 'args'}],
      value: [...place.arguments, text],
    };
  const spec = place.field.reduceRight<Json>((inner, name) => ({[name]: inner}), text);
  return {
    object: {
      apiVersion: 'example.com/v1',
      kind: 'Thing',
      metadata: {name: 'x', namespace: 'shop'},
      ...(spec as JsonObject),
    },
    path: fieldsOf(...place.field),
    value: text,
  };
}

export function staged({place, text}: Pick<Planted, 'place' | 'text'>, at: number): Stage {
  const {object, path, value} = placed(place, text);
  const kind = textOf(object['kind']);
  const ref: ObjectRef = {
    group: kind === 'Deployment' ? 'apps' : kind === 'Thing' ? 'example.com' : '',
    kind,
    namespace: 'shop',
    name: `planted-${at}`,
  };
  const said = `${kind} "planted-${at}" is invalid: ${path.map((one) => ('field' in one ? one.field : '[0]')).join('.')}: Invalid value: ${JSON.stringify(value)}: must be shorter`;
  const finding: Finding = {
    ref,
    path,
    change: 'changed',
    desired: value,
    live: value,
    method: 'structure',
    id: `id${at}`,
    verdict: 'drift',
    severity: 'high',
    by: {manager: 'kubectl-edit', certainty: 'exact'},
    controlPath: {title: 'A value', group: 'config', impact: `It is ${JSON.stringify(value)} now.`},
  };
  return {object, finding, said};
}

export function reportOf(findings: readonly Finding[], base: DriftReport): DriftReport {
  return {
    ...base,
    findings,
    notes: [],
    gaps: [],
    summary: {
      objects: findings.length,
      compared: findings.length,
      drift: findings.length,
      accepted: 0,
      ignored: 0,
      gaps: 0,
    },
  };
}

/** Every way in which a secret could be written, and its parts: half of one is a leak too. */
export function spellings(secret: string): string[] {
  const parts = secret.split(/[\s,;&'"()\\/@#:?=]+/).filter((part) => part.length >= 6);
  const whole = [secret, ...parts];
  return [
    ...new Set(
      whole.flatMap((text) => [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), encoded(text)]),
    ),
  ];
}

/** As it stands at the begin of a base64: the last characters depend on what follows. */
function encoded(text: string): string {
  const all = base64(text).replaceAll('=', '');
  return all.slice(0, Math.max(8, all.length - 2));
}
