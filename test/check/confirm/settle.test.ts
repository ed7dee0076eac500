import {describe, expect, test} from 'vitest';
import type {JsonObject} from '../../../src/model/json.ts';
import {formatPath} from '../../../src/model/path.ts';
import type {DryRunResult} from '../../../src/model/ports.ts';
import type {DriftReport, Fidelity} from '../../../src/model/report.ts';
import {live, scriptedCheck} from '../sources.ts';

/** When Helm's run ended; its entries of that very second are of the run. */
const ENDED = '2026-01-01T00:00:00Z';
const LATER = '2026-02-01T00:00:00Z';

const SPEC = {template: {spec: {containers: [{name: 'app', image: 'app:1'}]}}};
const OWNED = {
  'f:template': {'f:spec': {'f:containers': {'k:{"name":"app"}': {'.': {}, 'f:name': {}, 'f:image': {}}}}},
};
const HOST = {template: {spec: {...SPEC.template.spec, hostNetwork: true}}};
const withHost = (below: object): object => ({'f:template': {'f:spec': {...OWNED['f:template']['f:spec'], ...below}}});

const deployment = (spec: object, metadata: object = {}): JsonObject =>
  ({apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'web', ...metadata}, spec}) as JsonObject;
const entry = (manager: string, spec: object, more: object = {}): object => ({
  manager,
  operation: 'Update',
  apiVersion: 'apps/v1',
  time: ENDED,
  fieldsType: 'FieldsV1',
  fieldsV1: {'f:spec': spec},
  ...more,
});

interface Case {
  readonly entries: readonly object[];
  readonly metadata?: object;
  readonly answer?: DryRunResult;
  readonly fidelity?: Fidelity;
}

/** A Deployment with hostNetwork, which its release does not declare, under these books. */
async function found({entries, metadata = {}, answer, fidelity = 'auto'}: Case): Promise<DriftReport> {
  return scriptedCheck({
    declared: [deployment(SPEC)],
    objects: [live(deployment(HOST, {managedFields: entries, generation: 2, ...metadata}))],
    fidelity,
    queries: {replaced: async () => answer ?? {unasked: 'no right to update deployments'}},
    baseline: {release: {name: 'app', namespace: 'shop', revision: 3, status: 'deployed', writtenAt: ENDED}},
  });
}

const told = ({findings, gaps}: DriftReport): string[] => [
  ...findings.map(({path, verdict, by}) => `${verdict} ${formatPath(path)} ${by.manager ?? 'nobody'}`),
  ...gaps.map(({reason}) => `gap ${reason}`),
];

const HELM = entry('helm', OWNED, {operation: 'Apply'});
const DRIFT = 'drift spec.template.spec.hostNetwork';

