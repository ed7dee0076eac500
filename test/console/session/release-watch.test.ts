import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {releaseWatch} from '../../../src/console/session/release-watch.ts';
import type {IntentObject} from '../../../src/model/intent.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const object = (name: string): IntentObject => ({
  ref: {group: '', kind: 'ConfigMap', namespace: 'shop', name},
  apiVersion: 'v1',
  object: {},
  origin: {line: 1},
});

function watching(ends: 'with the signal' | 'at once' = 'with the signal') {
  const signals: AbortSignal[] = [];
  const onChange = vi.fn<() => void>();
  const follow = async (_followed: unknown, _listener: unknown, signal: AbortSignal): Promise<void> => {
    signals.push(signal);
    if (ends === 'at once') throw new Error('discovery is refused');
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  const watch = releaseWatch({name: 'web', namespace: 'shop'}, {follow}, {onChange, onMode: () => {}});
  return {watch, signals, onChange};
}

test('the same objects are not followed twice; others in their place', () => {
  const {watch, signals} = watching();
  watch.follow([object('a')]);
  watch.follow([object('a')]);
  expect(signals).toHaveLength(1);
  watch.follow([object('a'), object('b')]);
  expect(signals.map(({aborted}) => aborted)).toEqual([true, false]);
  watch.close();
  expect(signals.map(({aborted}) => aborted)).toEqual([true, true]);
});

test('what changed before the first watch began is looked for once', async () => {
  const {watch, onChange} = watching();
  watch.follow([object('a')]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(onChange).toHaveBeenCalledTimes(1);
  watch.close();
});

test('watches that ended are begun anew by the next refresh', async () => {
  const {watch, signals} = watching('at once');
  watch.follow([object('a')]);
  await vi.advanceTimersByTimeAsync(0);
  watch.follow([object('a')]);
  expect(signals).toHaveLength(2);
  watch.close();
});

test('closed, it follows nothing and holds no timer', () => {
  const {watch, signals} = watching();
  watch.follow([object('a')]);
  watch.close();
  watch.follow([object('b')]);
  expect([signals.length, vi.getTimerCount()]).toEqual([1, 0]);
});
