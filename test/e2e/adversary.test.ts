import {expect, test} from 'vitest';
import {runAdversary} from '../adversary/adversary.ts';
import {hiddenLines, isUnseen} from '../adversary/table.ts';
import {plane} from './plane.ts';

/** The short form of `npm run adversary`: one way of each sort, on both Helms. */
const WAYS = [
  'as-kube-controller-manager',
  'helm-update-dated',
  'no-managed-fields',
  'flux-co-owner',
  'recreated-host-network',
  'ns-selector-empty',
  'hpa-behavior',
  'owner-reference',
  'book-edited',
  'book-old-deployed',
  'extra-kept-owned',
  'crd-loosened',
];

test('a dozen ways to hide end as findings or gaps, and what nobody touched as neither', async () => {
  const result = await runAdversary({
    seed: 16,
    helms: [3, 4],
    fidelities: ['auto', 'client'],
    only: WAYS,
    kubeconfig: plane().kubeconfig,
    prefix: 'adve2e',
    together: true,
    rivals: false,
    controls: false,
  });
  expect(hiddenLines(result.cases, 'open')).toEqual([]);
  expect({idle: result.idle, broken: result.broken, strays: result.strays}).toEqual({
    idle: [],
    broken: [],
    strays: [],
  });
  expect(isUnseen(result)).toBe(false);
}, 300_000);
