import {isObject, metadataOf, objectsIn, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {formatPath} from '../../model/path.ts';
import type {Path} from '../../model/path.ts';
import type {ObjectRef} from '../../model/refs.ts';

interface Allocation {
  readonly kinds: readonly string[];
  /** Of a path as reports write it. */
  readonly paths: RegExp;
  /** What the value must be; any where nobody can tell. */
  readonly isRight?: (value: Json, live: JsonObject, declared: JsonObject) => boolean;
}

const isUid = (value: Json, live: JsonObject): boolean => value === metadataOf(live)['uid'];
const isName = (value: Json, live: JsonObject): boolean => value === metadataOf(live)['name'];
/** The same labels that the API server gives to a Job's Pods. */
const isOfJob = (value: Json, live: JsonObject): boolean =>
  isObject(value) &&
  Object.entries(value).every(
    ([key, item]) =>
      (key.endsWith('controller-uid') && isUid(textOf(item), live)) ||
      (key.endsWith('job-name') && isName(textOf(item), live)),
  );

/** One address of one family: to have both is somebody's choice, and `None` is one too. */
function isSingleStack(value: Json): boolean {
  if (value === 'PreferDualStack' || value === 'RequireDualStack' || listOf(value).includes('None')) return false;
  return listOf(value).length === 1;
}

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : [value]);

/** The plugin DefaultTolerationSeconds gives each Pod the two that it does not have. */
function isDefaultToleration(value: Json): boolean {
  if (!isObject(value)) return false;
  const {key, operator, effect, tolerationSeconds, ...rest} = value;
  return (
    /^node\.kubernetes\.io\/(?:not-ready|unreachable)$/.test(textOf(key)) &&
    operator === 'Exists' &&
    effect === 'NoExecute' &&
    tolerationSeconds === 300 &&
    Object.keys(rest).length === 0
  );
}

const TOKEN_VOLUME = /^kube-api-access-[a-z0-9]{5}$/;

const OF_TOKEN = new Set(['serviceAccountToken', 'configMap', 'downwardAPI']);

/** The plugin ServiceAccount mounts the account's token. */
function isTokenVolume(value: Json): boolean {
  if (!isObject(value) || !TOKEN_VOLUME.test(textOf(value['name']))) return false;
  const {sources} = isObject(value['projected']) ? value['projected'] : {};
  return objectsIn(sources).every((source) => Object.keys(source).every((field) => OF_TOKEN.has(field)));
}

function isTokenMount(value: Json): boolean {
  return (
    isObject(value) &&
    TOKEN_VOLUME.test(textOf(value['name'])) &&
    value['mountPath'] === '/var/run/secrets/kubernetes.io/serviceaccount'
  );
}

/**
 * What the API server fills in when an object is made, beside plain defaults: it allocates, it derives from the object's own
 * identity, or one of its compiled-in admission plugins sets it. Nobody owns these fields.
 */
