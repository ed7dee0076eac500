import type {Obj} from '../accuracy/json.ts';
import {installAll} from '../accuracy/install.ts';
import {readKinds} from '../accuracy/openapi.ts';
import {releasesOf} from '../accuracy/releases.ts';
import type {Release, Tools} from '../accuracy/releases.ts';
import {Rng} from '../accuracy/rng.ts';
import {tool} from '../accuracy/run-tool.ts';
import {keyOf, readSubjects, urlOf} from '../accuracy/subjects.ts';
import type {Subject} from '../accuracy/subjects.ts';
import type {Ground} from './plane.ts';
import {makeNoise} from './noise.ts';
import {odd} from './odd.ts';
import {World} from './world.ts';
import {applied, byStatus, deleted, drawn, extra, inTurns, madeAnew, scaled, someone, twins} from './writes.ts';
import type {Way} from './writes.ts';

/** Manifests of real releases that install quickly; left out where this checkout has none beside it. */
const CORPUS = new Set(['grafana-fluent-bit', 'traefik-traefik', 'bitnami-metallb']);

const HELM_CI = {name: 'helm-ci'};

const WAYS: Readonly<Record<string, Way>> = {
  drawn,
  scaled,
  inTurns,
  twins,
  applied,
  byStatus,
  deleted,
  madeAnew,
  extra,
  odd,
};
const WEIGHTS = {
  drawn: 50,
  scaled: 5,
  inTurns: 8,
  twins: 6,
  applied: 5,
  byStatus: 3,
  deleted: 4,
  madeAnew: 3,
  extra: 5,
  odd: 12,
} as const;

export interface Scene {
  readonly world: World;
  readonly releases: readonly Release[];
  readonly mutations: number;
  readonly left: readonly string[];
  /** When it began and ended. */
  readonly from: string;
  readonly until: string;
}

interface Wanted {
  readonly seed: number;
  readonly mutations: number;
  readonly onProgress: (text: string) => void;
}

/** Installs, lets everybody write, upgrades some in between, and lets everybody write again. */
export async function play(ground: Ground, {seed, mutations, onProgress}: Wanted): Promise<Scene> {
  const kubectl = tool(ground.kubectl, [], ground.env);
  const size = Math.max(4, Math.ceil(mutations / 40));
  const all = releasesOf({prefix: '', nginx: size, kinds: 2, corpus: true, folder: ground.folder}).filter(
    ({name}) => /^(kinds|nginx)-/.test(name) || CORPUS.has(name),
  );
  onProgress(`installing ${all.length} releases`);
  const [definition, ...rest] = all;
  const byFour = [...(definition === undefined ? [] : [definition]), ...rest.filter((_one, index) => index % 2 === 0)];
  const byThree = rest.filter((_one, index) => index % 2 === 1);
  const helms: readonly (readonly [Tools, readonly Release[]])[] = [
    [{helm: ground.helm, kubectl}, byFour],
    [{helm: ground.helm3, kubectl}, byThree],
  ];
  const releases: Release[] = [];
  const left: string[] = [];
  for (const [tools, list] of helms) {
    const installed = await installAll(list, tools);
    releases.push(...installed.releases);
    left.push(...installed.left);
  }
  const world = new World(ground, await readKinds(ground.admin));
  const subjects = await readSubjects(ground.admin, world.kinds, releases, {helm: ground.helm, kubectl});
  for (const subject of subjects) world.knows(subject);
  // Definitions whose objects others hold stay as they are.
  const slots = new Rng(seed, 'slots').shuffled(subjects.filter(({kind}) => kind.kind !== 'CustomResourceDefinition'));
  onProgress(`${subjects.length} objects; writing`);
  const from = new Date().toISOString();
  const first = await write(world, slots, {seed, from: 0, wanted: Math.ceil(mutations / 2)});
  onProgress('upgrading some');
  for (const [index, release] of releases.entries())
    if (index % 3 === 1) await upgrade(world, release, byThree.includes(release) ? ground.helm3 : ground.helm);
  onProgress('writing again');
  const second = await write(world, slots, {seed, from: 1, wanted: mutations - first});
  const collected = await collections(world, releases, new Rng(seed, 'collections'));
  const until = new Date().toISOString();
  await new Promise((done) => setTimeout(done, 1500));
  return {world, releases, mutations: first + second + collected, left, from, until};
}

async function write(
  world: World,
  slots: readonly Subject[],
  {seed, from, wanted}: {readonly seed: number; readonly from: number; readonly wanted: number},
): Promise<number> {
  let made = 0;
  for (let round = 0; made < wanted && round < 12; round++) {
    for (const subject of slots) {
      if (made >= wanted) break;
      const rng = new Rng(seed, keyOf(subject), from, round);
      if (rng.chance(0.3)) continue;
      made += (await WAYS[rng.weighted(WEIGHTS)]?.(world, subject, rng)) ?? 0;
      if (rng.chance(0.35)) await makeNoise(world, subject, rng);
    }
  }
  return made;
}

/** What an upgrade puts back is read off the objects: it may fail, and it may leave things. */
async function upgrade(world: World, {name, chart, args}: Release, helm: Ground['helm']): Promise<void> {
  const own = [...world.known.values()].filter(({subject}) => subject.release === name);
  const before = new Map<Subject, Obj | undefined>();
  for (const {subject} of own) before.set(subject, await world.read(subject));
  await helm(['upgrade', name, chart, '-n', name, ...args, '--no-hooks']);
  for (const {subject} of own) {
    const by = {actor: HELM_CI, kind: 'helm upgrade', manager: 'helm'};
    world.noteAfter(subject, by, before.get(subject), await world.read(subject));
  }
}

/** Everything of a kind with a mark, in a namespace: what it takes along is read off the cluster. */
async function collections(world: World, releases: readonly Release[], rng: Rng): Promise<number> {
  let made = 0;
  for (const {name: release} of rng.shuffled(releases).slice(0, 3)) {
    const kind = world.kinds.get(rng.one(['v1/ConfigMap', 'v1/Service']));
    if (kind === undefined) continue;
    const worker = someone(world, rng);
    const labelSelector = rng.one(['strays=a', `app.kubernetes.io/instance=${release}`]);
    const own = [...world.known.values()].filter(
      ({subject}) => subject.namespace === release && subject.kind.kind === kind.kind,
    );
    const before = new Map<Subject, Obj | undefined>();
    for (const {subject} of own) before.set(subject, await world.read(subject));
    await worker.client.ask('DELETE', urlOf(kind, release, ''), {query: {labelSelector}});
    for (const {subject} of own) {
      const now = await world.read(subject);
      const was = before.get(subject);
      if (was === undefined || now !== undefined) continue;
      made++;
      world.noteAfter(subject, {actor: worker.actor, kind: 'deletecollection', manager: worker.byAgent}, was, now);
    }
  }
  return made;
}
