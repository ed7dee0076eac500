import {asList, asObj} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import {inLanes} from '../accuracy/run-tool.ts';
import {checkerOf} from './checker.ts';
import type {Checker} from './checker.ts';
import {controlsOf, installUntouched} from './controls.ts';
import type {Control, Untouched} from './controls.ts';
import {chartObjects, install, objectsOfKinds, openGround, uninstall, upgrade} from './ground.ts';
import type {Ground} from './ground.ts';
import {handOf} from './hand.ts';
import type {Target} from './hand.ts';
import type {AdversaryOptions, Fidelity} from './options.ts';
import {equal} from '../accuracy/json.ts';
import {placeText, valueAt} from './place.ts';
import {judge, strays} from './reports.ts';
import type {Documents, Judged} from './reports.ts';
import {diffsOf, rivalsOf} from './rivals.ts';
import type {Diffs, RivalVerdicts} from './rivals.ts';
import {sceneOf, targetOf} from './way.ts';
import type {Plant, Scene, Way} from './way.ts';
import {lyingWebhook} from './webhook.ts';
import type {OnDryRun} from './webhook.ts';
import {WAYS} from './ways/index.ts';

/** One way in one object on a release of one Helm. */
export interface Case {
  readonly way: Way;
  readonly helm: 3 | 4;
  readonly plant: Plant;
  readonly now: Obj | undefined;
  readonly verdicts: Partial<Record<Fidelity, Judged>>;
  readonly rivals: RivalVerdicts | undefined;
}

export interface Result {
  readonly cases: readonly Case[];
  /** Ways that changed nothing: they measure nothing. */
  readonly idle: readonly string[];
  /** Findings about what nobody touched. */
  readonly strays: readonly string[];
  /** Ways that broke: the suite's own fault. */
  readonly broken: readonly string[];
  readonly controls: readonly Control[];
  readonly seconds: number;
}

export async function runAdversary(options: AdversaryOptions): Promise<Result> {
  const started = Date.now();
  const {onProgress = () => {}} = options;
  const say = (text: string): void => onProgress(`${((Date.now() - started) / 1000).toFixed(0)} s: ${text}`);
  const ground = await openGround(options);
  const scenes: Played[] = [];
  let untouched: readonly Untouched[] = [];
  try {
    if (options.controls !== false) untouched = await installUntouched(options, ground);
    const {broken} = await played(options, ground, scenes, say);
    await settle();
    let diffs: Diffs | undefined;
    if (options.rivals !== false) {
      say(`asking others about ${scenes.length} releases`);
      diffs = await diffsOf(
        scenes.map(({scene}) => scene),
        ground,
      );
    }
    say('checking');
    const check = checkerOf(options, ground);
    const cases: Case[] = [];
    const stray: string[] = [];
    const idle: string[] = [];
    await inLanes(scenes, 2, async (one) => {
      const found = await casesOf(one, options, check, diffs);
      cases.push(...found.cases);
      stray.push(...found.strays);
      idle.push(...found.idle);
    });
    const controls = await controlsOf(untouched, options, check);
    return {cases: inOrder(cases), idle, strays: stray, broken, controls, seconds: (Date.now() - started) / 1000};
  } finally {
    for (const {scene} of scenes) for (const close of scene.closing) await close();
    if (ground.bench.isShared && options.keep !== true) await cleared(scenes, untouched, ground);
    await ground.close();
  }
}

/** Lanes finish in any order; two runs are to be compared line by line. */
const inOrder = (cases: readonly Case[]): Case[] =>
  cases.toSorted((a, b) => WAYS.indexOf(a.way) - WAYS.indexOf(b.way) || a.helm - b.helm);

interface Played {
  readonly way: Way;
  readonly scene: Scene;
}

/** Installs all releases first: what is written afterwards is younger than their runs. */
async function played(
  {helms, only, prefix = 'adv', seed}: AdversaryOptions,
  ground: Ground,
  scenes: Played[],
  say: (text: string) => void,
): Promise<{broken: string[]}> {
  const ways = WAYS.filter(({id}) => only === undefined || only.includes(id));
  const broken: string[] = [];
  const wanted = shuffled(
    ways.flatMap((way) => helms.map((helm) => ({way, helm}))),
    seed,
  );
  say(`installing ${wanted.length} releases for ${ways.length} ways`);
  await inLanes(wanted, 3, async ({way, helm}) => {
    const release = `${prefix}${helm}-${way.id}`;
    const objects = [...objectsOfKinds(release, way.kinds ?? []), ...(way.objects?.(release) ?? [])];
    const {bench, helms: tools} = ground;
    try {
      const crds = way.crds?.(release) ?? [];
      const chart = await install({release, objects, crds}, tools[helm].helm, bench.folder);
      if (way.isCrossed === true) await upgrade(release, chart, tools[helm === 3 ? 4 : 3].helm);
      const hand = handOf(bench.api, {kubectl: bench.kubectl, helm: tools[helm].helm});
      const webhook = (onDryRun: OnDryRun): Promise<() => Promise<void>> =>
        lyingWebhook({
          namespace: release,
          kubeconfig: bench.env['KUBECONFIG'] ?? '',
          kubectl: bench.kubectl,
          onDryRun,
        });
      const scene = sceneOf({release, helm, api: bench.api, hand, folder: bench.folder, chart, webhook});
      scenes.push({way, scene});
    } catch (error) {
      broken.push(`${way.id} on helm ${helm}: ${String(error)}`);
    }
  });
  await settle();
  say('hiding');
  await inLanes([...scenes], 3, async ({way, scene}) => {
    try {
      await way.apply(scene);
      if (scene.plants.length === 0) throw new Error('it plants nothing');
    } catch (error) {
      broken.push(`${way.id} on helm ${scene.helm}: ${String(error)}`);
    }
  });
  return {broken};
}

