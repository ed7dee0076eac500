import {parseArgs} from 'node:util';
import {openWorkbench} from '../accuracy/workbench.ts';
import type {Workbench} from '../accuracy/workbench.ts';
import {defineKinds} from '../bench/cluster.ts';
import {provisionControlPlane} from '../../src/sandbox/provision.ts';
import {resolve} from 'node:path';
import {must, tool} from '../accuracy/run-tool.ts';
import {asked, fill, PARTS, pathOf, releaseName} from './fill.ts';
import type {Part} from './fill.ts';
import {metricOf, watcher} from './watcher.ts';
import type {Usage, Watcher} from './watcher.ts';

/**
 * `npm run watch-load -- [--releases 50] [--writes 200]`: writes of all kinds by eight managers, each of them seen, and how late.
 * With `--rate 50 --seconds 600 [--releases 2000] [--kinds 250]`: so many writes a second for so long, and what it costs.
 */
const {values} = parseArgs({
  options: {
    releases: {type: 'string', default: '50'},
    writes: {type: 'string', default: '200'},
    rate: {type: 'string'},
    seconds: {type: 'string', default: '120'},
    idle: {type: 'string', default: '60'},
    kinds: {type: 'string', default: '0'},
    quiet: {type: 'boolean', default: false},
  },
});
const MANAGERS = [
  'kubectl-edit',
  'kubectl-patch',
  'kubectl-client-side-apply',
  'argocd-controller',
  'kustomize-controller',
  'Terraform',
  'k9s',
  'my-operator',
];
const WORKERS = 8;
const TOO_LATE_MS = 15_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const at = (list: readonly number[], share: number): number =>
  list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? NaN;

const bench = await openWorkbench({helm: 4, onProgress: (text) => void process.stderr.write(`${text}\n`)});
const drift = tool(process.execPath, [resolve('dist/helm-drift.cjs')], bench.env);
try {
  const releases = Number(values.releases);
  const started = performance.now();
  await fill(bench, releases);
  if (Number(values.kinds) > 0) await kinds();
  say(`${releases} releases of ${PARTS.length} objects are there after ${seconds(started)}`);
  await (values.rate === undefined ? latencies(releases, Number(values.writes)) : load(releases, Number(values.rate)));
} finally {
  await bench.close();
}

