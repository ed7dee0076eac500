import {describe, expect, test} from 'vitest';
import {Interrupted, interruptible} from '../../src/sandbox/interrupt.ts';
import {thrownBy} from '../kube/fakes.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const listeners = (): number[] => SIGNALS.map((name) => process.listenerCount(name));

describe('work that may be interrupted', () => {
  test('gives its answer, and listens no more', async () => {
    const before = listeners();
    expect(await interruptible(async () => listeners().map((count, index) => count - (before[index] ?? 0)))).toEqual([
      1, 1, 1,
    ]);
    expect(listeners()).toEqual(before);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s aborts it, and its code is what counts, whatever failed because of it', async (name, code) => {
    const before = listeners();
    const work = interruptible(async (signal) => {
      process.emit(name);
      expect(signal.aborted).toBe(true);
      throw new Error('the build was killed');
    });
    const error = await thrownBy(work);
    expect(error).toBeInstanceOf(Interrupted);
    expect(error).toMatchObject({code});
    expect(listeners()).toEqual(before);
  });

  test('that fails by itself has its own error', async () => {
    const before = listeners();
    expect((await thrownBy(interruptible(() => Promise.reject(new Error('no disk'))))).message).toBe('no disk');
    expect(listeners()).toEqual(before);
  });
});
