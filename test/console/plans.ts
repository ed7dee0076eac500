import type {Plan, Step} from '../../src/model/fix.ts';

export function stepOf(kind: string, name: string): Step {
  return {
    action: 'patch',
    ref: {group: '', kind, namespace: 'shop', name},
    apiVersion: 'v1',
    uid: `uid-${name}`,
    resourceVersion: '7',
    fields: [
      {
        id: 'aa11',
        path: 'spec.port',
        change: 'changed',
        title: 'Service port',
        severity: 'critical',
        desired: 80,
        live: 8080,
        by: {manager: 'kubectl-edit', certainty: 'exact'},
      },
    ],
    consequences: ['spec.clusterIP'],
    warnings: ['clients of 8080 will be refused'],
  };
}

export function planOf(steps: readonly Step[]): Plan {
  return {
    schemaVersion: '1',
    kind: 'FixPlan',
    release: {name: 'web', namespace: 'shop', revision: 3, applyMethod: 'ssa'},
    cluster: {name: 'test', server: 'https://test:6443', uid: 'cluster-1'},
    createdAt: '2026-11-24T09:15:00.000Z',
    expires: '2026-11-24T09:25:00.000Z',
    intentDigest: 'intent',
    steps,
    notes: ['a note'],
    digest: 'digest-1',
  };
}
