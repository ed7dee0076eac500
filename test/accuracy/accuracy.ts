import {resolve} from 'node:path';
import type {AccuracyOptions, Fidelity} from './options.ts';
import type {Ground, Prepared} from './prepared.ts';
import {chartsOf, NO_CHARTS} from './charts.ts';
import type {Api} from './api.ts';
import {createDecoys, createExtra} from './extras.ts';
import {kubectlDiff} from './kubectl-diff.ts';
import {mutate} from './mutate.ts';
import type {Tally} from './mutate.ts';
import {writeNegatives} from './no-drift.ts';
import type {NoDrift} from './no-drift.ts';
import {readKinds} from './openapi.ts';
import type {Kind} from './openapi.ts';
import {MANAGERS} from './draw.ts';
import {fixing} from './fixing.ts';
import type {Fixing} from './fixing.ts';
import {LOAD_BALANCER} from './negatives.ts';
import {inOrder, planOf, releaseNames} from './plan.ts';
import type {Plan} from './plan.ts';
import {installAll, uninstallAll} from './install.ts';
import {releasesOf} from './releases.ts';
import type {Release} from './releases.ts';
import {reportedBy} from './reported.ts';
import {inLanes, tool} from './run-tool.ts';
import {scoreOf} from './score.ts';
import type {Score, Standing} from './score.ts';
import {keyOf, readSubjects} from './subjects.ts';
import type {Subject} from './subjects.ts';
import {lostByHelm, truthOf} from './truth.ts';
import type {Mutation} from './truth.ts';
import {asList, asObj, asText, grouped} from './json.ts';
import {openWorkbench} from './workbench.ts';
import type {Hands} from './write.ts';

export interface Result {
  readonly score: Score;
  readonly also: readonly {readonly fidelity: Fidelity; readonly score: Score; readonly gaps: readonly string[]}[];
  readonly mutations: readonly Mutation[];
  readonly standings: readonly Standing[];
  readonly tally: Tally;
  readonly noDrift: readonly NoDrift[];
  /** Mutations that later ones, or controllers, left nothing of. */
  readonly covered: number;
  readonly gaps: readonly string[];
  /** Charts that could not be rendered or installed, and why. */
  readonly left: readonly string[];
  readonly objects: number;
  readonly releases: number;
  readonly seconds: number;
  readonly rival?: {readonly score: Score; readonly errors: readonly string[]};
  readonly fixing?: Fixing;
}

export async function runAccuracy(options: AccuracyOptions): Promise<Result> {
  const started = Date.now();
  return onGround(options, async (ground) => {
    const truth = await prepared(options, ground);
    const bundle = resolve(options.bundle ?? 'dist/helm-drift.cjs');
    const judged = (fidelity: Fidelity): Promise<Verdict> =>
      scored(truth, {bundle, fidelity, cache: ground.env['HELM_CACHE_HOME'] ?? ''});
    const {found, score, gaps} = await judged(options.fidelity);
    const also: {fidelity: Fidelity; score: Score; gaps: readonly string[]}[] = [];
    for (const fidelity of options.also ?? []) also.push({...(await judged(fidelity)), fidelity});
    const {releases, kinds, standings} = truth;
    const rival =
      options.kubectlDiff === true
        ? await kubectlDiff(releases, kinds, ground.tools, {
            folder: ground.folder,
            kubeconfig: ground.env['KUBECONFIG'] ?? '',
          })
        : undefined;
    const fixed = options.fix === true ? await fixing(truth, ground, options) : undefined;
    return {
      score,
      also,
      mutations: truth.mutations,
      standings,
      tally: truth.tally,
      noDrift: truth.noDrift.map((entry) => ({...entry, codes: codesOf(entry, found)})),
      covered: standings.reduce((sum, {truth: own}) => sum + own.covered.length, 0),
      gaps,
      left: truth.left,
      objects: truth.objects,
      releases: releases.length,
      seconds: (Date.now() - started) / 1000,
      ...(fixed === undefined ? {} : {fixing: fixed}),
      ...(rival === undefined
        ? {}
        : {rival: {score: scoreOf(standings, rival.found, {withManagers: false}), errors: rival.errors}}),
    };
  });
}

