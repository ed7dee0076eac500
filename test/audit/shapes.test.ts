import {gunzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {ATTACKS, ESCAPED} from './attacks.ts';
import {eventsOf, gkeEntry, methodGroup, SHAPES} from './shapes.ts';

const event = {
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  level: 'Request',
  auditID: 'a1',
  stage: 'ResponseComplete',
  requestURI: '/apis/apps/v1/namespaces/web/deployments/web/scale?fieldManager=x&dryRun=All',
  verb: 'patch',
  user: {username: 'gateway', groups: ['system:authenticated']},
  impersonatedUser: {username: 'lea'},
  sourceIPs: ['127.0.0.1'],
  userAgent: 'kubectl/v1',
  objectRef: {
    resource: 'deployments',
    namespace: 'web',
    name: 'web',
    apiGroup: 'apps',
    apiVersion: 'v1',
    subresource: 'scale',
  },
  responseStatus: {metadata: {}, code: 200},
  requestObject: {spec: {replicas: 3}},
  requestReceivedTimestamp: '2026-11-28T09:40:10.499440Z',
  stageTimestamp: '2026-11-28T09:40:10.505157Z',
  annotations: {'authorization.k8s.io/decision': 'allow'},
};

const shapes = new Map(
  SHAPES.map((make) => make([event, {...event, auditID: 'a2'}])).map(({name, files}) => [name, files]),
);
const textOf = (name: string): string => shapes.get(name)?.[0]?.content.toString() ?? '';

describe('other shapes of a log', () => {
  test('hold each event as it was', () => {
    const eks = JSON.parse(textOf('EKS filter-log-events')) as {events: {message: string; logStreamName: string}[]};
    const audit = eks.events.filter(({logStreamName}) => logStreamName.startsWith('kube-apiserver-audit-'));
    expect(audit.map(({message}) => JSON.parse(message) as unknown)[0]).toEqual(event);
    expect(textOf('EKS export to S3').split('\n')[0]).toBe(`2026-11-28T09:40:10.505Z ${JSON.stringify(event)}`);
    const aks = JSON.parse(textOf('AKS records')) as {records: {category: string; properties: {log: string}}[]};
    expect(aks.records).toHaveLength(2);
    expect(JSON.parse(aks.records[0]?.properties.log ?? '')).toEqual(event);
    expect(textOf('OpenShift node logs')).toMatch(/^master-0 \{"kind":"Event"/);
    expect(JSON.parse(textOf('EventList'))).toMatchObject({kind: 'EventList', items: [event, {auditID: 'a2'}]});
  });

  test('are spread over rotated files, some compressed', () => {
    const files = shapes.get('rotated and gzipped, a folder') ?? [];
    const texts = files.map(({name, content}) =>
      name.endsWith('.gz') && typeof content !== 'string' ? gunzipSync(content).toString() : content.toString(),
    );
    expect(texts.slice(0, 3).join('')).toContain('"auditID":"a2"');
    expect(eventsOf(texts[0] ?? '')[0]).toEqual(event);
  });

  test('GKE keeps no query, and groups go backwards', () => {
    const entry = gkeEntry(event);
    expect(entry).toMatchObject({
      protoPayload: {
        authenticationInfo: {principalEmail: 'gateway', authoritySelector: 'lea'},
        methodName: 'io.k8s.apps.v1.deployments.scale.patch',
        resourceName: 'apps/v1/namespaces/web/deployments/web/scale',
        request: {'@type': 'k8s.io/Patch', spec: {replicas: 3}},
      },
      timestamp: '2026-11-28T09:40:10.499440Z',
      operation: {id: 'a1'},
    });
    expect(JSON.stringify(entry)).not.toContain('fieldManager');
    expect(['', 'policy', 'rbac.authorization.k8s.io'].map(methodGroup)).toEqual([
      'io.k8s.core',
      'io.k8s.policy',
      'io.k8s.authorization.rbac',
    ]);
    const refused = gkeEntry({...event, responseStatus: {code: 403, message: 'no'}});
    expect(refused).toMatchObject({protoPayload: {status: {code: 7, message: 'no'}}});
  });
});

test('attacks leave whole what they say they do', () => {
  const when = {seed: 1, from: '2026-11-28T09:40:09Z', until: '2026-11-28T09:40:11Z'};
  const attacks = ATTACKS.map((make) => make([event, {...event, auditID: 'a2'}], when));
  const last = JSON.stringify({...event, auditID: 'a2'}).slice(0, 60);
  expect(attacks.filter(({log, isWhole}) => isWhole && !log.includes(last)).map(({name}) => name)).toEqual([]);
  const poisoned = attacks.find(({name}) => name === 'escape sequences')?.log ?? '';
  expect(ESCAPED.test(JSON.parse(poisoned.split('\n')[0] ?? '{}').userAgent as string)).toBe(true);
});
