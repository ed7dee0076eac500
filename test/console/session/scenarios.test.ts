import {expect, test, vi} from 'vitest';
import {scenarioNamed, shippedScenarios} from '../../../src/console/session/scenarios.ts';
import {UserError} from '../../../src/model/errors.ts';
import {shipped} from '../../../src/sandbox/shipped.ts';
import {runtimeOf} from '../fakes.ts';

vi.mock(import('../../../src/sandbox/shipped.ts'), async (load) => {
  const real = await load();
  return {...real, shipped: vi.fn<typeof real.shipped>(real.shipped)};
});

test('those that ship, by their names', async () => {
  expect((await shippedScenarios({demo: true}, runtimeOf())).map(({name}) => name)).toContain('governed-drift');
  expect((await scenarioNamed('governed-drift', runtimeOf())).release.name).toBe('test-nginx');
});

test('without their files there is no demo, and a cluster can be shown all the same', async () => {
  const absent = new UserError('they are not beside the bundle');
  vi.mocked(shipped).mockRejectedValueOnce(absent).mockRejectedValueOnce(absent);
  await expect(shippedScenarios({demo: true}, runtimeOf())).rejects.toBe(absent);
  expect(await shippedScenarios({demo: false}, runtimeOf())).toEqual([]);
});

test('a bug of ours is no missing file', async () => {
  vi.mocked(shipped).mockRejectedValueOnce(new TypeError('x is undefined'));
  await expect(shippedScenarios({demo: false}, runtimeOf())).rejects.toBeInstanceOf(TypeError);
});
