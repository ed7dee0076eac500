import {expect, test} from 'vitest';
import {merged, ownedBy} from '../../../src/check/evidence/owned.ts';
import {toLive} from '../../../src/model/evidence.ts';
import type {LiveObject} from '../../../src/model/evidence.ts';

const RELEASE = {name: 'app', namespace: 'shop'};
const marked = (apiVersion: string, kind: string, uid: string, owner?: string): LiveObject =>
  toLive({
    apiVersion,
    kind,
    metadata: {
      name: uid,
      namespace: 'shop',
      uid,
      annotations: {'meta.helm.sh/release-name': 'app', 'meta.helm.sh/release-namespace': 'shop'},
      ...(owner === undefined ? {} : {ownerReferences: [{uid: owner, kind: 'x', name: 'x', apiVersion: 'v1'}]}),
    },
  });

const RBAC = 'rbac.authorization.k8s.io/v1';
test.each<[string, LiveObject, boolean]>([
  ['a Job of a CronJob is its copy', marked('batch/v1', 'Job', 'j', 'cron'), false],
  ['a Deployment of a CronJob is nobody’s copy', marked('apps/v1', 'Deployment', 'd', 'cron'), true],
  ['what an operator makes of its resource is a copy', marked('apps/v1', 'StatefulSet', 's', 'widget'), false],
  ['a binding is a copy of nothing', marked(RBAC, 'RoleBinding', 'b', 'widget'), true],
  ['an owner that is not there owns nothing', marked('batch/v1', 'Job', 'k', 'gone'), true],
  ['an object without an owner', marked('v1', 'ConfigMap', 'c'), true],
])('%s', (_what, object, isExtra) => {
  const declared = [marked('batch/v1', 'CronJob', 'cron'), marked('example.com/v1', 'Widget', 'widget')];
  expect(ownedBy({objects: [object], unsearched: []}, RELEASE, declared)).toEqual(isExtra ? [object] : []);
});

test('searches of several namespaces are one, and what lies outside of all is there once', () => {
  const role = marked(RBAC, 'ClusterRole', 'r');
  const one = {objects: [role], unsearched: ['secrets']};
  const other = {objects: [role, marked('v1', 'ConfigMap', 'c')], unsearched: ['secrets', 'roles']};
  const both = merged([one, other]);
  expect(both.objects.map(({ref}) => ref.name)).toEqual(['r', 'c']);
  expect(both.unsearched).toEqual(['secrets', 'roles']);
});
