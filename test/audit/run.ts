import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {rowsOf} from './compare.ts';
import {disputes, everybody, measure, storyOf, truthsOf} from './measure.ts';
import {naively} from './naive.ts';
import {copied, hasFaults, inOtherShapes, linesOf, underAttack, withMany} from './others.ts';
import type {Line, Standard} from './others.ts';
import {LEVELS, openGround} from './plane.ts';
import type {Level} from './plane.ts';
import {check} from './product.ts';
import {play} from './scene.ts';
import {tableOf} from './table.ts';

/**
 * `npm run audit -- --mutations 200 --seed N --levels Metadata,Request --bundle FILE`. With `--naive` a join of three lines
 * stands in for the product, to show that this suite catches one that guesses. `--quick` leaves other shapes and attacks out.
 */
const {values} = parseArgs({
  options: {
    mutations: {type: 'string', default: '200'},
    seed: {type: 'string', default: String(Date.now() % 100_000)},
    levels: {type: 'string', default: LEVELS.join(',')},
    bundle: {type: 'string', default: 'dist/helm-drift.cjs'},
    naive: {type: 'boolean', default: false},
    verbose: {type: 'boolean', default: false},
    quick: {type: 'boolean', default: false},
    many: {type: 'string', default: '1000000'},
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const section = (title: string, lines: readonly string[]): void => {
  if (lines.length > 0) say(`\n${title} (${lines.length})\n${lines.map((line) => `  ${line}`).join('\n')}`);
};
const bundle = resolve(values.bundle);
const seed = Number(values.seed);
let isRight = true;

async function besides(bare: Omit<Standard, 'native'>): Promise<Line[]> {
  const {standard, line} = await copied(bare);
  const shapes = [line, ...(await inOtherShapes(standard))];
  say(`\n${linesOf('The same events in other shapes', shapes)}`);
  const attacks = await underAttack(standard);
  if (values.many !== '0') attacks.push(await withMany(standard, Number(values.many)));
  say(`\n${linesOf('Attacks on the log', attacks)}`);
  return [...shapes, ...attacks];
}

async function oneLevel(level: Level): Promise<void> {
  const started = Date.now();
  const onProgress = (text: string): void =>
    void process.stderr.write(`${((Date.now() - started) / 1000).toFixed(0)} s, ${level}: ${text}\n`);
  const ground = await openGround(level, onProgress);
  try {
    const scene = await play(ground, {seed, mutations: Number(values.mutations), onProgress});
    onProgress('checking');
    const plain = await check(ground.env, bundle);
    if (![0, 2].includes(plain.run.code)) throw new Error(`check exited with ${plain.run.code}: ${plain.run.stderr}`);
    const truths = await truthsOf(scene, plain.found);
    await ground.freshLog();
    const withLog = values.naive
      ? {...plain, found: naively(readFileSync(ground.log, 'utf8'), plain.found, scene)}
      : await check(ground.env, bundle, {audit: ground.log});
    if (withLog.run.stderr.includes('unknown flag --audit')) throw new Error(`${bundle} does not know --audit`);
    const {judged, wrong, events} = measure(truths, withLog.found, everybody(scene));
    say(`\nLevel ${level}, seed ${seed}: ${scene.mutations} mutations, ${truths.size} findings`);
    say(`log: ${(readFileSync(ground.log).length / 2 ** 20).toFixed(1)} MiB`);
    section(
      'Writes',
      [...scene.world.made].map(([kind, times]) => `${kind}: ${times}`).toSorted((a, b) => (a < b ? -1 : 1)),
    );
    section('Releases left out', scene.left);
    section('Had an effect against all expectation', scene.world.surprises);
    const told = (list: readonly {readonly key: string; readonly text: string}[]): string[] =>
      list.flatMap(({key, text}) => [
        text,
        ...(values.verbose ? storyOf(scene, key).map((line) => `    ${line}`) : []),
      ]);
    section('The books say otherwise than the truth', told(disputes(truths)));
    if (plain.run.code !== withLog.run.code) {
      say(
        `\nexit code ${plain.run.code} without a log, ${withLog.run.code} with one: ${withLog.run.stderr.slice(0, 500)}`,
      );
      isRight = false;
    }
    const paired = plain.found.map((one) => ({one, also: withLog.found.find(({id}) => id === one.id)}));
    const other = paired.filter(({one, also}) => also?.rest !== one.rest);
    section(
      'Findings that the log changed beside who did it',
      other.map(({one, also}) => `${one.key} ${one.path}: ${one.rest} to ${also?.rest ?? 'none'}`),
    );
    const byBooks = paired.filter(({one, also}) => also !== undefined && also.by !== one.by);
    section(
      'What the log changed of the tool that did it, a few of them',
      byBooks.slice(0, 8).map(({one, also}) => `${one.key} ${one.path} ${one.change}: ${one.by} to ${also?.by ?? ''}`),
    );
    say(`${byBooks.length} findings have another tool with the log than without`);
    section('The right person by another event of theirs', events.other);
    say(`${events.same} of ${events.same + events.other.length} exact answers give the very event`);
    section('Wrong, or no answer at all', told(wrong));
    say(`\n${tableOf(`helm drift check --audit, level ${level}`, rowsOf(judged))}`);
    if (!values.naive && !values.quick) {
      onProgress('other shapes and attacks');
      const {plane: _plane, ...rest} = ground;
      const lines = await besides({...rest, bundle, truths, ours: everybody(scene), plain, seed, ...scene});
      if (hasFaults(lines)) isRight = false;
    }
    if (wrong.length > 0 || other.length > 0 || scene.world.surprises.length > 0) isRight = false;
    scene.world.close();
  } finally {
    await ground.close();
  }
}

for (const level of LEVELS.filter((one) => values.levels.split(',').includes(one))) await oneLevel(level);
process.exitCode = isRight ? 0 : 1;
