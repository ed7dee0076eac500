import {EventEmitter} from 'node:events';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {Runtime} from '../../../src/app/runtime.ts';
import type {ReleaseWatcher} from '../../../src/app/watch.ts';
import {liveList} from '../../../src/cli/text/watched-list.ts';
import type {ReleaseRow} from '../../../src/report/live-list.ts';
import {paintFor} from '../../../src/report/paint.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const row = (name: string, parts: Partial<ReleaseRow> = {}): [string, ReleaseRow] => [
  `shop/${name}`,
  {
    key: `shop/${name}`,
    outcome: 'drift',
    worst: 'high',
    drift: 1,
    accepted: 0,
    gaps: 0,
    takenAt: '2026-11-28T12:00:00Z',
    lines: [`high Deployment/${name} Replicas: 3 → 5`],
    news: undefined,
    ...parts,
  },
];

/** A terminal of twelve lines, and what it shows now. */
function terminal(rows: Map<string, ReleaseRow>, standing: Partial<ReturnType<ReleaseWatcher['standing']>> = {}) {
  let shown: string[] = [];
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns: 50,
    rows: 12,
    write: (text: string) => {
      if (text.includes('\u001B[J')) shown = (text.split('\u001B[J')[1] ?? '').trimEnd().split('\n');
    },
  });
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: () => {},
    resume: () => {},
    pause: () => {},
  });
  const ends: string[] = [];
  const watcher = {
    standing: () => ({
      releases: rows.size,
      queued: 0,
      watches: 43,
      behind: 0,
      refused: 0,
      restarts: 0,
      objects: 0,
      isDown: false,
      isReady: true,
      ...standing,
    }),
  } as unknown as ReleaseWatcher;
  const runtime = {stdin, stdout, now: () => new Date()} as unknown as Runtime;
  const list = liveList({runtime, rows, paint: paintFor(false), watcher}, (key) => void ends.push(key));
  return {list, stdin, ends, shown: () => shown};
}

test('a calm list: the answer, the worst first, and how the watch stands', () => {
  const rows = new Map([row('calm', {outcome: 'clean', worst: undefined, drift: 0, lines: []}), row('web')]);
  const {list, shown} = terminal(rows);
  expect(shown()).toEqual([
    'helm drift  2 releases: 1 drifted',
    '',
    '  high      shop/web',
    '            high Deployment/web Replicas: 3 → 5',
    '',
    'up to date, 43 watches   q ends',
  ]);
  rows.delete('shop/web');
  list.soon();
  list.note('the history cannot be kept');
  vi.advanceTimersByTime(249);
  expect(shown()[0]).toContain('1 drifted');
  vi.advanceTimersByTime(1);
  expect([shown()[0], shown().at(-2)]).toEqual([
    'helm drift  1 release: all in contract',
    'Note: the history cannot be kept',
  ]);
  list.close();
});

test('more than fits is moved through by keys; what is away is told', () => {
  const rows = new Map(Array.from({length: 20}, (_, at) => row(`r${String(at).padStart(2, '0')}`)));
  const {list, stdin, shown, ends} = terminal(rows, {isDown: true, behind: 3, refused: 2});
  expect(shown()).toHaveLength(11);
  expect(shown()[2]).toContain('shop/r00');
  for (const line of shown()) expect(line.length).toBeLessThanOrEqual(50);
  expect(shown().at(-1)).toContain('the API server does not answer');
  stdin.emit('data', '\u001B[B\u001B[B');
  expect(shown()[2]).toContain('shop/r01');
  stdin.emit('data', '\u001B[6~\u001B[6~\u001B[6~\u001B[6~\u001B[6~\u001B[6~\u001B[6~');
  expect(shown().join('\n')).toContain('Deployment/r19');
  stdin.emit('data', '\u001B[5~q\u0003');
  expect(ends).toEqual(['quit', 'interrupt']);
  rows.clear();
  list.soon();
  vi.advanceTimersByTime(250);
  expect(shown()[0]).toBe('helm drift  no release is here');
  list.close();
  vi.advanceTimersByTime(60_000);
  expect(vi.getTimerCount()).toBe(0);
});