describe('an undeclared field', () => {
  test.each<[string, Case, string[]]>([
    ['that nobody owns is a gap where nobody can be asked', {entries: [HELM]}, ['gap unexplained']],
    ['that nobody owns is a gap with --fidelity client', {entries: [HELM], fidelity: 'client'}, ['gap unexplained']],
    [
      'that the API server does not set itself is drift',
      {entries: [HELM], answer: {object: deployment(SPEC)}},
      [`${DRIFT} nobody`],
    ],
    [
      'that the API server, or a webhook, sets itself is none',
      {entries: [HELM], answer: {object: deployment(HOST)}},
      [],
    ],
    [
      'in a spec that nobody has changed since the run is none',
      {entries: [HELM], metadata: {generation: 1, creationTimestamp: ENDED}},
      [],
    ],
    [
      'in a spec that was made after the run is a gap',
      {entries: [HELM], metadata: {generation: 1, creationTimestamp: LATER}},
      ['gap unexplained'],
    ],
    [
      'under (helm, Apply) is drift: Helm applies what is declared',
      {entries: [entry('helm', withHost({'f:hostNetwork': {}}), {operation: 'Apply'})], fidelity: 'client'},
      [`${DRIFT} helm`],
    ],
    [
      'under (helm, Update) after the run is drift',
      {entries: [entry('helm', withHost({'f:hostNetwork': {}}), {time: LATER})], fidelity: 'client'},
      [`${DRIFT} helm`],
    ],
    [
      'under (helm, Update) of the run is a gap: whoever may write an object may write its books',
      {entries: [entry('helm', withHost({'f:hostNetwork': {}}))], fidelity: 'client'},
      ['gap unexplained'],
    ],
    [
      'under a controller that has no business with it is drift',
      {entries: [HELM, entry('kube-controller-manager', withHost({'f:hostNetwork': {}}))], fidelity: 'client'},
      [`${DRIFT} kube-controller-manager`],
    ],
    [
      'written through the status subresource is drift',
      {
        entries: [HELM, entry('kubectl-edit', withHost({'f:hostNetwork': {}}), {subresource: 'status'})],
        fidelity: 'client',
      },
      [`${DRIFT} kubectl-edit`],
    ],
    [
      'of what another program than helm made anew, marks and all, is drift',
      {
        entries: [
          {
            ...entry('velero-server', withHost({'f:hostNetwork': {}}), {time: LATER}),
            fieldsV1: {
              'f:metadata': {'f:annotations': {'f:meta.helm.sh/release-name': {}}},
              'f:spec': withHost({'f:hostNetwork': {}}),
            },
          },
        ],
        fidelity: 'client',
      },
      [`${DRIFT} velero-server`],
    ],
  ])('%s', async (_what, one, expected) => {
    expect(told(await found(one))).toEqual(expected);
  });

  test('of Helm’s own mark counts where the mark is none: in a selector', async () => {
    const service = (selector: object): JsonObject =>
      ({apiVersion: 'v1', kind: 'Service', metadata: {name: 'web'}, spec: {selector}}) as JsonObject;
    const entries = [entry('helm', {'f:selector': {'f:app': {}}}, {operation: 'Apply'})] as JsonObject[];
    const marked = service({app: 'web', 'app.kubernetes.io/managed-by': 'Helm'});
    const report = await scriptedCheck({
      declared: [service({app: 'web'})],
      objects: [live({...marked, metadata: {name: 'web', managedFields: entries}})],
      fidelity: 'client',
    });
    expect(told(report)).toEqual(['gap unexplained']);
  });

  test('is named in the gap, and why nobody knows', async () => {
    const {gaps} = await found({entries: [HELM], answer: {refused: 'spec is immutable'}});
    expect(gaps.map(({message}) => message)).toEqual([
      'Deployment/web: spec.template.spec.hostNetwork: neither declared nor a default, and nobody owns it; a webhook may have set it, or somebody who left no trace (the API server refuses to tell: spec is immutable)',
    ]);
  });
});

describe('a declared value that differs, under Helm’s own name since its run', () => {
  const CHANGED = {template: {spec: {containers: [{name: 'app', image: 'mirror/app:1'}]}}};
  const changed = (metadata: object): Promise<DriftReport> =>
    scriptedCheck({
      declared: [deployment(SPEC)],
      objects: [live(deployment(CHANGED, {managedFields: [HELM], ...metadata}))],
      fidelity: 'client',
      baseline: {release: {name: 'app', namespace: 'shop', revision: 3, status: 'deployed', writtenAt: ENDED}},
    });

  test('is the webhook’s where the spec is as it was made', async () => {
    const report = await changed({generation: 1, creationTimestamp: ENDED});
    expect(report.findings).toMatchObject([{verdict: 'ignored', why: {code: 'as-helm-wrote'}}]);
    expect(report.gaps).toEqual([]);
  });

  test('is a gap where it was changed since: the books may have been rewritten', async () => {
    const report = await changed({generation: 2, creationTimestamp: ENDED});
    expect(told(report)).toEqual(['gap unexplained']);
    expect(report.gaps[0]?.message).toContain("under Helm's name since its run");
  });
});

describe('a webhook that answers dry runs with what is live', () => {
  const CHANGED = deployment({template: {spec: {containers: [{name: 'app', image: 'evil:1'}]}}});
  const answered = (entries: readonly object[]): Promise<DriftReport> => {
    const object = live({...CHANGED, metadata: {name: 'web', managedFields: entries as JsonObject[]}});
    return scriptedCheck({
      declared: [deployment(SPEC)],
      objects: [object],
      queries: {dryRun: async () => ({object: object.object})},
    });
  };

  test('hides no value that another manager owns', async () => {
    const report = await answered([entry('kubectl-edit', OWNED, {time: LATER})]);
    expect(told(report)).toEqual(['drift spec.template.spec.containers[name=app].image kubectl-edit']);
    expect(report.findings[0]?.methodNote).toContain('a webhook may have answered');
  });

  test('is taken at its word where Helm owns the value: it may well rewrite images', async () => {
    expect(told(await answered([HELM]))).toEqual(['ignored spec.template.spec.containers[name=app].image helm']);
  });
});
