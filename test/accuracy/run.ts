import {parseArgs} from 'node:util';
import {runAccuracy} from './accuracy.ts';
import {grouped} from './json.ts';
import {placeText} from './paths.ts';
import {isPerfect, summaryOf, tableOf} from './table.ts';

/** `npm run accuracy -- --seed N --mutations 500 --negatives 200 --helm 3|4 --fidelity auto,client --charts FOLDER`. */
const {values} = parseArgs({
  options: {
    seed: {type: 'string', default: String(Date.now() % 100_000)},
    mutations: {type: 'string', default: '500'},
    negatives: {type: 'string', default: '200'},
    helm: {type: 'string', default: '4'},
    fidelity: {type: 'string', default: 'auto'},
    kubeconfig: {type: 'string'},
    prefix: {type: 'string'},
    bundle: {type: 'string'},
    nginx: {type: 'string'},
    kinds: {type: 'string'},
    only: {type: 'string'},
    charts: {type: 'string'},
    'no-corpus': {type: 'boolean', default: false},
    'kubectl-diff': {type: 'boolean', default: false},
    fix: {type: 'boolean', default: false},
    keep: {type: 'boolean', default: false},
    verbose: {type: 'boolean', default: false},
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const number = (text: string | undefined, fallback: number): number => (text === undefined ? fallback : Number(text));
const seed = Number(values.seed);
const KNOWN = ['auto', 'server', 'client'] as const;
const [fidelity = 'auto', ...others] = values.fidelity.split(',').map((name) => {
  const known = KNOWN.find((one) => one === name);
  if (known === undefined) throw new Error(`--fidelity is one of ${KNOWN.join(', ')}, or several of them by commas`);
  return known;
});
const result = await runAccuracy({
  seed,
  mutations: Number(values.mutations),
  negatives: Number(values.negatives),
  helm: values.helm === '3' ? 3 : 4,
  fidelity,
  also: others,
  corpus: !values['no-corpus'],
  nginx: number(values.nginx, 16),
  kinds: number(values.kinds, 4),
  kubectlDiff: values['kubectl-diff'],
  fix: values.fix,
  keep: values.keep,
  onProgress: (text) => void process.stderr.write(`${text}\n`),
  ...(values.kubeconfig === undefined ? {} : {kubeconfig: values.kubeconfig}),
  ...(values.charts === undefined ? {} : {charts: values.charts}),
  ...(values.prefix === undefined ? {} : {prefix: values.prefix}),
  ...(values.bundle === undefined ? {} : {bundle: values.bundle}),
  ...(values.only === undefined ? {} : {only: values.only.split(',').map((id) => Number.parseInt(id, 10))}),
});
const {score, also, mutations, tally, noDrift, standings, covered, gaps, left, rival} = result;

if (values.verbose) {
  say('\nTruth');
  for (const {truth, whole} of standings) {
    for (const {mutation, tier, text, pointer, required} of truth.truths)
      say(
        `  ${mutation.id} ${mutation.subject.url} ${tier} ${text} (${pointer}) ${required ? '' : 'by the way '}by ${mutation.tool} as ${mutation.writer.manager}`,
      );
    if (whole !== undefined) say(`  ${whole.id} ${whole.subject.url} ${whole.whole}`);
  }
  say('\nNothing left of');
  for (const {truth} of standings)
    for (const {id, subject, tool, what} of truth.covered) say(`  ${id} ${subject.url} ${what} by ${tool}`);
  say('\nAnswers of controllers');
  for (const {subject, truth, negative} of standings)
    if (negative === undefined) for (const place of truth.reactions) say(`  ${subject.url} ${placeText(place)}`);
  say('\nRefused');
  for (const [words, times] of [...tally.words].toSorted((a, b) => b[1] - a[1]).slice(0, 60))
    say(`  ${times} × ${words}`);
}

const section = (title: string, lines: readonly string[]): void => {
  if (lines.length > 0) say(`\n${title} (${lines.length})\n${lines.map((line) => `  ${line}`).join('\n')}`);
};
for (const one of [{fidelity, score, gaps}, ...also]) {
  if (also.length > 0) say(`\n--fidelity ${one.fidelity}`);
  section('Missed', one.score.misses);
  section('False alarms', one.score.falseAlarms);
  section('Put down to another', one.score.misattributed);
  section('Guesses about removals that went wrong (not counted)', one.score.guesses);
  section('Gaps', one.gaps);
}
section('Charts that were left out', left);

say('\nWrites that are no drift');
for (const [what, list] of grouped(noDrift, (entry) => entry.what)) {
  const codes = new Set(list.flatMap((entry) => entry.codes));
  say(
    `  ${String(list.length).padStart(4)} ${what}${codes.size > 0 ? `; passed over as ${[...codes].join(', ')}` : ''}`,
  );
}
const restarts = noDrift.filter(
  ({what, codes}) => what === 'kubectl rollout restart' && !codes.includes('operational-restart'),
);
section(
  'Restarts without the reason operational-restart',
  restarts.map(({subject}) => subject.url),
);

if (rival !== undefined) {
  say(`\n${tableOf('kubectl diff', rival.score)}\n${summaryOf(rival.score)}`);
  section('Releases that kubectl diff could not compare', rival.errors);
}
say(
  `\n${mutations.length} mutations (${covered} covered or undone by later ones or by controllers), ${noDrift.length} writes that are no drift, ${result.objects} objects in ${result.releases} releases, ${result.seconds.toFixed(0)} s; ${tally.refused} draws refused by the server, ${tally.unchanged} without effect`,
);
const verdicts = [{fidelity, score}, ...also];
for (const one of verdicts) {
  const title = `helm drift check --fidelity ${one.fidelity}, helm ${values.helm}, seed ${seed}`;
  say(`\n${tableOf(title, one.score)}\n${summaryOf(one.score)}`);
}
let isFixed = true;
if (result.fixing !== undefined) {
  const {restored, mutated, wrong, owners, undone, notUndone, runs} = result.fixing;
  section('Fix and undo: what the runs said', runs);
  section('Not as before the mutation', wrong);
  section("Put back, and not Helm's alone", owners);
  section('Not as before the fix', notUndone);
  say(
    `\nfix: ${restored} of ${mutated} mutated objects as before the mutation; undo: ${undone} of them as before the fix`,
  );
  isFixed = [runs, wrong, owners, notUndone].every((list) => list.length === 0);
}
process.exitCode = verdicts.every((one) => isPerfect(one.score)) && restarts.length === 0 && isFixed ? 0 : 1;
