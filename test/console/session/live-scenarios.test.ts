import {expect, test, vi} from 'vitest';
import {liveScenarios} from '../../../src/console/session/live-scenarios.ts';
import {scenariosIn} from '../../../src/simulate/files.ts';
import {clusterOf, contextOf} from '../fakes.ts';
import {governedInspection} from '../releases.ts';

const SHIPPED = await scenariosIn('scenarios');
const DECLARED = (await governedInspection(1)).intent.objects;
const PLACE = {name: 'test-nginx', namespace: 'sandbox-nginx'};

function offering({
  isSandbox = async (): Promise<boolean> => true,
  readOnly = false,
  place = PLACE,
  scenarios = SHIPPED,
} = {}) {
  const asked = vi.fn<() => Promise<boolean>>(isSandbox);
  const live = liveScenarios(contextOf({readOnly, scenarios}), clusterOf({isSandbox: asked}), place);
  return {asked, names: async (declared = DECLARED) => (await live.fitting(declared)).map(({name}) => name)};
}

test('on the sandbox, those of the very objects that the release declares, the whole picture first', async () => {
  const {names, asked} = offering();
  // With a Role more, or without the autoscaler, it is another release.
  expect(await names()).toEqual(['governed-drift', 'deleted-object', 'image-hot-fix', 'sidecar-and-env']);
  expect(await names(DECLARED.filter(({ref}) => ref.kind !== 'HorizontalPodAutoscaler'))).toEqual(['replicas-fight']);
  expect(await names([])).toEqual([]);
  expect(asked).toHaveBeenCalledTimes(1);
});

test.each([
  ['a cluster that is not the sandbox', {isSandbox: async () => false}],
  ['a cluster that does not say what it is', {isSandbox: () => Promise.reject(new Error('no answer'))}],
])('none on %s', async (_name, given) => {
  expect(await offering(given).names()).toEqual([]);
});

test.each([
  ['by a console that writes nothing', {readOnly: true}],
  ['for another release', {place: {name: 'web', namespace: 'shop'}}],
  ['where none ships', {scenarios: []}],
])('none %s, and nobody asks where it is', async (_name, given) => {
  const {names, asked} = offering(given);
  expect(await names()).toEqual([]);
  expect(asked).not.toHaveBeenCalled();
});

test('a scenario whose recording cannot be read is not offered', async () => {
  const [first] = SHIPPED;
  if (first === undefined) throw new Error('none ships');
  expect(await offering({scenarios: [{...first, file: '/nonexistent/scenario.yaml'}]}).names()).toEqual([]);
});
