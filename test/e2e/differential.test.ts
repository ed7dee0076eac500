import {expect, test} from 'vitest';
import {runDifferential} from '../differential/differential.ts';
import {plane} from './plane.ts';

/** The short form of `test/differential/run.ts`: other seeds and thousands of pairs are that command's. */
test.each([3, 4] as const)(
  'helm %i: the structure alone comes to the verdict of the server',
  async (helm) => {
    const {classes, pairs, uncovered} = await runDifferential({
      seed: 2026,
      pairs: 100,
      helm,
      kubeconfig: plane().kubeconfig,
      prefix: `dif${helm}`,
    });
    expect(pairs).toHaveLength(100);
    expect(uncovered).toEqual([]);
    const open = classes.filter(({known}) => known === undefined);
    expect(open.map(({side, place, example}) => `${side}: ${place} of ${example.pair.subject.url}`)).toEqual([]);
  },
  120_000,
);
