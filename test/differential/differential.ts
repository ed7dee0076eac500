import {resolve} from 'node:path';
import {asObj, asText} from '../accuracy/json.ts';
import {readKinds} from '../accuracy/openapi.ts';
import {Rng} from '../accuracy/rng.ts';
import {inLanes, tool} from '../accuracy/run-tool.ts';
import type {Tool} from '../accuracy/run-tool.ts';
import {openWorkbench} from '../accuracy/workbench.ts';
import type {Workbench} from '../accuracy/workbench.ts';
import {readBases, uncovered} from './bases.ts';
import type {Base} from './bases.ts';
import {classesOf, disagreements} from './compare.ts';
import type {DisagreementClass, Pair} from './compare.ts';
import {edit} from './edits.ts';
import {drawIntent} from './intents.ts';
import type {Intent, Refusals, Slot} from './intents.ts';
import {createNamespaces, install, uninstall} from './releases.ts';
import {verdictsOf} from './verdicts.ts';
import type {Verdicts} from './verdicts.ts';

export interface DifferentialOptions {
  readonly seed: number;
  readonly pairs: number;
  readonly helm: 3 | 4;
  /** Of a control plane that others may use too; without one, an own is started and thrown away. */
  readonly kubeconfig?: string;
  /** In front of all names. */
  readonly prefix?: string;
  readonly bundle?: string;
  /** Leaves everything on the given control plane, to look at. */
  readonly keep?: boolean;
  readonly onProgress?: (text: string) => void;
}

export interface Result {
  readonly classes: readonly DisagreementClass[];
  readonly pairs: readonly Pair[];
  readonly refusals: Refusals;
  /** Kinds that the server would keep and of which there was no pair. */
  readonly uncovered: readonly string[];
  readonly gaps: readonly string[];
  readonly drifting: number;
  readonly seconds: number;
}

interface Ground extends Workbench {
  readonly product: Tool;
  readonly say: (text: string) => void;
}

export async function runDifferential(options: DifferentialOptions): Promise<Result> {
  const {onProgress = () => {}} = options;
  const started = Date.now();
  const bench = await openWorkbench({helm: options.helm, kubeconfig: options.kubeconfig, onProgress});
  const ground = {
    ...bench,
    product: tool(process.execPath, [resolve(options.bundle ?? 'dist/helm-drift.cjs')], bench.env),
    say: (text: string) => onProgress(`${((Date.now() - started) / 1000).toFixed(0)} s: ${text}`),
  };
  try {
    const result = await compared(options, ground);
    return {...result, seconds: (Date.now() - started) / 1000};
  } finally {
    await bench.close();
  }
}

async function compared(options: DifferentialOptions, ground: Ground): Promise<Omit<Result, 'seconds'>> {
  const {seed, helm, prefix = 'diff'} = options;
  const {api, say} = ground;
  const kinds = await readKinds(api);
  const bases = await readBases(ground.helm, kinds);
  const slots = slotsOf({seed, pairs: options.pairs, prefix}, bases);
  const releaseOf = new Map(slots.map(({name, release}) => [name, release]));
  const releases = [...new Set(releaseOf.values())];
  const inRelease = ({name}: Intent): string => releaseOf.get(name) ?? '';
  const clusterScoped: string[] = [];
  await createNamespaces(releases, api);
  try {
    say(`drawing ${slots.length} intents of ${bases.size} kinds`);
    const refusals: Refusals = new Map();
    const intents: Intent[] = [];
    await inLanes(slots, 4, async (slot) => {
      intents.push(await drawIntent(slot, {api, helm, seed, refusals}));
    });
    clusterScoped.push(...intents.filter(({kind}) => !kind.namespaced).map(({url}) => url));
    say(`installing ${releases.length} releases`);
    await install(intents, inRelease, ground);
    await settle();
    say('changing half of them');
    const pairs = await editHalf(intents, inRelease, seed, ground);
    await settle();
    say('helm drift check');
    const names = new Set(releases);
    const client = await check('client', names, ground);
    const server = await check('server', names, ground);
    const again = await check('client', names, ground);
    say('compared');
    return {
      classes: classesOf(disagreements(pairs, {client, server, again})),
      pairs,
      refusals,
      uncovered: await uncovered(api, kinds, bases),
      gaps: [...server.gaps.values(), ...client.gaps.values()],
      drifting: [...server.findings.values()].filter((list) => list.some(({verdict}) => verdict === 'drift')).length,
    };
  } finally {
    if (ground.isShared && options.keep !== true) await uninstall(releases, clusterScoped, ground.helm, api);
  }
}

/** Kinds whose objects have the most to say come more often. */
const TALKATIVE =
  /\/(Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Pod|PodTemplate|Job|CronJob|Service|Ingress|NetworkPolicy|HorizontalPodAutoscaler|CustomResourceDefinition|.*WebhookConfiguration)$/;
const IN_A_RELEASE = 100;

function slotsOf(
  {seed, pairs, prefix}: {readonly seed: number; readonly pairs: number; readonly prefix: string},
  bases: ReadonlyMap<string, readonly Base[]>,
): Slot[] {
  const ids = [...bases.keys()].toSorted();
  const round = [...ids, ...ids.filter((id) => TALKATIVE.test(id)), ...ids.filter((id) => TALKATIVE.test(id))];
  return Array.from({length: pairs}, (_, number): Slot => {
    const name = `${prefix}p${number}`;
    const base = new Rng(seed, 'base', name).pick(bases.get(round[number % round.length] ?? '') ?? []);
    if (base === undefined) throw new Error('the chart of the accuracy suite has no objects');
    return {base, number, name, release: `${prefix}-${Math.floor(number / IN_A_RELEASE)}`};
  });
}

async function editHalf(
  intents: readonly Intent[],
  releaseOf: (intent: Intent) => string,
  seed: number,
  {api, kubectl, folder}: Ground,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  const hands = {api, kubectl, folder, managers: []};
  await inLanes(intents, 4, async (intent) => {
    const {kind, namespace, url, object} = intent;
    const {status, body} = await api.ask('GET', url);
    if (status !== 200) throw new Error(`${url} was installed and is not there: ${status}`);
    const name = asText(asObj(object['metadata'])['name']);
    const subject = {release: releaseOf(intent), kind, namespace, name, url, declared: object, original: body};
    const isChosen = new Rng(seed, 'half', intent.name).chance(0.5);
    pairs.push({intent, subject, edit: isChosen ? await edit(seed, subject, hands) : undefined});
  });
  return pairs;
}

/** Controllers answer within moments, to the installation and to every change. */
const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 2000));

async function check(
  fidelity: 'client' | 'server',
  releases: ReadonlySet<string>,
  {product}: Ground,
): Promise<Verdicts> {
  const {code, stdout, stderr} = await product(['check', '-A', '-o', 'json', '--fidelity', fidelity]);
  if (![0, 2].includes(code)) throw new Error(`check exited with ${code}: ${stderr}${stdout.slice(0, 500)}`);
  const verdicts = verdictsOf(stdout, releases);
  if (verdicts.checked !== releases.size)
    throw new Error(`check reported ${verdicts.checked} of ${releases.size} releases`);
  return verdicts;
}
