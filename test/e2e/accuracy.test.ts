import {expect, test} from 'vitest';
import {runAccuracy} from '../accuracy/accuracy.ts';
import {plane} from './plane.ts';

/** The short form of `npm run accuracy`: other seeds and hundreds of mutations are that command's. */
test.each([
  [3, 'client'],
  [4, 'auto'],
] as const)(
  'helm %i, fidelity %s: every planted mutation is found, and nothing else; each is put back, and each fix taken back',
  async (helm, fidelity) => {
    const {score, fixing} = await runAccuracy({
      seed: 2026,
      mutations: 60,
      negatives: 30,
      helm,
      fidelity,
      kubeconfig: plane().kubeconfig,
      prefix: `acc${helm}-`,
      corpus: false,
      nginx: 4,
      kinds: 2,
      fix: true,
    });
    expect(score.misses).toEqual([]);
    expect(score.falseAlarms).toEqual([]);
    expect(score.misattributed).toEqual([]);
    expect(fixing).toMatchObject({runs: [], wrong: [], owners: [], notUndone: []});
  },
  300_000,
);
