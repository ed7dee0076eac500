import {spawn} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {ATTACKS, ESCAPED, writeMany} from './attacks.ts';
import type {Obj} from '../accuracy/json.ts';
import {measure} from './measure.ts';
import type {Truth} from './measure.ts';
import {check, runFor} from './product.ts';
import type {Found, Report} from './product.ts';
import {eventsOf, SHAPES} from './shapes.ts';

/** What all of these are held against. */
export interface Standard {
  readonly env: Readonly<Record<string, string>>;
  readonly bundle: string;
  readonly folder: string;
  readonly freshLog: () => Promise<string>;
  readonly truths: ReadonlyMap<string, Truth>;
  readonly ours: ReadonlySet<string>;
  /** Without a log. */
  readonly plain: Report;
  /** With a copy of the log as the server wrote it: what every whole shape must say too. */
  readonly native: Report;
  readonly seed: number;
  /** When the mutations began and ended. */
  readonly from: string;
  readonly until: string;
}

export interface Line {
  readonly name: string;
  readonly text: string;
  readonly faults: readonly string[];
}

const persons = (found: readonly Found[]): Map<string, string> => new Map(found.map(({id, said}) => [id, said]));

interface About {
  readonly name: string;
  readonly isWhole: boolean;
  readonly seconds: number;
}

interface How {
  readonly isLoose?: boolean;
  readonly clean?: (found: readonly Found[]) => readonly Found[];
}

/** Holds one run against the truth, and where it must be the same against the run over the native log. */
function judged(
  standard: Standard,
  {name, isWhole, seconds}: About,
  report: Report,
  {isLoose = false, clean = (found) => found}: How = {},
): Line {
  const {truths, ours, plain, native} = standard;
  const {judged: list, wrong} = measure(truths, clean(report.found), ours, isLoose);
  const count = (verdict: string): number => list.filter((one) => one.verdict === verdict).length;
  const due = persons(native.found);
  const got = persons(report.found);
  const different = [...due].filter(([id, said]) => got.get(id) !== said).map(([id]) => id);
  const {code, stderr} = report.run;
  const faults = [
    ...wrong.slice(0, 5).map(({text}) => `wrong: ${text}`),
    ...(code === plain.run.code ? [] : [`exit code ${code}, ${plain.run.code} without a log: ${stderr.slice(0, 300)}`]),
    ...(isWhole && different.length > 0
      ? [
          `${different.length} answers differ from those to the native log, e.g. ${(got.get(different[0] ?? '') ?? 'none').slice(0, 300)} for ${(due.get(different[0] ?? '') ?? 'none').slice(0, 300)}`,
        ]
      : []),
  ];
  const numbers = ['exact', 'one-of', 'unknown', 'wrong', 'malformed'].map((verdict) => `${count(verdict)} ${verdict}`);
  const said =
    stderr.trim() === '' ? '' : `; stderr: ${stderr.trim().split('\n').length} lines: ${stderr.trim().slice(0, 160)}`;
  return {
    name,
    text: `${numbers.join(', ')}; ${due.size - different.length} of ${due.size} as native; ${seconds.toFixed(1)} s${said}`,
    faults,
  };
}

async function timed(work: () => Promise<Report>): Promise<{report: Report; seconds: number}> {
  const started = Date.now();
  const report = await work();
  return {report, seconds: (Date.now() - started) / 1000};
}

/** A copy of the log ends before the check that reads it, and may say less than the log that the server still writes. */
export async function copied(standard: Omit<Standard, 'native'>): Promise<{standard: Standard; line: Line}> {
  const audit = join(standard.folder, 'copy.log');
  writeFileSync(audit, await standard.freshLog());
  const {report, seconds} = await timed(() => check(standard.env, standard.bundle, {audit}));
  const whole = {...standard, native: report};
  return {standard: whole, line: judged(whole, {name: 'a copy', isWhole: true, seconds}, report)};
}

/** Controllers write meanwhile, and a copy that ended too early once may differ: it is held against one of the same moment. */
async function judgedTwice(standard: Standard, about: About, report: Report, how: How = {}): Promise<Line> {
  const line = judged(standard, about, report, how);
  if (!about.isWhole || line.faults.length === 0) return line;
  const {standard: now} = await copied(standard);
  const again = judged(now, about, report, how);
  return again.faults.length === 0 ? again : line;
}

