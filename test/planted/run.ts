import type {Prepared} from '../accuracy/prepared.ts';
import {dirname, join} from 'node:path';
import {parseArgs} from 'node:util';
import type {Score} from '../accuracy/score.ts';
import {isPerfect} from '../accuracy/table.ts';
import {BUGS, HOLES} from './bugs.ts';
import type {Bug} from './bugs/bug.ts';
import {onGround, prepared, scored} from '../accuracy/accuracy.ts';
import {openWorkshop} from './workshop.ts';
import type {Workshop} from './workshop.ts';

/**
 * Tests the accuracy suite: plants bugs in the detector, one at a time, and sees whether the suite's score shows them.
 * `npm run planted -- --only NAME,NAME --seed N --rounds N --helm 3|4|both --fidelity auto|client|either|both`.
 */
const {values} = parseArgs({
  options: {
    only: {type: 'string'},
    seed: {type: 'string', default: '7'},
    rounds: {type: 'string', default: '3'},
    helm: {type: 'string', default: 'both'},
    fidelity: {type: 'string', default: 'either'},
    mutations: {type: 'string', default: '420'},
    negatives: {type: 'string', default: '220'},
    kinds: {type: 'string', default: '6'},
    holes: {type: 'boolean', default: false},
    verbose: {type: 'boolean', default: false},
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const started = Date.now();
const progress = (text: string): void =>
  void process.stderr.write(`${((Date.now() - started) / 1000).toFixed(0)} s: ${text}\n`);

const FIDELITIES = ['either', 'both'].includes(values.fidelity) ? ['client', 'auto'] : [values.fidelity];
const HELMS = values.helm === '3' ? ([3] as const) : values.helm === '4' ? ([4] as const) : ([4, 3] as const);

const ROUNDS = Array.from({length: Number(values.rounds)}, (_, round) => Number(values.seed) + round).flatMap((seed) =>
  HELMS.map((helm) => ({helm, seed})),
);

/** What one run of the suite says of a bundle: a text for the table, and undefined where it sees nothing wrong. */
async function verdictOn(bundle: string, fidelity: string, truth: Prepared): Promise<string | undefined> {
  let score: Score;
  try {
    ({score} = await scored(truth, {bundle, fidelity, cache: join(dirname(bundle), 'cache')}));
  } catch (error) {
    return `crashed (${String(error).slice(0, 120)})`;
  }
  // The control run's lines say what is wrong with the suite, or with the product.
  if (values.verbose || bundle.includes('/control/'))
    for (const line of [...score.misses, ...score.falseAlarms, ...score.misattributed].slice(0, 12))
      progress(`  ${line}`);
  return isPerfect(score) ? undefined : countsOf(score);
}

function countsOf({misses, falseAlarms, misattributed}: Score): string {
  const counts = [
    [misses.length, 'missed'],
    [falseAlarms.length, 'false'],
    [misattributed.length, 'wrong manager'],
  ] as const;
  return counts.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])).join(', ');
}

interface Held {
  readonly helm: 3 | 4;
  readonly seed: number;
  readonly truth: Prepared;
}

/** `either` asks no further once a bug is caught; the control run needs both, and so says `all`. */
async function caughtBy(name: string, bundle: string, {helm, truth}: Held, all: boolean): Promise<string[]> {
  const found: string[] = [];
  for (const fidelity of FIDELITIES) {
    if (!all && found.length > 0) break;
    const verdict = await verdictOn(bundle, fidelity, truth);
    if (verdict !== undefined) found.push(`helm ${helm} ${fidelity}: ${verdict}`);
  }
  progress(`${name}: ${found.length === 0 ? 'nothing seen' : found.join('; ')}`);
  return found;
}

/** Holds every bug against one prepared control plane. A suite that fails without a bug, before or after, catches nothing. */
async function holdAgainst(bugs: readonly Bug[], shop: Workshop, held: Held) {
  const control = async (): Promise<void> => {
    const found = await caughtBy('no bug', shop.build(), held, true);
    if (found.length > 0) throw new Error(`without a bug the suite says: ${found.join('; ')}`);
  };
  const {mutations, noDrift} = held.truth;
  progress(
    `helm ${held.helm}, seed ${held.seed}: ${mutations.length} mutations, ${noDrift.length} writes that are no drift`,
  );
  await control();
  const verdicts = new Map<Bug, readonly string[]>();
  for (const bug of bugs)
    verdicts.set(bug, await caughtBy(bug.name, shop.build(bug), held, values.fidelity === 'both'));
  await control();
  return verdicts;
}

function chosen(): readonly Bug[] {
  const names = values.only?.split(',');
  const known = values.holes ? [...BUGS, ...HOLES] : BUGS;
  const unknown = names?.filter((name) => known.every((bug) => bug.name !== name)) ?? [];
  if (unknown.length > 0) throw new Error(`there is no planted bug ${unknown.join(', ')}`);
  return known.filter(({name}) => names?.includes(name) ?? true);
}

async function main(): Promise<void> {
  const bugs = chosen();
  const shop = openWorkshop();
  try {
    // A bug whose place moved is told before a control plane is started for it.
    inspectAll(bugs, shop);
    const verdicts = new Map<Bug, readonly string[]>();
    for (const {helm, seed} of ROUNDS) {
      // Another Helm writes in another way, and another seed draws other changes: each is asked about what is left.
      const left = bugs.filter((bug) => (verdicts.get(bug) ?? []).length === 0);
      if (left.length === 0) break;
      const wanted = {
        seed,
        mutations: Number(values.mutations),
        negatives: Number(values.negatives),
        kinds: Number(values.kinds),
        helm,
        fidelity: 'auto' as const,
        onProgress: progress,
      };
      const found = await onGround(wanted, async (ground) =>
        holdAgainst(left, shop, {helm, seed, truth: await prepared(wanted, ground)}),
      );
      for (const [bug, verdict] of found) verdicts.set(bug, verdict);
    }
    print(bugs, verdicts);
  } finally {
    shop.close();
  }
}

function inspectAll(bugs: readonly Bug[], shop: Workshop): void {
  const problems = bugs.flatMap((bug) => shop.inspect(bug) ?? []);
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function print(bugs: readonly Bug[], verdicts: ReadonlyMap<Bug, readonly string[]>): void {
  const width = Math.max(...bugs.map(({name}) => name.length)) + 2;
  for (const bug of bugs) {
    const found = verdicts.get(bug) ?? [];
    say(`${bug.name.padEnd(width)}${found.length === 0 ? `NOT CAUGHT: ${bug.why}` : found.join('; ')}`);
  }
  const caught = bugs.filter((bug) => (verdicts.get(bug) ?? []).length > 0).length;
  say(`${caught} of ${bugs.length} planted bugs caught`);
  process.exitCode = caught === bugs.length ? 0 : 1;
}

try {
  await main();
} catch (error) {
  // What cannot be planted, and a suite that fails without a bug, are told in plain lines.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
