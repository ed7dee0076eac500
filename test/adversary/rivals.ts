import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {CORE_SCHEMA, load} from 'js-yaml';
import {asList, asObj, asText, equal, isObj, put} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';
import {objectsOf} from '../accuracy/releases.ts';
import {inLanes} from '../accuracy/run-tool.ts';
import type {Ground} from './ground.ts';
import type {Target} from './hand.ts';
import {kindEntry} from './kinds.ts';
import {valueAt} from './place.ts';
import type {Place} from './place.ts';
import {targetOf} from './way.ts';
import type {Scene} from './way.ts';

export const RIVALS = ['kubectl diff', 'kubectl diff --server-side', 'structural compare'] as const;
export type Rival = (typeof RIVALS)[number];
export type RivalVerdicts = Readonly<Record<Rival, boolean>>;

interface Sides {
  readonly target: Target;
  readonly live: Obj | undefined;
  readonly merged: Obj;
}

export type Diffs = Readonly<Record<'plain' | 'serverSide', readonly Sides[]>>;

const SERVER_SIDE = ['--server-side', '--force-conflicts', '--field-manager=helm'];
const BATCH = 25;

/** What `helm get manifest R | kubectl diff -f -` shows, of many releases at once: a process for each would take longer than all the rest. */
export async function diffsOf(scenes: readonly Scene[], ground: Ground): Promise<Diffs> {
  const plain: Sides[] = [];
  const serverSide: Sides[] = [];
  const batches = Array.from({length: Math.ceil(scenes.length / BATCH)}, (_, index) =>
    scenes.slice(index * BATCH, (index + 1) * BATCH),
  );
  await inLanes(batches, 2, async (batch) => {
    const manifests: Obj[][] = [];
    for (const scene of batch) manifests.push(await manifestOf(scene, ground));
    plain.push(...(await kubectlDiffs(manifests, ground, [])));
    serverSide.push(...(await kubectlDiffs(manifests, ground, SERVER_SIDE)));
  });
  return {plain, serverSide};
}

/** What the book says that is declared, each object with its namespace. */
async function manifestOf({release, helm}: Scene, {helms}: Ground): Promise<Obj[]> {
  const {stdout} = await helms[helm].helm(['get', 'manifest', release, '-n', release]);
  return objectsOf(stdout).map((object) => {
    const {kind, namespace} = targetOf(object, release);
    return kindEntry(kind).isClusterScoped === true ? object : put(object, ['metadata', 'namespace'], namespace);
  });
}

/** An object that cannot be compared ends the whole run: the half that has it is looked for, down to its release. */
async function kubectlDiffs(manifests: readonly Obj[][], ground: Ground, args: readonly string[]): Promise<Sides[]> {
  const {sides, isWhole} = await kubectlDiff(manifests.flat(), ground, args);
  if (isWhole || manifests.length === 1) return sides;
  const half = Math.ceil(manifests.length / 2);
  return [
    ...(await kubectlDiffs(manifests.slice(0, half), ground, args)),
    ...(await kubectlDiffs(manifests.slice(half), ground, args)),
  ];
}

interface Sight {
  readonly target: Target;
  readonly place: Place;
  readonly declared: Obj | undefined;
  readonly now: Obj | undefined;
}

/** What others see at the very places where something was hidden; what else they show, rightly or not, does not count here. */
export function rivalsOf({plain, serverSide}: Diffs, sights: readonly Sight[]): RivalVerdicts {
  const sees = (sides: readonly Sides[]): boolean =>
    sights.some(({target, place}) => sides.some((side) => isSame(side.target, target) && isDifferent(side, place)));
  return {
    'kubectl diff': sees(plain),
    'kubectl diff --server-side': sees(serverSide),
    'structural compare': sights.some(
      ({declared, now, place}) => declared !== undefined && lacks(declared, now, place),
    ),
  };
}

const isSame = (a: Target, b: Target): boolean =>
  a.kind === b.kind && a.name === b.name && (a.namespace === b.namespace || kindEntry(a.kind).isClusterScoped === true);

const isDifferent = ({live, merged}: Sides, place: Place): boolean =>
  live === undefined || !equal(valueAt(live, place), valueAt(merged, place));

/** Read in the files that it hands to its diff program. */
async function kubectlDiff(
  objects: readonly Obj[],
  {bench}: Ground,
  args: readonly string[],
): Promise<{readonly sides: Sides[]; readonly isWhole: boolean}> {
  if (objects.length === 0) return {sides: [], isWhole: true};
  const folder = mkdtempSync(join(bench.folder, 'diff-'));
  const out = join(folder, 'out');
  mkdirSync(out);
  const copier = join(folder, 'copy-both.sh');
  writeFileSync(copier, `#!/bin/sh\ncp -r "$1" '${out}/live'\ncp -r "$2" '${out}/merged'\nexit 1\n`, {mode: 0o755});
  const input = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const {code} = await bench.kubectl(['diff', ...args, '-f', '-'], {input, env: {KUBECTL_EXTERNAL_DIFF: copier}});
  const files = existsSync(join(out, 'merged')) ? readdirSync(join(out, 'merged')) : [];
  const sides = files.flatMap((file): Sides[] => {
    const read = (side: string): Obj | undefined => {
      const path = join(out, side, file);
      const value = existsSync(path) ? load(readFileSync(path, 'utf8') || 'null', {schema: CORE_SCHEMA}) : undefined;
      return isObj(value) ? value : undefined;
    };
    const merged = read('merged');
    return merged === undefined ? [] : [{target: targetOf(merged, ''), live: read('live'), merged}];
  });
  return {sides, isWhole: code <= 1};
}

/**
 * As a GitOps controller compares by default, without a memory of what was applied: whether live holds all that is
 * declared. What stands beside it is nothing to it; what is hidden at a place shows where a declared value differs there.
 */
function lacks(declared: Obj, live: Obj | undefined, place: Place): boolean {
  if (live === undefined) return true;
  let [want, have]: (Json | undefined)[] = [declared, live];
  for (const step of place) {
    if (Array.isArray(want) && Array.isArray(have) && !isNamed(want)) return !holds(want, have);
    [want, have] = [valueAt(want, [step]), valueAt(have, [step])];
    if (want === undefined) return false;
    if (have === undefined) return true;
  }
  return !holds(want, have);
}

const isNamed = (list: readonly Json[]): boolean => list.every((item) => asText(asObj(item)['name']) !== '');

function holds(want: Json | undefined, have: Json | undefined): boolean {
  if (Array.isArray(want)) {
    const others = asList(have);
    if (isNamed(want))
      return want.every((item) =>
        others.some((other) => asObj(other)['name'] === asObj(item)['name'] && holds(item, other)),
      );
    return want.length === others.length && want.every((item, index) => holds(item, others[index]));
  }
  if (isObj(want)) return Object.entries(want).every(([key, value]) => holds(value, asObj(have)[key]));
  return equal(want, have);
}
