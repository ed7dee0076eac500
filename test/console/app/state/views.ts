import type {FindingView, TimelineState} from '../../../../src/console/contract.ts';

/** A finding as the page gets it. */
export function findingOf(parts: Partial<FindingView> = {}): FindingView {
  return {
    id: 'floor',
    ref: {group: 'autoscaling', kind: 'HorizontalPodAutoscaler', namespace: 'shop', name: 'web'},
    object: 'HorizontalPodAutoscaler/web',
    path: 'spec.minReplicas',
    title: 'HPA floor',
    group: 'autoscaling',
    severity: 'high',
    change: 'changed',
    verdict: 'drift',
    glance: {desired: '6', live: '4'},
    by: {text: 'By kubectl-patch.', manager: 'kubectl-patch', time: '2026-11-24T09:00:00Z', certainty: 'exact'},
    method: 'dry-run',
    methodText: "the API server's own dry run",
    ...parts,
  };
}

/** A state of the timeline with these findings. */
export function stateOf(
  id: TimelineState['id'],
  findings: readonly FindingView[],
  parts: Partial<TimelineState> = {},
): TimelineState {
  const of = (verdict: FindingView['verdict']): number => findings.filter((each) => each.verdict === verdict).length;
  const load = of('drift');
  return {
    id,
    name: id,
    basis: 'b',
    takenAt: '2026-11-24T09:15:00Z',
    load,
    compliance: load > 0 ? 'variance-detected' : 'in-contract',
    headline: 'h',
    summary: {objects: 7, compared: 7, drift: load, accepted: of('accepted'), ignored: of('ignored'), gaps: 0},
    findings,
    gaps: [],
    notes: [],
    baselineDocument: 'b1',
    liveDocument: 'l1',
    mutations: [],
    ...parts,
  };
}
