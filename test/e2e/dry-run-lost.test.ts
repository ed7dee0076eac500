import {setTimeout as sleep} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {drift, helmBinary, kubectl, must, namespace, reportOf} from './harness.ts';
import {proxy} from './proxy.ts';

const isDry = (method: string, url: string): boolean => method === 'PATCH' && url.includes('dryRun=All');

/** A release with one object that looks different. */
async function drifted(version: string): Promise<string> {
  const place = await namespace('lost');
  await must(helmBinary(version), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  await kubectl('-n', place, 'set', 'image', 'deployment/test-nginx', '*=nginx:drifted');
  await standsStill(place);
  return place;
}

/** The deployment controller writes its status several times; each is another state, of which the check asks anew. */
async function standsStill(place: string): Promise<void> {
  const version = (): Promise<string> =>
    kubectl('-n', place, 'get', 'deployment/test-nginx', '-o', 'jsonpath={.metadata.resourceVersion}');
  let before = '';
  for (let same = 0; same < 3;) {
    await sleep(250);
    const now = await version();
    same = now === before ? same + 1 : 0;
    before = now;
  }
}

const image = (place: string): Promise<string> =>
  kubectl('-n', place, 'get', 'deployment/test-nginx', '-o', 'jsonpath={.spec.template.spec.containers[0].image}');

// Helm 3 patches and Helm 4 applies: a dry run does as the release's own helm would.
test.each([
  ['3.22.0', 'cuts the connection', true],
  ['3.22.0', 'answers 503', 503],
  ['4.3.1', 'cuts the connection', true],
  ['4.3.1', 'answers 500', 500],
] as const)('a server that carries out the dry run for helm %s, and %s, is found out', async (version, _how, lost) => {
  const place = await drifted(version);
  const {env, requests} = await proxy({
    rewrites: (method, url) => (isDry(method, url) ? url.replace(/dryRun=All&?/, '') : url),
    loses: (method, url) => isDry(method, url) && lost,
  });
  const {code, stdout, stderr} = await drift(['check', 'test-nginx', '-n', place], {env});
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`the API server has persisted a dry run of Deployment ${place}/test-nginx (apps/v1)`);
  // Once, and it was none indeed.
  expect(requests.filter((line) => isDry(...(line.split(' ') as [string, string])))).toHaveLength(1);
  expect(await image(place)).not.toBe('nginx:drifted');
});

test.each([
  ['cuts the connection', true],
  ['answers 500', 500],
] as const)('one that keeps to dry runs, and %s, is believed by what can be seen', async (_how, lost) => {
  const place = await drifted('4.3.1');
  const {env, requests} = await proxy({loses: (method, url) => isDry(method, url) && lost});
  const report = reportOf(await drift(['check', 'test-nginx', '-n', place, '-o', 'json'], {env}));
  expect(report.findings.map(({path, method}) => [path, method])).toEqual([
    ['spec.template.spec.containers[name=nginx].image', 'structure'],
  ]);
  expect(requests.filter((line) => isDry(...(line.split(' ') as [string, string])))).toHaveLength(2);
  expect(await image(place)).toBe('nginx:drifted');
});
