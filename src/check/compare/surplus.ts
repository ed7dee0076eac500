import {isDeepStrictEqual} from 'node:util';
import {isList, isObject, scalarText} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import type {Path, Segment} from '../../model/path.ts';
import {selectOf} from '../normalize/align-items.ts';
import {pairItems} from '../normalize/project.ts';
import {fieldShape, UNKNOWN} from '../normalize/shape.ts';
import type {Shape} from '../normalize/shape.ts';

/** Where a value stands, for defaults that hang on their neighbours. */
interface Place {
  readonly live: Json | undefined;
  readonly desired: Json | undefined;
  readonly path: Path;
}

/** Defaults that neither OpenAPI nor the Go types' own code tells as plain values, by the last two or three fields. */
const DEFAULTS: Readonly<Record<string, Json>> = {
  'resourceFieldRef.divisor': '0',
  'strategy.rollingUpdate.maxSurge': '25%',
  'strategy.rollingUpdate.maxUnavailable': '25%',
  'updateStrategy.rollingUpdate.maxSurge': 0,
  'updateStrategy.rollingUpdate.maxUnavailable': 1,
  'conversion.strategy': 'None',
  'hostPath.type': '',
  'scaleUp.stabilizationWindowSeconds': 0,
  'scaleUp.selectPolicy': 'Max',
  'scaleDown.selectPolicy': 'Max',
  'clientIP.timeoutSeconds': 10800,
  'subjects.apiGroup': 'rbac.authorization.k8s.io',
  'spec.allocateLoadBalancerNodePorts': true,
  'spec.externalTrafficPolicy': 'Cluster',
  'spec.internalTrafficPolicy': 'Cluster',
  'spec.ipFamilyPolicy': 'SingleStack',
  'spec.podReplacementPolicy': 'TerminatingOrFailed',
  'spec.completionMode': 'NonIndexed',
  'spec.completions': 1,
  'spec.parallelism': 1,
  'spec.manualSelector': false,
  'spec.backoffLimit': 6,
  'persistentVolumeClaimRetentionPolicy.whenDeleted': 'Retain',
  'persistentVolumeClaimRetentionPolicy.whenScaled': 'Retain',
  'spec.persistentVolumeReclaimPolicy': 'Retain',
  'spec.volumeMode': 'Filesystem',
  'spec.suspend': false,
  'resourceRules.scope': '*',
  'excludeResourceRules.scope': '*',
  'volumeClaimTemplates.status.phase': 'Pending',
  'volumeClaimTemplates.apiVersion': 'v1',
  'volumeClaimTemplates.kind': 'PersistentVolumeClaim',
};

/** The same for lists and maps, as JSON. */
const WHOLE_DEFAULTS: Readonly<Record<string, Json>> = {
  'volumeClaimTemplates.status': {phase: 'Pending'},
  'spec.finalizers': ['kubernetes'],
  'spec.volumeLifecycleModes': ['Persistent'],
  'scaleUp.policies': [
    {type: 'Pods', value: 4, periodSeconds: 15},
    {type: 'Percent', value: 100, periodSeconds: 15},
  ],
  'scaleDown.policies': [{type: 'Percent', value: 100, periodSeconds: 15}],
};

/** Whether a value is what the server gives to a field that is left out: then nobody's write has changed anything. */
export function isDefault(field: string, value: Json, shape: Shape, place: Place): boolean {
  if (value === null) return true;
  // Where no type says what may be there, an empty map is as good a word as any.
  if (isHollow(value)) return !actsWhenEmpty(field, place.path) && !(isObject(value) && shape.kind === 'unknown');
  if (isObject(value) && shape.kind === 'object' && isAllDefault(value, shape, [...place.path, {field}])) return true;
  if (shape.kind === 'scalar' && shape.fallback !== undefined && shape.fallback === value) return true;
  const above = place.path.flatMap((segment) => ('field' in segment ? [segment.field] : [])).slice(-2);
  for (const name of [[...above, field].join('.'), [...above.slice(-1), field].join('.')]) {
    if (DEFAULTS[name] === value) return true;
    if (WHOLE_DEFAULTS[name] !== undefined && isDeepStrictEqual(WHOLE_DEFAULTS[name], value)) return true;
  }
  return isDerived(field, value, place);
}