async function kinds(): Promise<void> {
  const {kubectl} = await provisionControlPlane('sandbox/controlplane', {env: process.env, onProgress: () => {}});
  defineKinds({helm: '', kubectl, env: {...process.env, ...bench.env}, folder: bench.folder});
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** One write by one of the managers. */
async function write(
  {api}: Workbench,
  part: Part,
  release: string,
  {turn, manager}: {turn: number; manager: string},
): Promise<void> {
  await asked(api, 'PATCH', pathOf(part, release), part.patch(turn), {
    type: 'application/merge-patch+json',
    query: {fieldManager: manager},
  });
}

async function begun(): Promise<Watcher> {
  const start = performance.now();
  const one = watcher(bench.env);
  await one.ready;
  const {cpu, rss, peak} = one.usage();
  say(
    `ready after ${seconds(start)}: CPU ${cpu.toFixed(1)} s, RSS ${rss.toFixed(0)} MiB, at most ${peak.toFixed(0)} MiB`,
  );
  return one;
}

/** Whether the events tell what a check finds. */
async function agrees(one: Watcher): Promise<boolean> {
  const {stdout, stderr, code} = await drift(['check', '-A', '-o', 'json', '--no-ledger']);
  if (code !== 0 && code !== 2 && code !== 3) throw new Error(`check ended with ${code}: ${stderr}`);
  const {reports} = JSON.parse(stdout) as {
    reports: {release: {name: string}; findings: {id: string; verdict: string}[]}[];
  };
  const found = new Set(
    reports.flatMap(({release, findings}) =>
      findings.flatMap(({id, verdict}) => (verdict === 'drift' ? [`${release.name} ${id.slice(0, 7)}`] : [])),
    ),
  );
  const missed = [...found].filter((id) => !one.standing.has(id));
  const invented = [...one.standing].filter((id) => !found.has(id));
  for (const id of missed.slice(0, 5)) say(`  MISSED ${id}`);
  for (const id of invented.slice(0, 5)) say(`  INVENTED ${id}`);
  return missed.length + invented.length === 0;
}

async function latencies(releases: number, writes: number): Promise<void> {
  const one = await begun();
  const late: number[] = [];
  let unseen = 0;
  const steps = Math.max(1, Math.round(writes / releases));
  try {
    for (let step = 0; step < steps; step++) {
      // The last step puts back what the one before it changed.
      const turn = step === steps - 1 && steps > 1 ? 0 : step + 1;
      const left = Array.from({length: releases}, (_, index) => index).values();
      const worker = async (): Promise<void> => {
        for (const index of left) {
          // Twice the same object, the third time another one.
          const shift = turn === 0 ? steps - 2 : step;
          const part = PARTS[(index + Math.floor(shift / 2) * 3) % PARTS.length];
          if (part === undefined) continue;
          const release = releaseName(index);
          const seen = one.next(release, part.kind, part.name, TOO_LATE_MS);
          const sent = performance.now();
          await write(bench, part, release, {turn, manager: MANAGERS[(index + step) % MANAGERS.length] ?? ''});
          const seenAt = await seen;
          if (seenAt !== undefined) late.push(seenAt - sent);
          else {
            unseen += 1;
            say(`  UNSEEN ${release} ${part.kind}/${part.name} turn ${turn}`);
          }
        }
      };
      await Promise.all(Array.from({length: WORKERS}, worker));
      say(
        `step ${step + 1}: ${late.length} writes seen, ${(await agrees(one)) ? 'as check says' : 'NOT as check says'}`,
      );
    }
    say(
      `${late.length + unseen} writes, ${unseen} unseen; written → told: p50 ${at(late, 0.5).toFixed(0)} ms, p90 ${at(late, 0.9).toFixed(0)} ms, p99 ${at(late, 0.99).toFixed(0)} ms, at most ${Math.max(...late).toFixed(0)} ms`,
    );
  } finally {
    await one.stop();
    if (one.stderr().includes('Note:')) say(one.stderr());
  }
}

/** Requests of all clients by their verbs, and dry runs: nobody but the watch and the controllers reads here. */
async function requests(): Promise<Readonly<Record<'reads' | 'dry', number>>> {
  const page = await must(bench.kubectl(['get', '--raw', '/metrics']), 'kubectl get --raw /metrics');
  const sum = (pattern: RegExp): number =>
    page
      .split('\n')
      .reduce((total, line) => (pattern.test(line) ? total + Number(line.slice(line.lastIndexOf(' ') + 1)) : total), 0);
  return {
    reads: sum(/^apiserver_request_total\{.*verb="(?:GET|LIST)"/),
    dry: sum(/^apiserver_request_total\{.*dry_run="All"/),
  };
}

async function load(releases: number, rate: number): Promise<void> {
  const one = await begun();
  try {
    // Controllers are at work on what was just made.
    await new Promise((done) => setTimeout(done, 30_000));
    const heap = metricOf(await one.metrics(), 'process_heap_bytes') / 1024 / 1024;
    say(`after half a minute: heap ${heap.toFixed(0)} MiB, ${one.usage().cpu.toFixed(1)} s of CPU`);
    const idle = await measured(one, Number(values.idle), async () => {});
    say(`idle: ${idle}`);
    const lasts = Number(values.seconds);
    const late: number[] = [];
    let written = 0;
    const ends = performance.now() + lasts * 1000;
    const turns = new Map<string, number>();
    const beat = async (): Promise<void> => {
      const jobs: Promise<void>[] = [];
      const from = performance.now();
      for (let count = 0; performance.now() < ends; count++) {
        const due = from + (count * 1000) / rate;
        if (due > performance.now()) await new Promise((done) => setTimeout(done, due - performance.now()));
        const release = releaseName(Math.floor(Math.random() * releases));
        const part = PARTS[Math.floor(Math.random() * PARTS.length)];
        if (part === undefined) continue;
        const place = `${release} ${part.kind}`;
        const turn = turns.get(place) === undefined ? 1 + (count % 2) : 0;
        if (turn === 0) turns.delete(place);
        else turns.set(place, turn);
        const seen = count % 10 === 0 ? one.next(release, part.kind, part.name, TOO_LATE_MS) : undefined;
        const sent = performance.now();
        written += 1;
        jobs.push(
          (async () => {
            await write(bench, part, release, {turn, manager: MANAGERS[count % MANAGERS.length] ?? ''});
            const seenAt = await seen;
            if (seenAt !== undefined) late.push(seenAt - sent);
          })(),
        );
        if (jobs.length > 1000) await Promise.all(jobs.splice(0, 500));
      }
      await Promise.all(jobs);
    };
    say(`${rate} writes a second: ${await measured(one, lasts, beat)}`);
    say(
      `${written} writes, ${one.events()} events; written → told of each tenth: p50 ${at(late, 0.5).toFixed(0)} ms, p99 ${at(late, 0.99).toFixed(0)} ms (${late.length} of them)`,
    );
    while (metricOf(await one.metrics(), 'helm_drift_queue_length') > 0)
      await new Promise((done) => setTimeout(done, 500));
    await new Promise((done) => setTimeout(done, 2000));
    say((await agrees(one)) ? 'at the end as check says' : 'at the end NOT as check says');
    const {rss, peak} = one.usage();
    say(
      `RSS ${rss.toFixed(0)} MiB, at most ${peak.toFixed(0)} MiB; watches begun anew: ${metricOf(await one.metrics(), 'helm_drift_watch_restarts_total')}`,
    );
  } finally {
    await one.stop();
    if (one.stderr().includes('Note:')) say(one.stderr());
  }
}

/** What a while costs: CPU, requests, memory at ten points of it. */
async function measured(one: Watcher, lasts: number, work: () => Promise<void>): Promise<string> {
  const [before, asked_] = [one.usage(), await requests()];
  const checks = metricOf(await one.metrics(), 'helm_drift_checks_total');
  const samples: Usage[] = [];
  const started = performance.now();
  const timer = setInterval(() => samples.push(one.usage()), (lasts * 1000) / 10);
  await Promise.all([work(), new Promise((done) => setTimeout(done, lasts * 1000))]);
  clearInterval(timer);
  const took = (performance.now() - started) / 1000;
  const [after, askedAfter] = [one.usage(), await requests()];
  const done = metricOf(await one.metrics(), 'helm_drift_checks_total') - checks;
  const minute = (count: number): string => ((count / took) * 60).toFixed(0);
  return [
    `${(((after.cpu - before.cpu) / took) * 100).toFixed(2)} % of a core`,
    `${minute(done)} checks, ${minute(askedAfter.reads - asked_.reads)} GETs and LISTs, ${minute(askedAfter.dry - asked_.dry)} dry runs a minute`,
    `RSS ${samples.map(({rss}) => rss.toFixed(0)).join(' ')} MiB`,
  ].join('; ');
}
