import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {keptFindings} from '../../src/app/drift-history.ts';
import {readLedger} from '../../src/ledger/disk/file.ts';
import {ledgerName} from '../../src/ledger/disk/folder.ts';
import {ledgerLine} from '../../src/ledger/line.ts';
import type {LedgerEntry} from '../../src/ledger/entry.ts';
import type {ToldState} from '../../src/model/told.ts';
import {goneOf, tell} from '../../src/ledger/transitions.ts';
import {driftHistoryText} from '../../src/report/drift-history.ts';
import {at, entryWith, HEAD, look, seen} from '../ledger/made.ts';

/** `node scripts/run.mjs test/bench/ledger.ts`: how long a ledger of 100,000 entries takes to answer. */
const ENTRIES = 100_000;
const BOUND_MS = 100;
const RUNS = 9;
/** Findings of the check that asks. */
const CHECKED = 200;

const NAMES = Array.from({length: ENTRIES}, (_, index) => `finding-${index}`);
const CURRENT = NAMES.slice(-CHECKED).map((name) => seenLong(name));

function seenLong(name: string) {
  const path = 'spec.template.spec.containers[nginx].resources.limits.memory';
  return seen(name, {path, title: 'Container memory limit', value: '0123456789abcdef0123456789abcdef'});
}

function entryOf(name: string, seq: number, state: ToldState): LedgerEntry {
  const {verdict: _verdict, ...finding} = seenLong(name);
  const over = state === 'resolved' ? {endedBy: "somebody's hand", lastSeen: at(seq - 1)} : {};
  return entryWith({...finding, seq, state, at: at(seq), revision: 3, ...over});
}

/** The lines of 100,000 entries: of the last findings the newest state stands, of the others as `stateOf` says. */
function mix(findings: number, stateOf: (index: number) => ToldState): string {
  const lines = NAMES.map((_name, seq) => {
    const index = seq % findings;
    const isNewest = seq >= ENTRIES - findings;
    return ledgerLine(entryOf(NAMES[ENTRIES - findings + index] ?? '', seq + 1, isNewest ? stateOf(index) : 'changed'));
  });
  return [ledgerLine(HEAD), ...lines, ledgerLine({seq: ENTRIES + 1, look: at(ENTRIES + 1), revision: 3})].join('');
}

const isChecked = (findings: number) => (index: number) =>
  index >= findings - CHECKED ? ('new' as const) : ('resolved' as const);

const MIXES: Readonly<Record<string, () => string>> = {
  '500 findings, 200 entries each': () => mix(500, () => 'changed'),
  '100,000 findings, most of them over': () => mix(ENTRIES, isChecked(ENTRIES)),
  '100,000 findings that stand': () => mix(ENTRIES, () => 'new'),
};

type Query = (file: string, env: NodeJS.ProcessEnv) => Promise<unknown>;

const LATER = {...look(2 * ENTRIES, CURRENT), revision: 3};
const QUERIES: Readonly<Record<string, Query>> = {
  'history --drift RELEASE': async (_file, env) => {
    const {findings, total} = await keptFindings(env, {named: HEAD.release.name, most: 50});
    return driftHistoryText({findings, more: total - findings.length}, new Date(at(2 * ENTRIES)), 120);
  },
  [`first seen of ${CHECKED} findings`]: async (file) => {
    return readLedger(file, ({findings}) => CURRENT.map(({id}) => findings.get(id)?.first));
  },
  [`transitions of a check of ${CHECKED}`]: async (file) => {
    return readLedger(file, (ledger) => [goneOf(ledger, LATER), tell(ledger, LATER, String)]);
  },
};

const [mode = '', name = '', state = ''] = process.argv.slice(2);
if (mode === 'query') console.log(JSON.stringify(await timed(QUERIES[name], state)));
else await measured();

interface Taken {
  readonly own: number;
  readonly clock: number;
}

function fileIn(folder: string): string {
  return join(folder, 'helm-drift', 'ledger', ledgerName(HEAD.cluster, HEAD.release));
}

/** The first answer of a process: whoever types a command waits for no other. */
async function timed(query: Query | undefined, folder: string): Promise<Taken> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await query?.(fileIn(folder), {XDG_STATE_HOME: folder});
  const {user, system} = process.cpuUsage(before);
  return {own: (user + system) / 1000, clock: performance.now() - started};
}

async function measured(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-bench-ledger-'));
  process.on('exit', () => rmSync(folder, {recursive: true, force: true}));
  mkdirSync(dirname(fileIn(folder)), {recursive: true});
  for (const [what, text] of Object.entries(MIXES)) {
    writeFileSync(fileIn(folder), text());
    console.log(`${what} (${(statSync(fileIn(folder)).size / 1e6).toFixed(0)} MB), median of ${RUNS} processes:`);
    for (const query of Object.keys(QUERIES)) {
      const taken = Array.from({length: RUNS}, () => asked(query, folder));
      const [own, clock] = [median(taken.map((one) => one.own)), median(taken.map((one) => one.clock))];
      const ratio = `${(own / BOUND_MS).toFixed(2)} of ${BOUND_MS} ms`;
      console.log(
        `  ${query.padEnd(34)} ${own.toFixed(0).padStart(5)} ms CPU ${clock.toFixed(0).padStart(5)} ms  ${ratio}`,
      );
    }
  }
}

function asked(query: string, folder: string): Taken {
  const script = fileURLToPath(import.meta.url);
  return JSON.parse(execFileSync(process.execPath, [script, 'query', query, folder], {encoding: 'utf8'})) as Taken;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
