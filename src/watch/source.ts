import {namesOf} from '../check/evidence/search.ts';
import {toLive} from '../model/evidence.ts';
import type {LiveObject, LiveState, OwnedObjects} from '../model/evidence.ts';
import type {IntentObject} from '../model/intent.ts';
import {metadataOf, objectsIn, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {ClusterReader, EvidenceSource} from '../model/ports.ts';
import {parseApiVersion, refKey} from '../model/refs.ts';
import type {ObjectRef} from '../model/refs.ts';

import {isSecret, keepingAnswers, liveOf} from './kept-answers.ts';
import type {KeptObjects} from './kept-objects.ts';
import type {Held} from './owners.ts';
import type {ReleaseView} from './run.ts';

export interface SourcePorts {
  /** The cluster as a check reads it. */
  readonly base: EvidenceSource;
  /** Searches a namespace that is not watched, anew each time. */
  readonly beside: EvidenceSource['owned'];
  readonly reader: Pick<ClusterReader, 'list'>;
  readonly kept: KeptObjects;
  /** The only namespace that is watched; undefined for the whole cluster. */
  readonly namespace: string | undefined;
}

/**
 * The cluster as the watches know it, as a source of evidence for one release: what is at the version that was read before is not
 * read again, and extra objects are known without a search. What no watch shows is read as ever.
 */
export function watchedSource(
  view: ReleaseView,
  {base, beside, reader, kept, namespace: own}: SourcePorts,
): EvidenceSource {
  function knownLive(one: IntentObject): LiveObject | undefined {
    const version = view.version(one.ref);
    return version === undefined ? undefined : liveOf(kept.at(keyOf(one), version));
  }

  async function read(intent: readonly IntentObject[]): Promise<LiveState> {
    const [known, rest]: [LiveObject[], IntentObject[]] = [[], []];
    for (const one of intent) {
      const found = knownLive(one);
      if (found === undefined) rest.push(one);
      else known.push(found);
    }
    if (rest.length === 0) return {objects: known, gaps: []};
    const state = await base.read(rest);
    const asked = new Map(rest.map((one) => [refKey(one.ref), keyOf(one)]));
    for (const {ref, object} of state.objects) {
      const key = asked.get(refKey(ref));
      // What is secret does not stay in memory for longer than a check.
      if (key !== undefined && !isSecret({ref})) kept.keep(key, textOf(metadataOf(object)['resourceVersion']), object);
    }
    return {objects: [...known, ...state.objects], gaps: state.gaps};
  }

  async function owned(declared: ReadonlySet<string>): Promise<OwnedObjects> {
    const unsearched = namesOf(view.unlisted);
    const found = await Promise.all(view.extras(declared).map((one) => metadataFor(one)));
    const objects = found.flatMap(({object}) => object ?? []);
    const unread = found.flatMap(({failed}) => failed ?? []);
    return {
      objects: [...objects, ...objects.flatMap((one) => ownersOf(one, view))],
      unsearched: [...unsearched, ...namesOf(unread.map(({resource}) => resource))],
    };
  }

  async function metadataFor(held: Held): Promise<{readonly object?: LiveObject; readonly failed?: Held}> {
    const {resource, ref, version} = held;
    const key = `metadata ${refKey(ref)}`;
    const known = kept.at(key, version);
    if (known !== undefined) return {object: toLive(known)};
    const answer = await reader.list(resource, ref.namespace, {
      fieldSelector: `metadata.name=${ref.name}`,
      metadataOnly: true,
    });
    if ('failure' in answer) return answer.failure.reason === 'unknown-kind' ? {} : {failed: held};
    const [object] = answer.objects;
    if (object === undefined) return {};
    kept.keep(key, version, object);
    return {object: toLive(object)};
  }

  const queries: EvidenceSource['queries'] = async (...about) => {
    const asking = await base.queries?.(...about);
    if (asking === undefined) throw new Error('a cluster can be asked');
    return keepingAnswers(asking, {view, kept, live: knownLive});
  };
  let asked: Promise<OwnedObjects> | undefined;
  return {
    ...base,
    ...(base.queries === undefined ? {} : {queries}),
    // What the watches know nobody waits for.
    hurry: () => () => {},
    read,
    owned: (namespace, about = {}) =>
      about.beside === true && own !== undefined && namespace !== own
        ? beside(namespace, about)
        : (asked ??= owned(new Set((about.declared ?? []).flatMap(keyOfDeclared)))),
  };
}

/** By its version too: it is read at the one that the release declares. */
const keyOf = ({ref, apiVersion}: IntentObject): string => `${apiVersion} ${refKey(ref)}`;

function keyOfDeclared({
  group,
  kind,
  namespace,
  name,
}: Partial<ObjectRef> & Pick<ObjectRef, 'group' | 'kind'>): string[] {
  return name === undefined ? [] : [refKey({group, kind, name, ...(namespace === undefined ? {} : {namespace})})];
}

/** Whoever made a copy for a release stands under Helm's label too: of him it is enough to know who he is. */
function ownersOf({object, ref}: LiveObject, view: ReleaseView): LiveObject[] {
  return objectsIn(metadataOf(object)['ownerReferences']).flatMap((owner) => {
    const [apiVersion, kind, name] = [textOf(owner['apiVersion']), textOf(owner['kind']), textOf(owner['name'])];
    const {group} = parseApiVersion(apiVersion);
    const places = [ref.namespace === undefined ? {} : {namespace: ref.namespace}, {}];
    const found = places
      .map((place) => view.labelled({group, kind, name, ...place}))
      .find((seen) => seen !== undefined);
    if (found === undefined || found.uid !== textOf(owner['uid'])) return [];
    const {uid, namespace} = found;
    const stub: JsonObject = {
      apiVersion,
      kind,
      metadata: {name, uid, ...(namespace === undefined ? {} : {namespace})},
    };
    return [toLive(stub)];
  });
}