/** A control plane with the releases' charts at hand; what was done to it is taken back afterwards, where others use it too. */
export async function onGround<T>(options: AccuracyOptions, work: (ground: Ground) => Promise<T>): Promise<T> {
  const {helm, prefix = '', corpus = true, nginx = 16, kinds = 4, onProgress = () => {}} = options;
  const bench = await openWorkbench({helm, kubeconfig: options.kubeconfig, onProgress});
  const {api, folder, env} = bench;
  const tools = {helm: bench.helm, kubectl: bench.kubectl};
  const touched: string[] = [];
  let releases: readonly Release[] = [];
  let charts = NO_CHARTS;
  try {
    if (options.charts !== undefined) charts = await chartsOf({folder: options.charts, prefix, scratch: folder}, tools);
    releases = [...releasesOf({prefix, nginx, kinds, corpus, folder}), ...charts.releases];
    return await work({tools, api, folder, env, releases, charts, touch: (urls) => void touched.push(...urls)});
  } finally {
    if (bench.isShared && options.keep !== true) {
      await release(touched, api);
      await uninstallAll(releases, tools, charts);
    }
    await bench.close();
  }
}

/** Installs, mutates, and reads the truth. */
export async function prepared(options: AccuracyOptions, ground: Ground): Promise<Prepared> {
  const {seed, onProgress = () => {}} = options;
  const {tools, api, folder, env} = ground;
  const started = Date.now();
  const say = (text: string): void => onProgress(`${((Date.now() - started) / 1000).toFixed(0)} s: ${text}`);
  say(`installing ${ground.releases.length} releases`);
  const {releases, left} = await installAll(ground.releases, tools, ground.charts);
  const kinds = await readKinds(api);
  const subjects = await settled(await readSubjects(api, kinds, releases, tools), api);
  ground.touch(subjects.map(({url}) => url));
  const plan = planOf(seed, subjects);
  // What Helm 4 writes are applies: an update under its name is somebody's who borrowed it. Helm 3's own are updates.
  const managers = options.helm === 4 ? [...MANAGERS, ...MANAGERS, 'helm'] : MANAGERS;
  const hands: Hands = {api, kubectl: tools.kubectl, folder, managers};
  say(`${subjects.length} objects; writing what is no drift`);
  const noDrift = await writeNegatives(options, plan.others, subjects, hands);
  ground.touch(await createDecoys(releaseNames(subjects), kinds, hands));
  say('mutating');
  const tally: Tally = {refused: 0, unchanged: 0, words: new Map()};
  const mutations = await writeMutations(options, plan, kinds, hands, tally);
  ground.touch(mutations.filter(({whole}) => whole === 'extra').map(({subject}) => subject.url));
  await settle();
  say('reading the truth');
  const standings = await standingsOf(subjects, mutations, noDrift, api);
  return {releases, left, kinds, standings, mutations, noDrift, tally, objects: subjects.length, env};
}

interface Verdict {
  readonly score: Score;
  readonly found: ReturnType<typeof reportedBy>['found'];
  readonly gaps: readonly string[];
}

/** Runs a bundle's `check` over all releases and holds its report against the truth. Throws where it crashed. */
export async function scored(
  {standings, releases, env}: Prepared,
  {bundle, fidelity, cache}: {readonly bundle: string; readonly fidelity: string; readonly cache: string},
): Promise<Verdict> {
  // Schemas are cached as a bundle reads them: another bundle's cache would hide a bug of this one, or plant one.
  const product = tool(process.execPath, [bundle], {...env, HELM_CACHE_HOME: cache});
  const run = await product(['check', '-A', '-o', 'json', '--fidelity', fidelity]);
  if (![0, 2].includes(run.code))
    throw new Error(`check exited with ${run.code}: ${run.stderr}${run.stdout.slice(0, 500)}`);
  const {found, gaps, checked} = reportedBy(run.stdout, new Set(releases.map(({name}) => name)));
  if (checked !== releases.length) throw new Error(`check reported ${checked} of ${releases.length} releases`);
  const drift = found.filter(({verdict}) => verdict === 'drift');
  return {score: scoreOf(standings, drift, {withManagers: true}), found, gaps};
}

