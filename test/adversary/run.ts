import {parseArgs} from 'node:util';
import {runAdversary} from './adversary.ts';
import {FIDELITIES} from './options.ts';
import {hiddenLines, isUnseen, refusals, summaryOf, sumsOf, tableOf} from './table.ts';

/** `npm run adversary -- --helm 3|4|both --fidelity auto,server,client --only ID,ID --seed N --bundle FILE --together`. */
const {values} = parseArgs({
  options: {
    seed: {type: 'string', default: String(Date.now() % 100_000)},
    helm: {type: 'string', default: 'both'},
    fidelity: {type: 'string', default: FIDELITIES.join(',')},
    only: {type: 'string'},
    kubeconfig: {type: 'string'},
    prefix: {type: 'string'},
    bundle: {type: 'string'},
    'no-controls': {type: 'boolean', default: false},
    'no-rivals': {type: 'boolean', default: false},
    together: {type: 'boolean', default: false},
    keep: {type: 'boolean', default: false},
    verbose: {type: 'boolean', default: false},
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const section = (title: string, lines: readonly string[]): void => {
  if (lines.length > 0) say(`\n${title} (${lines.length})\n${lines.map((text) => `  ${text}`).join('\n')}`);
};
const fidelities = values.fidelity.split(',').map((name) => {
  const known = FIDELITIES.find((one) => one === name);
  if (known === undefined)
    throw new Error(`--fidelity is one of ${FIDELITIES.join(', ')}, or several of them by commas`);
  return known;
});
const result = await runAdversary({
  seed: Number(values.seed),
  helms: values.helm === 'both' ? [3, 4] : [values.helm === '3' ? 3 : 4],
  fidelities,
  controls: !values['no-controls'],
  rivals: !values['no-rivals'],
  together: values.together,
  keep: values.keep,
  onProgress: (text) => void process.stderr.write(`${text}\n`),
  ...(values.only === undefined ? {} : {only: values.only.split(',')}),
  ...(values.kubeconfig === undefined ? {} : {kubeconfig: values.kubeconfig}),
  ...(values.prefix === undefined ? {} : {prefix: values.prefix}),
  ...(values.bundle === undefined ? {} : {bundle: values.bundle}),
});
const {cases, controls, idle, strays, broken} = result;
/** Commands that rewrite managedFields are long. */
const width = values.verbose ? 100_000 : 400;

if (values.verbose)
  for (const {way, plant, helm, verdicts} of cases)
    say(
      `${way.id} ${plant.label} helm ${helm}: ${Object.entries(verdicts)
        .map(([fidelity, {verdict, words}]) => `${fidelity}=${verdict} (${words})`)
        .join(' ')}`,
    );
section('Still hidden', hiddenLines(cases, 'open', width));
section('Known limits', hiddenLines(cases, 'limit', width));
section('Refused by the server', refusals(cases));
section('Ways that changed nothing', idle);
section('Ways that broke', broken);
section('Findings about what nobody touched', strays);
say(`\n${tableOf(cases)}\n\n${sumsOf(cases, fidelities)}`);
if (controls.length > 0) say('\nNobody touched');
for (const {kind, checks, findings} of controls)
  say(`  ${kind.padEnd(34)}${String(checks).padStart(4)} checks ${String(findings.length).padStart(4)} findings`);
section(
  'False alarms',
  controls.flatMap(({findings}) => findings),
);
say(`\n${summaryOf(result)}, seed ${values.seed}`);
process.exitCode = isUnseen(result) ? 1 : 0;
