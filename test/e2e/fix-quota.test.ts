import {expect, inject, test} from 'vitest';
import {documentOf, fixer} from './fixer.ts';
import {helmBinary, kubectl, must, namespace, run} from './harness.ts';
import {chartOf} from '../false-alarms/release.ts';

const claim = (name: string, storageClassName: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {name},
    spec: {accessModes: ['ReadWriteOnce'], storageClassName, resources: {requests: {storage: '1Gi'}}},
  });

// The room that a deletion makes is anybody's: whoever waits for it is there first, and what was deleted could not come back.
test('an object that fills its quota itself is not deleted to be made anew, and is with room for both', async () => {
  const place = await namespace('quota');
  const helm = helmBinary('4.3.1');
  await must(helm, ['install', 'test-nginx', chartOf(claim('data', 'declared')), '-n', place]);
  await kubectl('-n', place, 'delete', 'pvc', 'data');
  await must(inject('kubectl'), ['create', '-n', place, '-f', '-'], {input: claim('data', 'other')});
  await kubectl('-n', place, 'create', 'quota', 'one', '--hard=persistentvolumeclaims=1');
  const used = () =>
    kubectl('-n', place, 'get', 'quota', 'one', '-o', 'jsonpath={.status.used.persistentvolumeclaims}');
  const live = (path: string) => kubectl('-n', place, 'get', 'pvc', 'data', '-o', `jsonpath={${path}}`);
  await expect.poll(used, {timeout: 20_000}).toBe('1');
  const uid = await live('.metadata.uid');
  const {fix} = fixer(helm);
  const refused = await fix(place, '--recreate');
  expect(refused.code).toBe(4);
  expect(documentOf(refused).plan.steps[0]?.refused).toMatch(
    /it could not be made anew, and stays: .*exceeded quota: one.*; the quota needs room for both until the old one is gone$/,
  );
  expect(await live('.metadata.uid')).toBe(uid);
  // It is full indeed.
  const another = await run(inject('kubectl'), ['create', '-n', place, '-f', '-'], {input: claim('more', 'other')});
  expect(another.stderr).toContain('exceeded quota');
  const more = '{"spec":{"hard":{"persistentvolumeclaims":"2"}}}';
  await kubectl('-n', place, 'patch', 'quota', 'one', '--type=merge', '-p', more);
  const hard = () =>
    kubectl('-n', place, 'get', 'quota', 'one', '-o', 'jsonpath={.status.hard.persistentvolumeclaims}');
  await expect.poll(hard, {timeout: 20_000}).toBe('2');
  expect((await fix(place, '--recreate')).code).toBe(0);
  expect(await live('.spec.storageClassName')).toBe('declared');
});
