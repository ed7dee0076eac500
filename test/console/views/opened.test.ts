import {expect, test} from 'vitest';
import {openedView, promptState, waitingView} from '../../../src/console/views/opened.ts';
import type {TimelineSnapshot} from '../../../src/console/views/timeline.ts';
import {contextOf} from '../fakes.ts';
import {governedInspection} from '../releases.ts';

const [clean, drifted] = [await governedInspection(1), await governedInspection(2)];
const OPEN = {open: true} as const;
const snapshot = (inspection: typeof clean, parts: Partial<TimelineSnapshot> = {}): TimelineSnapshot => ({
  id: 'mutation',
  name: 'n',
  basis: 'b',
  inspection,
  mutations: [],
  ...parts,
});

function opened(snapshots: readonly TimelineSnapshot[], now: number, focus?: string) {
  const {redactor, documents} = contextOf();
  const parts = {key: 'shop/web', snapshots, now, redactor, documents, canReconcile: OPEN};
  return {view: openedView({...parts, ...(focus === undefined ? {} : {focus})}), documents};
}

test('what is open: its release, its kinds, and the finding to begin with', () => {
  const {view} = opened([snapshot(clean), snapshot(drifted)], 1);
  expect(view).toMatchObject({
    key: 'shop/web',
    name: 'test-nginx',
    namespace: 'sandbox-nginx',
    ready: true,
    revision: 1,
    status: 'deployed',
    artifact: {file: 'release-baseline.yaml', from: 'revision 1', digest: drifted.intent.digest},
    now: 1,
  });
  expect(view.kinds.reduce((sum, {count}) => sum + count, 0)).toBe(7);
  expect(view.focus).toBe(view.timeline[1]?.findings[0]?.id);
  expect(opened([snapshot(drifted)], 0, 'abcd').view.focus).toBe('abcd');
  expect(opened([snapshot(clean)], 0).view).not.toHaveProperty('focus');
});

test('a state has its documents in the store, and its findings their lines in them', () => {
  const {view, documents} = opened([snapshot(drifted, {problem: 'p', unrehearsed: true})], 0);
  const [state] = view.timeline;
  expect(state).toMatchObject({load: 4, compliance: 'variance-detected', problem: 'p', unrehearsed: true});
  const text = documents.view(state?.liveDocument ?? '', 'compact')?.text.split('\n') ?? [];
  for (const {liveLine, live} of state?.findings.filter(({verdict}) => verdict === 'drift') ?? [])
    expect(text[(liveLine ?? 0) - 1]).toContain(live?.text);
  expect(documents.view(state?.baselineDocument ?? '', 'compact')).toBeDefined();
});

test('a state that is not there is a bug of ours', () => {
  expect(() => opened([snapshot(clean)], 1)).toThrow('state 1 of shop/web is not there');
});

test('the prompt says what is open', () => {
  expect(promptState(undefined)).toBe('workflow=helm-release-assurance state=no-release');
  expect(promptState(waitingView('k', 'n', 's'))).toBe('workflow=helm-release-assurance state=checking');
  expect(promptState(opened([snapshot(drifted)], 0).view)).toBe(
    'workflow=helm-release-assurance state=variance-detected audited=netpol,pdb,sa,cm,+3 artifact=release-baseline.yaml',
  );
});

test('the commands are those that anybody types for the same', () => {
  expect(opened([snapshot(drifted)], 0).view.commands).toEqual({
    baseline: 'helm get manifest test-nginx -n sandbox-nginx --revision 1 > release-baseline.yaml',
    live: 'kubectl get netpol,pdb,sa,cm,svc,deploy,hpa -n sandbox-nginx -o yaml > live-snapshot.yaml',
    reconcile: 'helm drift fix test-nginx -n sandbox-nginx',
  });
});