const SETTLE_MS = 2500;
/** Times have seconds in managedFields, and controllers answer within moments. */
const settle = (): Promise<void> => new Promise((done) => setTimeout(done, SETTLE_MS));

/** The order in which releases meet the server is drawn: no verdict may hang on it. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed % 2_147_483_647 || 1;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647);
  return items
    .map((item) => ({item, rank: next()}))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({item}) => item);
}

async function casesOf(
  {way, scene}: Played,
  options: AdversaryOptions,
  check: Checker,
  diffs: Diffs | undefined,
): Promise<{cases: Case[]; strays: string[]; idle: string[]}> {
  const {release, helm, plants, env} = scene;
  const read = async (target: Target): Promise<Obj | undefined> => scene.hand.get(target).catch(() => undefined);
  const now = new Map<Plant, Obj | undefined>();
  for (const plant of plants) now.set(plant, await read(plant.target));
  const idle = plants
    .filter((plant) => plant.refused === undefined && !isChanged(plant, now.get(plant)))
    .map(({label, place}) => `${way.id} ${label} ${placeText(place)} on helm ${helm}`);
  const touched = plants.flatMap(({target, also}) => [target, ...also.map((one) => one.target)]);
  const reports = new Map<Fidelity, Awaited<ReturnType<Checker>>>();
  for (const fidelity of options.fidelities)
    reports.set(fidelity, await check(release, helm, fidelity, {args: way.checkArgs, env}));
  const found = [...reports].flatMap(([fidelity, {report}]) =>
    report === undefined
      ? []
      : strays(report, touched).map((line) => `${way.id} on helm ${helm}, ${fidelity}: ${line}`),
  );
  const declared = chartObjects(scene.chart);
  const cases: Case[] = [];
  for (const plant of plants) {
    const sights = [];
    for (const sight of [{target: plant.target, place: plant.place}, ...plant.also])
      sights.push({
        ...sight,
        declared: declared.find((object) => sameTarget(targetOf(object, release), sight.target)),
        now: await read(sight.target),
      });
    const documents = {declared: sights[0]?.declared, now: now.get(plant)};
    const verdicts = Object.fromEntries(
      [...reports].map(([fidelity, answer]) => [fidelity, verdictOf(plant, answer, documents)]),
    );
    const rivals = diffs === undefined ? undefined : rivalsOf(diffs, sights);
    cases.push({way, helm, plant, now: now.get(plant), verdicts, rivals});
  }
  return {cases, strays: found, idle};
}

function verdictOf(plant: Plant, {report, words}: Awaited<ReturnType<Checker>>, documents: Documents): Judged {
  if (plant.refused !== undefined) return {verdict: 'refused', words: plant.refused};
  if (report !== undefined) return judge(plant, report, documents);
  return {verdict: plant.gap?.test(words) === true ? 'gap' : 'no answer', words};
}

const sameTarget = (a: Target, b: Target): boolean =>
  a.kind === b.kind && a.name === b.name && a.namespace === b.namespace;

/** The API's own word on whether anything was done. */
function isChanged({before, place}: Plant, now: Obj | undefined): boolean {
  if (place.length > 0) return !equal(valueAt(before, place), valueAt(now, place));
  const uid = (object: Obj | undefined): unknown => asObj(object?.['metadata'])['uid'];
  return uid(before) !== uid(now);
}

/** Takes away what would outlive an uninstallation: finalizers, and objects that no release knows. */
async function cleared(scenes: readonly Played[], untouched: readonly Untouched[], ground: Ground): Promise<void> {
  for (const {scene} of scenes)
    for (const {target, place, before} of scene.plants) {
      const live = await scene.hand.get(target).catch(() => undefined);
      if (live === undefined) continue;
      if (asList(asObj(live['metadata'])['finalizers']).length > 0)
        await scene.hand.patch(target, {metadata: {finalizers: null}}, {type: 'merge'}).catch(() => undefined);
      if (place.length === 0 && before === undefined)
        await scene.hand
          .kubectl(['delete', target.kind, target.name, '-n', target.namespace, '--wait=false'])
          .catch(() => undefined);
    }
  await uninstall([...untouched, ...scenes.map(({scene}) => ({release: scene.release, helm: scene.helm}))], ground);
}
