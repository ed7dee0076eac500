import {parseArgs} from 'node:util';
import {grouped} from '../accuracy/json.ts';
import type {DisagreementClass} from './compare.ts';
import {runDifferential} from './differential.ts';

/** `node scripts/run.mjs test/differential/run.ts --seed N --pairs 2000 --helm 3|4`. */
const {values} = parseArgs({
  options: {
    seed: {type: 'string', default: String(Date.now() % 100_000)},
    pairs: {type: 'string', default: '2000'},
    helm: {type: 'string', default: '4'},
    kubeconfig: {type: 'string'},
    prefix: {type: 'string'},
    bundle: {type: 'string'},
    keep: {type: 'boolean', default: false},
    verbose: {type: 'boolean', default: false},
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? '(absent)';
  return text.length > 240 ? `${text.slice(0, 240)}…` : text;
};

function sayClass({side, place, kinds, count, example, known}: DisagreementClass): void {
  const {finding, pair, elsewhere} = example;
  say(
    `${String(count).padStart(4)} × ${side} ${place} in ${kinds.join(', ')}${known === undefined ? '' : ` (known: ${known})`}`,
  );
  say(
    `       ${finding.path} ${finding.change}: ${short(finding.desired)} → ${short(finding.live)} (${finding.method}); the other run ${elsewhere}`,
  );
  say(`       ${pair.subject.url}`);
  say(`       intent: ${pair.intent.steps.join('; ') || 'the base'}`);
  say(`       live: ${pair.edit ?? 'untouched'}`);
  if (values.verbose) say(`       ${pair.intent.text}`);
}

const {seed, helm} = values;
const result = await runDifferential({
  seed: Number(seed),
  pairs: Number(values.pairs),
  helm: helm === '3' ? 3 : 4,
  keep: values.keep,
  onProgress: (text) => void process.stderr.write(`${text}\n`),
  ...(values.kubeconfig === undefined ? {} : {kubeconfig: values.kubeconfig}),
  ...(values.prefix === undefined ? {} : {prefix: values.prefix}),
  ...(values.bundle === undefined ? {} : {bundle: values.bundle}),
});
const {classes, pairs, refusals} = result;

if (values.verbose) {
  say('Refused');
  for (const [words, times] of [...refusals].toSorted((a, b) => b[1] - a[1]).slice(0, 80))
    say(`${String(times).padStart(5)} × ${words}`);
}
const perKind = [...grouped(pairs, ({intent: {kind}}) => `${kind.apiVersion} ${kind.kind}`)].map(
  ([kind, list]) => `${kind} ${list.length}`,
);
say(`Pairs of ${perKind.length} kinds: ${perKind.toSorted().join(', ')}`);
say(`Kinds without a pair: ${result.uncovered.join(', ') || 'none'}`);
for (const [gap, list] of grouped(result.gaps, (text) => text.replaceAll(/\S*\d\S*/g, '…')))
  say(`gap ${list.length} × ${gap}`);
const refused = [...refusals.values()].reduce((sum, times) => sum + times, 0);
const edited = pairs.filter((pair) => pair.edit !== undefined).length;
const steps = pairs.reduce((sum, {intent}) => sum + intent.steps.length, 0);
say(
  `\n${pairs.length} pairs, ${edited} with a live change, ${result.drifting} drifting; ${steps} variants taken and ${refused} refused by the server; ${result.seconds.toFixed(0)} s`,
);
const open = classes.filter(({known}) => known === undefined);
say(`\nhelm ${helm}, seed ${seed}: ${open.length} classes of disagreement, ${classes.length - open.length} known`);
for (const entry of classes) sayClass(entry);
process.exitCode = open.length === 0 && result.uncovered.length === 0 ? 0 : 1;