export async function inOtherShapes(standard: Standard): Promise<Line[]> {
  const result: Line[] = [];
  for (const shapeOf of SHAPES) {
    const shape = shapeOf(eventsOf(await standard.freshLog()));
    const folder = join(standard.folder, `shape-${result.length}`);
    mkdirSync(folder);
    for (const {name, content} of shape.files) writeFileSync(join(folder, name), content);
    const audit = shape.files.length > 1 ? folder : join(folder, shape.files[0]?.name ?? '');
    const {report, seconds} = await timed(() => check(standard.env, standard.bundle, {audit}));
    result.push(await judgedTwice(standard, {...shape, seconds}, report, {isLoose: !shape.isWhole}));
  }
  const input = await standard.freshLog();
  const piped = await timed(() => check(standard.env, standard.bundle, {audit: '-', input}));
  result.push(
    await judgedTwice(standard, {name: 'standard input', isWhole: true, seconds: piped.seconds}, piped.report),
  );
  return result;
}

export async function underAttack(standard: Standard): Promise<Line[]> {
  const result: Line[] = [];
  for (const attackOn of ATTACKS) {
    const attack = attackOn(eventsOf(await standard.freshLog()), standard);
    const audit = join(standard.folder, `attack-${result.length}.log`);
    writeFileSync(audit, attack.log);
    const {report, seconds} = await timed(() => check(standard.env, standard.bundle, {audit}));
    const line = await judgedTwice(standard, {...attack, seconds}, report, {clean: plainNames(standard.ours)});
    const asText = await runFor(standard.env, standard.bundle, ['check', '-A', '--audit', audit]);
    const {stderr} = report.run;
    const stdout = `${report.run.stdout}${asText.stdout}`;
    const spoken = stderr.split('\n').filter((text) => text.trim() !== '').length;
    const faults = [
      ...(attack.isHollow === true ? [] : line.faults),
      ...(attack.mustSay && spoken === 0 && !/could not be read|cannot be read|not read/.test(stdout)
        ? ['nothing is said of what could not be read']
        : []),
      ...(spoken > 6 ? [`${spoken} lines on stderr`] : []),
      ...(ESCAPED.test(`${stdout}${stderr}`) ? ['a control character is printed as it is'] : []),
    ];
    result.push({...line, faults});
  }
  return result;
}

/** Names without what the escaping attack put behind them, however that is made harmless. */
const plainNames =
  (ours: ReadonlySet<string>) =>
  (found: readonly Found[]): Found[] =>
    found.map((one) => {
      if (one.person === undefined) return one;
      const cut = (name: string): string => {
        const [longest = name] = [...ours, 'admin']
          .filter((known) => name.startsWith(known))
          .toSorted((a, b) => b.length - a.length);
        return longest;
      };
      const candidates = one.person.candidates.map(({name, impersonatedBy}) => ({
        name: cut(name),
        ...(impersonatedBy === undefined ? {} : {impersonatedBy: cut(impersonatedBy)}),
      }));
      return {...one, person: {...one.person, candidates}};
    });

/** A million events of other objects: how fast, and in how much memory. */
export async function withMany(standard: Standard, many: number): Promise<Line> {
  const audit = join(standard.folder, 'many.log');
  const fresh = async (): Promise<Obj[]> => eventsOf(await standard.freshLog());
  const bytes = await writeMany(audit, fresh, many);
  const report = await check(standard.env, standard.bundle, {audit});
  const full = await peak(standard, ['--audit', audit]);
  const plain = await peak(standard, []);
  const seconds = full.seconds - plain.seconds;
  const mib = bytes / 2 ** 20;
  const line = await judgedTwice(
    standard,
    {name: `${many} events of others`, isWhole: true, seconds: full.seconds},
    report,
  );
  const speed = `${mib.toFixed(0)} MiB at ${(mib / Math.max(seconds, 0.001)).toFixed(0)} MiB/s; peak ${full.mib.toFixed(0)} MiB, ${plain.mib.toFixed(0)} MiB without a log`;
  return {...line, text: `${speed}; ${line.text}`};
}

/** A run's time, and the most memory that it held at once. */
function peak({env, bundle}: Standard, more: readonly string[]): Promise<{seconds: number; mib: number}> {
  const started = Date.now();
  // The process says it itself when it ends: nothing else on a machine is sure to know.
  const teller = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS+'\\n'))`;
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['--import', teller, bundle, 'check', '-A', '-o', 'json', ...more], {
      env: {...process.env, ...env},
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    child.on('error', fail);
    child.on('close', () => {
      const kib = Number(/peak (\d+)/.exec(said)?.[1] ?? 0);
      done({seconds: (Date.now() - started) / 1000, mib: kib / 1024});
    });
  });
}

export const linesOf = (title: string, list: readonly Line[]): string =>
  [
    title,
    ...list.flatMap(({name, text, faults}) => [
      `  ${faults.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${text}`,
      ...faults.map((fault) => `         ${fault}`),
    ]),
  ].join('\n');

export const hasFaults = (list: readonly Line[]): boolean => list.some(({faults}) => faults.length > 0);