const codesOf = ({subject}: NoDrift, found: ReturnType<typeof reportedBy>['found']): string[] =>
  found.filter(({key, verdict}) => key === keyOf(subject) && verdict === 'ignored').map(({code}) => code);

/** Controllers answer within moments: their first answers to the installation, and to the mutations, are no mutations. */
const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 1500));

/** The objects again, when the autoscalers and the allocators have had their say. */
async function settled(subjects: readonly Subject[], api: Api): Promise<Subject[]> {
  await settle();
  const result: Subject[] = [];
  await inLanes(subjects, 4, async (subject) => {
    const {status, body} = await api.ask('GET', subject.url);
    if (status === 200) result.push({...subject, original: body});
  });
  return result.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Takes away what would outlive an uninstallation: finalizers, and objects that no release knows. */
async function release(urls: readonly string[], api: Api): Promise<void> {
  await inLanes(urls, 4, async (url) => {
    const {status, body} = await api.ask('GET', url);
    const metadata = asObj(body['metadata']);
    if (status !== 200) return;
    if (asList(metadata['finalizers']).includes(LOAD_BALANCER))
      await api.ask('PATCH', url, {body: {metadata: {finalizers: null}}, type: 'application/merge-patch+json'});
    if (asText(metadata['name']).includes('-stray-')) await api.ask('DELETE', url);
  });
}

const EVERY_EXTRA = 20;

async function writeMutations(
  {seed, mutations: wanted, only}: AccuracyOptions,
  {slots}: Plan,
  kinds: ReadonlyMap<string, Kind>,
  hands: Hands,
  tally: Tally,
): Promise<Mutation[]> {
  const done: Mutation[] = [];
  const names = releaseNames(slots.map(({subject}) => subject));
  let next = 0;
  while (done.length < wanted && next < slots.length) {
    // As many slots as the rest takes at the plan's own rate; what the server refused altogether is made up for after.
    const batch = [];
    for (let writes = done.length; writes < wanted && next < slots.length; next++) {
      const slot = slots[next];
      if (slot === undefined) break;
      batch.push(slot);
      writes += slot.writes;
    }
    const chosen = only === undefined ? batch : batch.filter(({number}) => only.includes(number));
    await inLanes(inOrder(chosen), 3, async (slot) => {
      if (slot.number % EVERY_EXTRA === 0) {
        const extra = await createExtra(seed, slot.number, names, kinds, hands);
        if (extra !== undefined) done.push(extra);
      } else done.push(...(await mutate(seed, slot, hands, tally)));
    });
    if (only !== undefined && next >= slots.length) break;
  }
  return done;
}

async function standingsOf(
  subjects: readonly Subject[],
  mutations: readonly Mutation[],
  noDrift: readonly NoDrift[],
  api: Api,
): Promise<Standing[]> {
  const none = {truths: [], covered: [], reactions: []};
  const byKey = grouped(mutations, ({subject}) => keyOf(subject));
  const negatives = new Map(noDrift.map(({subject, what}) => [keyOf(subject), what]));
  const standings: Standing[] = [];
  await inLanes(subjects, 4, async (subject) => {
    const key = keyOf(subject);
    const own = byKey.get(key) ?? [];
    const {status, body} = await api.ask('GET', subject.url);
    const whole = own.find((mutation) => mutation.whole !== undefined);
    const negative = negatives.get(key);
    if (whole !== undefined && status !== 404) throw new Error(`${subject.url} was deleted and is back`);
    if (whole !== undefined) standings.push({subject, now: undefined, truth: none, whole});
    else if (status !== 200) throw new Error(`${subject.url} is gone, and nobody deleted it`);
    // What a write did that is no drift must be reported by nobody: there is no truth about it.
    else if (negative !== undefined)
      standings.push({subject, now: body, truth: {...none, reactions: lostByHelm(subject)}, negative});
    else standings.push({subject, now: body, truth: truthOf(subject, own, body)});
  });
  for (const mutation of mutations)
    if (mutation.whole === 'extra')
      standings.push({subject: mutation.subject, now: mutation.subject.original, truth: none, whole: mutation});
  return standings.toSorted((a, b) => (keyOf(a.subject) < keyOf(b.subject) ? -1 : 1));
}