/** A struct that holds its types' defaults alone is what the server makes of one that is left out. */
function isAllDefault(value: JsonObject, shape: Shape, path: Path): boolean {
  const place = {live: value, desired: undefined, path};
  return Object.entries(value).every(
    ([name, item]) => item === undefined || isDefault(name, item, fieldShape(shape, name), place),
  );
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Nothing but empty containers. */
export function isHollow(value: Json): boolean {
  if (isList(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every((item) => item === undefined || item === null || isHollow(item));
}

/** Selectors select everything where they are empty, and nothing, or something else, where they are absent. */
const SELECTORS = new Set(['namespaceSelector', 'podSelector', 'objectSelector', 'labelSelector', 'selector']);

/**
 * Whether an empty value says something else than none at all. Admission's own selectors are written out empty by default, and
 * so is the one of a NetworkPolicy; a definition's subresources are switched on by an empty map.
 */
function actsWhenEmpty(field: string, path: Path): boolean {
  const above = path.flatMap((segment) => ('field' in segment ? [segment.field] : []));
  const [root, last] = [above[0], above.at(-1)];
  if (field === 'status' || field === 'scale') return last === 'subresources';
  if (!SELECTORS.has(field)) return false;
  if (root === 'webhooks' || above.includes('matchConstraints') || above.includes('matchResources')) return false;
  return !(field === 'podSelector' && above.join('.') === 'spec');
}

/** Defaults that the server computes from other fields of the same object. */
function isDerived(field: string, value: Json, {live, desired}: Place): boolean {
  const own: JsonObject = isObject(live) ? live : {};
  const wanted: JsonObject = isObject(desired) ? desired : {};
  switch (field) {
    case 'imagePullPolicy':
      return value === (isLatest(scalarText(own['image'])) ? 'Always' : 'IfNotPresent');
    case 'targetPort':
      // A port that somebody renumbered keeps the target which it got from its old number.
      return value === own['port'] || value === wanted['port'];
    // The older name of the two: whichever is declared, the server writes both.
    case 'serviceAccount':
      return value === own['serviceAccountName'];
    case 'serviceAccountName':
      return value === wanted['serviceAccount'];
    case 'policyTypes':
      return isDeepStrictEqual(value, isEmpty(own['egress'] ?? []) ? ['Ingress'] : ['Ingress', 'Egress']);
    case 'nodePort':
      return wanted['port'] !== undefined && wanted['port'] !== own['port'];
    // A LimitRange's defaults follow its limits.
    case 'default':
      return isObject(own['max']) && isWithin(value, [own['max']]);
    case 'defaultRequest':
      return isWithin(value, [own['min'], own['default'], own['max']]);
    default:
      return false;
  }
}

function isLatest(image: string): boolean {
  const tag = /:([^/:@]+)(@.*)?$/.exec(image)?.[1];
  return !image.includes('@') && (tag === undefined || tag === 'latest');
}

function isWithin(value: Json, sources: readonly (Json | undefined)[]): boolean {
  return (
    isObject(value) &&
    Object.entries(value).every(([key, item]) => sources.some((source) => isObject(source) && source[key] === item))
  );
}

/** What a live value holds beyond the declared one, in containers that have one owner for all of it. */
export function* surplus(wanted: Json, live: Json, shape: Shape, path: Path): Generator<{path: Path; value: Json}> {
  if (isObject(wanted) && isObject(live)) {
    for (const [field, value] of Object.entries(live)) {
      const here = [...path, {field}];
      const inner = fieldShape(shape, field);
      // A null declares nothing, but for the empty text that Go makes of one in a map of texts.
      const declared = (Object.hasOwn(wanted, field) ? wanted[field] : undefined) ?? undefined;
      if (value === undefined || (value === '' && Object.hasOwn(wanted, field))) continue;
      if (declared !== undefined) yield* surplus(declared, value, inner, here);
      else if (!isDefault(field, value, inner, {live, desired: wanted, path})) yield {path: here, value};
    }
  } else if (Array.isArray(wanted) && Array.isArray(live)) {
    // Nothing was declared to be in it: no difference shows that somebody put something there.
    if (wanted.length === 0) {
      yield* fillings(live as Json[], shape, path);
      return;
    }
    const pairs = pairItems(wanted as Json[], live as Json[], shape, whereOf(path));
    // Items that only one side has, and lists that cannot be paired, are the declared tier's.
    if (pairs === 'whole') return;
    const items = shape.kind === 'list' ? shape.items : UNKNOWN;
    for (const {step, desired, live: is} of pairs) {
      if (desired !== undefined && is !== undefined) yield* surplus(desired, is, items, [...path, step.segment]);
    }
    // Sets and keyed lists say nothing of items beyond the declared ones: here they have the owner of the whole.
    const known = new Set(pairs.map((pair) => pair.live));
    for (const item of shape.kind === 'list' && shape.merge !== 'atomic' ? (live as Json[]) : [])
      if (!known.has(item)) yield {path: [...path, segmentOf(item, shape)], value: item};
  }
}

/** Scalars are told as the one value that they are, objects one by one. */
function* fillings(live: readonly Json[], shape: Shape, path: Path): Generator<{path: Path; value: Json}> {
  if (live.length > 0 && !live.every(isObject)) yield {path, value: live};
  else
    for (const [index, item] of live.entries()) {
      const isKeyed = shape.kind === 'list' && shape.merge === 'map';
      yield {path: [...path, isKeyed ? segmentOf(item, shape) : {index}], value: item};
    }
}

function segmentOf(item: Json, shape: Shape): Segment {
  const keys = shape.kind === 'list' ? shape.keys : [];
  const items = shape.kind === 'list' ? shape.items : UNKNOWN;
  return {select: isObject(item) ? selectOf(item, keys, items) : {'': scalarText(item)}, nth: 0};
}

/** `spec.ingress.from`: the place by field names alone. */
function whereOf(path: Path): string {
  return path.flatMap((segment) => ('field' in segment ? [segment.field] : [])).join('.');
}
