import type {ApiResources} from '../model/ports.ts';
import type {SeenObject} from '../model/watch.ts';
import {DEFINITIONS, isAutoscalers, namedCollections, RECORDS, standingCollections} from './collections.ts';
import type {Change} from './objects.ts';
import {releaseKey, track, wakeAll} from './run.ts';
import type {Run} from './run.ts';

/** A definition is served a while after it was made. */
const REDISCOVER_MS = [300, 2000, 10_000] as const;

/** What a watch has seen change, by the key of its collection: whoever it means something to is checked. */
export function onChange(run: Run, key: string, change: Change): void {
  const {standing, named, tracked, owners, queue} = run;
  const seen = change.after ?? change.before;
  if (seen === undefined) return;
  if (key === RECORDS) return onRecord(run, seen);
  if (key === DEFINITIONS) return onDefinition(run, seen);
  if (isAutoscalers(key)) return wakeAll(run, ({namespace}) => namespace === seen.namespace);
  const resource = (standing.get(key) ?? named.get(key))?.resource;
  if (resource === undefined) return;
  const {group, kind} = resource;
  const {namespace, name} = seen;
  const ref = {group, kind, ...(namespace === undefined ? {} : {namespace}), name};
  // A watch by name shows others' objects too.
  if (standing.has(key)) owners.hold(resource, ref, change);
  for (const release of owners.concerned(ref, change)) if (tracked.has(release)) queue.wake(release);
}

/** Helm's own record of a revision: what was promised is not what it was. */
function onRecord(run: Run, {name, namespace = ''}: SeenObject): void {
  const [, release] = /^sh\.helm\.release\.v1\.(.+)\.v\d+$/.exec(name) ?? [];
  const {scope, isIndexed, queue} = run;
  if (release === undefined || !isIndexed || (scope.release !== undefined && scope.release !== release)) return;
  const one = track(run, {namespace, name: release});
  one.history = undefined;
  queue.wake(releaseKey(one), true);
}

function onDefinition(run: Run, {name}: SeenObject): void {
  if (!run.isReady) return;
  run.ports.renewed();
  const group = name.slice(name.indexOf('.') + 1);
  wakeAll(run, (_one, key) => run.owners.declared(key).some((ref) => ref.startsWith(`${group}/`)));
  rediscoverSoon(run);
}

/** A watch tells what is there, for the first time or once more: an API server that was gone is back. */
export function onSynced(run: Run): void {
  if (run.isDown) {
    run.isDown = false;
    run.watches.hurry();
    for (const [key, {failures}] of run.tracked) if (failures > 0) run.queue.wake(key, true);
  }
  run.listener.onStanding();
}

export function rediscoverSoon(run: Run): void {
  if (run.isClosed) return;
  for (const callOff of run.rediscoveries) callOff();
  run.rediscoveries = REDISCOVER_MS.map((ms) =>
    run.ports.clock.later(ms, () => void rediscover(run).catch(run.listener.onFault)),
  );
}

/** A cluster that does not answer is asked again; what it serves stays as it was until then. */
export async function rediscover(run: Run): Promise<void> {
  const now = await run.ports.discover().catch(() => undefined);
  if (now === undefined || run.isClosed) return;
  run.discoveredAt = run.ports.clock.now();
  const before = run.served;
  run.served = now;
  run.standing = standingCollections(now, run.scope);
  rewatch(run);
  const changed = before === undefined ? [] : changedKinds(before, now);
  if (changed.length === 0) return;
  run.ports.renewed();
  wakeAll(run, (_one, key) =>
    run.owners.declared(key).some((ref) => changed.some((kind) => ref.startsWith(`${kind}/`))),
  );
}

/** Watches what is to be watched now. */
export function rewatch(run: Run): void {
  const {served, tracked, scope, standing, watches} = run;
  if (served === undefined) return;
  run.named = namedCollections(
    [...tracked.values()].flatMap(({uncovered}) => uncovered),
    served,
    scope,
  );
  watches.want(new Map([...standing, ...run.named]));
}

/** `group/kind` of what is served otherwise than before, or no more, or only now. */
function changedKinds(before: ApiResources, after: ApiResources): string[] {
  const kindsOf = ({preferred}: ApiResources): Map<string, string> =>
    new Map(preferred.map(({group, kind, version, plural}) => [`${group}/${kind}`, `${version}/${plural}`]));
  const [old, young] = [kindsOf(before), kindsOf(after)];
  return [...new Set([...old.keys(), ...young.keys()])].filter((kind) => old.get(kind) !== young.get(kind));
}
