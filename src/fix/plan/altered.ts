import type {Shape} from '../../check/normalize/shape.ts';
import {isList, isObject, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {formatPath, valueAt} from '../../model/path.ts';
import type {Path} from '../../model/path.ts';
import {changes, content} from './changes.ts';

/** A value that the API server draws anew for each request, and for its dry run too. */
interface Drawn {
  readonly kinds: readonly string[];
  readonly path: RegExp;
  /** Where Kubernetes draws it. */
  readonly source: string;
}

/** What two answers to one request may differ in though nobody interferes. Both must hold a value of one kind there. */
const DRAWN: readonly Drawn[] = [
  {
    kinds: ['Service'],
    path: /^spec\.(clusterIP|clusterIPs(\[.*\])?)$/,
    source: 'pkg/registry/core/service/storage/alloc.go: a dry run takes a cluster IP that it gives back',
  },
  {
    kinds: ['Service'],
    path: /^spec\.(ports\[.*\]\.nodePort|healthCheckNodePort)$/,
    source: 'pkg/registry/core/service/portallocator: node ports are drawn by chance',
  },
  {
    kinds: ['Job'],
    path: /^spec\.(selector\.matchLabels|template\.metadata\.labels)(\["(batch\.kubernetes\.io\/)?controller-uid"\]|\.controller-uid)$/,
    source: 'pkg/registry/batch/job/strategy.go: generateSelector writes the uid, which a dry run draws too',
  },
];

/** plugin/pkg/admission/serviceaccount/admission.go: the volume of a pod's token has a name that is drawn by chance. */
const TOKEN_VOLUME = /^kube-api-access-[a-z0-9]{5}$/;

/**
 * The paths at which a write's answer is not what its dry run was: something acts on real writes alone, or acts in another way
 * each time. Status and the server's bookkeeping do not count.
 */
export function alteredPaths(rehearsed: JsonObject, answered: JsonObject, shape: Shape): Path[] {
  const kind = textOf(answered['kind']);
  const [before, after] = [rehearsed, answered].map((object) =>
    kind === 'Pod' ? withoutDrawnNames(content(object)) : content(object),
  );
  return changes(before, after, shape).filter((path) => {
    const text = formatPath(path);
    const isDrawn = DRAWN.some((drawn) => drawn.kinds.includes(kind) && drawn.path.test(text));
    return !(isDrawn && isSameType(valueAt(before, path), valueAt(after, path)));
  });
}

function isSameType(a: Json | undefined, b: Json | undefined): boolean {
  if (isList(a) && isList(b)) return a.length === b.length;
  // Somebody who makes a Service headless has not drawn an address.
  return typeof a === typeof b && a !== undefined && a !== 'None' && b !== 'None';
}

function withoutDrawnNames(value: Json): Json {
  if (typeof value === 'string') return TOKEN_VOLUME.test(value) ? 'kube-api-access' : value;
  if (isList(value)) return value.map(withoutDrawnNames);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, withoutDrawnNames(item)]])),
  );
}
