import {expect, test} from 'vitest';
import {rolesFor} from '../../src/agent/rights.ts';
import type {RightsRequest} from '../../src/agent/rights.ts';
import {kind, served} from '../watch/scripted.ts';

const SERVICE = kind('Service');
const ROLE = kind('ClusterRole', 'rbac.authorization.k8s.io', {namespaced: false});
const HPA = kind('HorizontalPodAutoscaler', 'autoscaling');
const WIDGET = kind('Widget', 'shop.example');
const REQUEST: RightsRequest = {
  declared: [SERVICE, ROLE],
  searched: [SERVICE, WIDGET],
  served: served(SERVICE, ROLE, HPA, WIDGET),
  recordsIn: 'secrets',
  namespaces: [],
  dryRun: false,
  name: 'drift',
  account: undefined,
};

interface Told {
  readonly kind: string;
  readonly metadata: {readonly name: string; readonly namespace?: string};
  readonly rules?: readonly Readonly<
    Record<'apiGroups' | 'resources' | 'verbs', readonly string[]> & {resourceNames?: string[]}
  >[];
}

/** `Kind namespace/name: group/resource verbs`. */
function lines(roles: readonly unknown[]): string[] {
  return (roles as readonly Told[]).flatMap(({kind: of, metadata: {namespace = '', name}, rules = []}) =>
    rules.map(({apiGroups, resources, verbs, resourceNames}) => {
      const named = resourceNames === undefined ? '' : ` of ${resourceNames.join()}`;
      return `${of} ${namespace}/${name}: ${apiGroups.join()}/${resources.join()} ${verbs.join()}${named}`;
    }),
  );
}

test('reading what is declared, searching the rest, and no verb beside', () => {
  expect(lines(rolesFor(REQUEST))).toEqual([
    'ClusterRole /drift: apiextensions.k8s.io/customresourcedefinitions get,list,watch',
    'ClusterRole /drift: rbac.authorization.k8s.io/clusterroles get,list,watch',
    'ClusterRole /drift: /secrets get,list,watch',
    'ClusterRole /drift: /services get,list,watch',
    'ClusterRole /drift: autoscaling/horizontalpodautoscalers get,list,watch',
    'ClusterRole /drift: shop.example/widgets list,watch',
  ]);
});

test('of one namespace only what no namespace holds is wide; dry runs are asked for', () => {
  const roles = rolesFor({...REQUEST, namespaces: ['shop'], dryRun: true, recordsIn: 'configmaps', searched: []});
  expect(lines(roles)).toEqual([
    'ClusterRole /drift: apiextensions.k8s.io/customresourcedefinitions get,list,watch',
    'ClusterRole /drift: rbac.authorization.k8s.io/clusterroles get,list,watch',
    'ClusterRole /drift: rbac.authorization.k8s.io/clusterroles patch',
    'Role shop/drift: /configmaps get,list,watch',
    'Role shop/drift: /services get,list,watch',
    'Role shop/drift: autoscaling/horizontalpodautoscalers get,list,watch',
    'Role shop/drift: /services patch',
  ]);
});

test('an agent writes its own kinds and its leases', () => {
  const roles = rolesFor({
    ...REQUEST,
    declared: [],
    searched: [],
    agent: {home: 'ops', statefulSet: 'drift', reports: kind('Report', 'openreports.io'), events: false},
    account: {namespace: 'ops', name: 'drift'},
  });
  expect(lines(roles)).toEqual(
    expect.arrayContaining([
      'ClusterRole /drift: helm-drift.example/releasedrifts get,list,create,patch,delete',
      'ClusterRole /drift: helm-drift.example/releasedrifts/status patch',
      'ClusterRole /drift: openreports.io/reports create,patch,delete',
      'Role ops/drift-leases: coordination.k8s.io/leases list,create,patch',
      'Role ops/drift-leases: apps/statefulsets get of drift',
    ]),
  );
  expect(roles.map(({kind: of}) => of)).toEqual(['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding']);
  expect(roles[1]).toMatchObject({subjects: [{kind: 'ServiceAccount', namespace: 'ops', name: 'drift'}]});
});

test('Events are made where the cluster is a sink, and nowhere else', () => {
  const agent = {home: 'ops', statefulSet: undefined, reports: undefined};
  const of = (events: boolean, namespaces: readonly string[]): string[] =>
    lines(rolesFor({...REQUEST, namespaces, agent: {...agent, events}})).filter((line) => line.includes('events'));
  expect(of(false, [])).toEqual([]);
  expect(of(true, [])).toEqual(['ClusterRole /drift: events.k8s.io/events create']);
  expect(of(true, ['shop', 'blog'])).toEqual([
    'Role shop/drift: events.k8s.io/events create',
    'Role blog/drift: events.k8s.io/events create',
  ]);
});