const ALLOCATIONS: readonly Allocation[] = [
  {
    kinds: ['/Service'],
    paths: /^spec\.(?:clusterIPs?|ipFamil(?:ies|yPolicy)|healthCheckNodePort)$|^spec\.ports\[[^\]]*\]\.nodePort$/,
    isRight: isSingleStack,
  },
  {
    // Headless by declaration: the family policy and the families follow.
    kinds: ['/Service'],
    paths: /^spec\.(?:clusterIPs|ipFamilies|ipFamilyPolicy)$/,
    isRight: (_value, _live, declared) => isObject(declared['spec']) && declared['spec']['clusterIP'] === 'None',
  },
  {
    kinds: ['batch/Job'],
    paths: /^spec\.selector$/,
    isRight: (value, live) => isObject(value) && isOfJob(value['matchLabels'] ?? null, live),
  },
  {
    kinds: ['batch/Job'],
    paths: /^spec\.template\.metadata(?:\.labels)?$/,
    isRight: (value, live) => isOfJob((isObject(value) ? (value['labels'] ?? value) : value) ?? null, live),
  },
  {
    kinds: ['batch/Job'],
    paths: /^(?:spec\.template\.)?metadata\.labels(?:\["[a-z.]+\/controller-uid"\]|\.controller-uid)$/,
    isRight: isUid,
  },
  {
    kinds: ['batch/Job'],
    paths: /^(?:spec\.template\.)?metadata\.labels(?:\["[a-z.]+\/job-name"\]|\.job-name)$/,
    isRight: isName,
  },
  {
    kinds: ['/PersistentVolumeClaim'],
    paths:
      /^spec\.(?:storageClassName|dataSource(?:Ref)?)$|^metadata\.finalizers(?:\[=kubernetes\.io\/pvc-protection\])?$/,
    isRight: (value) => !Array.isArray(value) || JSON.stringify(value) === '["kubernetes.io/pvc-protection"]',
  },
  {
    kinds: ['/PersistentVolume'],
    paths: /^spec\.claimRef(?:\.\w+)?$|^metadata\.finalizers(?:\[=kubernetes\.io\/pv-protection\])?$/,
    isRight: (value) => !Array.isArray(value) || JSON.stringify(value) === '["kubernetes.io/pv-protection"]',
  },
  {kinds: ['/Namespace'], paths: /^metadata\.labels\["kubernetes\.io\/metadata\.name"\]$/, isRight: isName},
  {
    kinds: ['/Namespace'],
    paths: /^metadata\.labels$/,
    isRight: (value, live) =>
      isObject(value) &&
      Object.keys(value).join() === 'kubernetes.io/metadata.name' &&
      isName(value['kubernetes.io/metadata.name'] ?? null, live),
  },
  {kinds: ['/Pod'], paths: /^spec\.serviceAccount(?:Name)?$/, isRight: (value) => value === 'default'},
  {kinds: ['/Pod'], paths: /^spec\.(?:nodeName|priority|preemptionPolicy)$/},
  {
    kinds: ['/Pod'],
    paths: /^spec\.tolerations(?:\[.*\])?$/,
    isRight: (value) => listOf(value).every(isDefaultToleration),
  },
  {kinds: ['/Pod'], paths: /^spec\.volumes(?:\[.*\])?$/, isRight: (value) => listOf(value).every(isTokenVolume)},
  {
    kinds: ['/Pod'],
    paths: /^spec\.(?:initC|c)ontainers\[[^\]]*\]\.volumeMounts(?:\[.*\])?$/,
    isRight: (value) => listOf(value).every(isTokenMount),
  },
  {
    // Of a status that v1 has no field for.
    kinds: ['autoscaling/HorizontalPodAutoscaler'],
    paths: /^metadata\.annotations\["autoscaling\.alpha\.kubernetes\.io\/(?:conditions|current-metrics)"\]$/,
  },
  {
    kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
    paths: /^spec\.names\.(?:singular|listKind)$/,
    isRight: (value, live) => isDerivedName(textOf(value), live),
  },
  {
    kinds: ['apps/DaemonSet'],
    paths: /^metadata\.annotations\["deprecated\.daemonset\.template\.generation"\]$/,
  },
];

function isDerivedName(value: string, {spec}: JsonObject): boolean {
  const names = isObject(spec) && isObject(spec['names']) ? spec['names'] : {};
  const kind = textOf(names['kind']);
  return value === kind.toLowerCase() || value === `${kind}List`;
}

interface Sides {
  readonly live: JsonObject;
  readonly declared: JsonObject;
}

/** Whether an undeclared value is one that the API server gives by itself. */
export function isAllocated({group, kind}: ObjectRef, path: Path, value: Json, {live, declared}: Sides): boolean {
  const text = formatPath(path);
  return ALLOCATIONS.some(
    ({kinds, paths, isRight}) =>
      kinds.includes(`${group}/${kind}`) && paths.test(text) && (isRight?.(value, live, declared) ?? true),
  );
}
