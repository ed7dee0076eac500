import {expect, test} from 'vitest';
import type {SafeReport} from '../../src/redact/redactor.ts';
import {driftEventJson, driftEventText} from '../../src/report/drift-event.ts';
import type {ToldEntry} from '../../src/model/told.ts';
import {listLines, liveRows, rowOf, standingText} from '../../src/report/live-list.ts';
import type {ReleaseRow} from '../../src/report/live-list.ts';
import {metricsText} from '../../src/report/metrics.ts';
import {paintFor} from '../../src/report/paint.ts';
import {levelReport} from '../check/level.ts';

const plain = paintFor(false);
const POLICY = {failOn: 'low', allowIncomplete: false} as const;

async function report(name: string, level: string): Promise<SafeReport> {
  return {...(await levelReport(level)), release: {name, namespace: 'shop', revision: 2}} as unknown as SafeReport;
}

function entryOf(made: SafeReport, parts: Partial<ToldEntry> = {}): ToldEntry {
  const id = made.findings[0]?.id ?? 'a1b2c3d';
  return {
    id: id.padEnd(64, '0'),
    state: 'new',
    at: '2026-11-28T12:00:00Z',
    ref: {group: '', kind: 'ConfigMap', namespace: 'shop', name: 's'},
    path: 'data.level',
    change: 'changed',
    title: 'Configuration',
    severity: 'medium',
    by: {certainty: 'unknown'},
    first: '2026-11-28T12:00:00Z',
    returns: 0,
    ...parts,
  };
}

test('an event is one line of JSON, with the values that the redacted report has', async () => {
  const made = await report('web', 'debug ##[command] \n::set');
  const line = driftEventJson(made, entryOf(made));
  expect(line.split('\n')).toHaveLength(2);
  expect(line).not.toContain('##[');
  expect(JSON.parse(line)).toMatchObject({
    schemaVersion: '1',
    kind: 'DriftEvent',
    at: '2026-11-28T12:00:00Z',
    release: {name: 'web', namespace: 'shop', revision: 2},
    state: 'new',
    finding: {path: 'data.level', change: 'changed', desired: 'info', live: 'debug ##[command] \n::set'},
  });
  const ended = JSON.parse(
    driftEventJson(await report('web', 'info'), entryOf(made, {state: 'resolved', endedBy: 'x'})),
  );
  expect(ended.finding).toMatchObject({endedBy: 'x'});
  expect(ended.finding).not.toHaveProperty('live');
});

test('for people it is a line too, without anything that a terminal acts on', async () => {
  const made = await report('web', 'debug\u001B[2J\nx');
  const line = driftEventText(made, entryOf(made), plain);
  expect(line).toMatch(/^2026-11-28T12:00:00Z new medium shop\/web ConfigMap\/s data\.level, Configuration: /);
  expect(line.trimEnd()).not.toContain('\n');
  expect(line).not.toContain('\u001B');
  expect(driftEventText(made, entryOf(made, {state: 'resolved', endedBy: "somebody's hand"}), plain)).toContain(
    "ended by somebody's hand",
  );
});

async function rows(): Promise<ReleaseRow[]> {
  const row = async (name: string, level: string, news: ToldEntry[] = [], now = 0): Promise<ReleaseRow> => {
    const made = await report(name, level);
    return rowOf(made, news, {policy: POLICY, before: undefined, now});
  };
  const drifted = await row('bad', 'debug', [entryOf(await report('bad', 'debug'))], 1000);
  const gap = {...(await row('dim', 'info')), outcome: 'incomplete' as const, gaps: 1, lines: ['? forbidden: no']};
  return [
    await row('calm', 'info'),
    gap,
    drifted,
    await row('healed', 'info', [entryOf(await report('x', 'info'), {state: 'resolved'})], 1000),
  ];
}

test('the list has the worst first, what was resolved a moment ago, and nothing that is in contract', async () => {
  const all = await rows();
  expect(standingText(all)).toBe('4 releases: 1 drifted, 1 could not be verified');
  expect(standingText(all.slice(0, 1))).toBe('1 release: all in contract');
  expect(liveRows(all, 30_000).map(({key}) => key)).toEqual(['shop/bad', 'shop/dim', 'shop/healed']);
  expect(liveRows(all, 90_000).map(({key}) => key)).toEqual(['shop/bad', 'shop/dim']);
  const shape = {width: 50, height: 3, from: 1, now: 30_000, paint: plain};
  const {lines, all: count} = listLines(liveRows(all, 30_000), shape);
  expect(count).toBe(5);
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^ {2}\? {9}shop\/dim$/);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(50);
  const [first] = listLines(liveRows(all, 30_000), {...shape, from: 0}).lines;
  expect(first).toMatch(/shop\/bad {2}new$/);
});

test('metrics are Prometheus’ text: a state a release, and no path, value or user', async () => {
  const standing = {
    releases: 4,
    queued: 2,
    watches: 40,
    behind: 1,
    refused: 0,
    restarts: 3,
    objects: 9,
    isDown: false,
    isReady: true,
  };
  const counted = {
    checks: 10,
    incomplete: 1,
    seconds: 1.5,
    durations: [1, 2, 10, 10, 10, 10, 10, 10],
    told: new Map([['exec', {ok: 1, failed: 0}]]),
  };
  const used = {cpuSeconds: 1, residentBytes: 2, heapBytes: 3};
  const text = metricsText(await rows(), standing, {counted, used, version: '1.2.3'});
  for (const line of [
    'helm_drift_build_info{version="1.2.3"} 1',
    'helm_drift_release_state{namespace="shop",release="bad",state="variance-detected"} 1',
    'helm_drift_release_state{namespace="shop",release="bad",state="in-contract"} 0',
    'helm_drift_release_state{namespace="shop",release="calm",state="in-contract"} 1',
    'helm_drift_findings{namespace="shop",release="bad",tier="drift"} 1',
    'helm_drift_check_duration_seconds_bucket{le="0.1"} 2',
    'helm_drift_check_duration_seconds_bucket{le="+Inf"} 10',
    'helm_drift_check_duration_seconds_count 10',
    'helm_drift_watch_restarts_total 3',
  ])
    expect(text.split('\n')).toContain(line);
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(/^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{(?:\w+="[^"]*",?)+\})? [-\d.e]+)$/);
  expect(text).not.toMatch(/debug|data\.level/);
});
