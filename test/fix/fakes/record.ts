import type {RecordHead} from '../../../src/fix/record/journal.ts';
import type {Plan} from '../../../src/model/fix.ts';

/** The first line of a fix's record, with what a test is about in it. */
export function recordHead(parts: Partial<RecordHead> = {}, plan: Partial<Plan> = {}): RecordHead {
  return {
    type: 'head',
    schemaVersion: '3',
    id: 'one',
    of: 'fix',
    plan: emptyPlan(plan),
    before: [],
    ...parts,
  };
}

/** A plan that does nothing, with what a test is about in it. */
export function emptyPlan(parts: Partial<Plan> = {}): Plan {
  return {
    schemaVersion: '1',
    kind: 'FixPlan',
    release: {name: 'shop', namespace: 'shop', revision: 3, applyMethod: 'ssa'},
    cluster: {name: 'test', server: 'https://test'},
    createdAt: '2026-11-23T12:00:00.000Z',
    expires: '2026-11-23T13:00:00.000Z',
    intentDigest: '',
    steps: [],
    notes: [],
    digest: '',
    ...parts,
  };
}
