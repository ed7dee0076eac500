import {describe, expect, test} from 'vitest';
import {findingDetail} from '../../../src/console/views/detail.ts';
import type {Finding} from '../../../src/model/report.ts';
import {createRedactor} from '../../../src/redact/redactor.ts';
import {NOW} from '../fakes.ts';
import {governedInspection} from '../releases.ts';

const drifted = await governedInspection(2);
const titled = (title: string): Finding => {
  const found = drifted.report.findings.find(({controlPath}) => controlPath.title === title);
  if (found === undefined) throw new Error(`there is no ${title}`);
  return found;
};
const detail = (id: string, canIgnore = true) =>
  findingDetail(drifted, id, {redactor: createRedactor(), now: NOW, canIgnore});

describe('all that is known of one finding', () => {
  test('its values, its story, its way back by hand, and the narrowest rule', () => {
    expect(detail(titled('HPA floor').id)).toMatchObject({
      desired: '6',
      live: '4',
      explanation: expect.stringContaining('kubectl-patch'),
      patch: '[\n  {"op":"replace","path":"/spec/minReplicas","value":6}\n]\n',
      fixCommand:
        "helm drift fix test-nginx -n sandbox-nginx --only 'HorizontalPodAutoscaler/test-nginx:spec.minReplicas'",
      ignoreRule: expect.stringContaining('/spec/minReplicas'),
    });
  });

  test('without the rule where none may be written; nothing of what is not there', () => {
    expect(detail(titled('HPA floor').id, false)).not.toHaveProperty('ignoreRule');
    expect(detail('nonsense')).toBeUndefined();
  });

  test.each([
    ['extra', 'Deployment', " --only 'Deployment/web' --prune"],
    ['added', 'Deployment', " --only 'Deployment/web' --added"],
    ['missing', 'Deployment', " --only 'Deployment/web'"],
  ] as const)('the command for what is %s', (change, kind, end) => {
    const {desired: _desired, live: _live, ...rest} = titled('HPA floor');
    const finding: Finding = {
      ...rest,
      id: 'ffff',
      change,
      path: [],
      ref: {group: 'apps', kind, namespace: 'sandbox-nginx', name: 'web'},
    };
    const inspection = {...drifted, report: {...drifted.report, findings: [finding]}};
    const found = findingDetail(inspection, 'ffff', {redactor: createRedactor(), now: NOW, canIgnore: true});
    expect(found?.fixCommand.endsWith(end)).toBe(true);
    expect(found).not.toHaveProperty('desired');
  });

  test('a patch that would hold a secret is none', () => {
    const ref = {group: '', kind: 'Secret', namespace: 'sandbox-nginx', name: 'keys'};
    const secret = (value: string) => ({
      ref,
      apiVersion: 'v1',
      object: {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {name: 'keys'},
        data: {password: Buffer.from(value).toString('base64')},
      },
      origin: {line: 1},
    });
    const finding: Finding = {
      ...titled('HPA floor'),
      id: 'eeee',
      ref,
      path: [{field: 'data'}, {field: 'password'}],
      desired: 'aHVudGVyMi1pcy10aGUtcGFzc3dvcmQ=',
      live: 'b3RoZXItdGhhbi10aGUtcGFzc3dvcmQ=',
    };
    const inspection = {
      ...drifted,
      report: {...drifted.report, findings: [finding]},
      intent: {...drifted.intent, objects: [secret('hunter2-is-the-password')]},
      live: [secret('other-than-the-password')],
    };
    const found = findingDetail(inspection, 'eeee', {redactor: createRedactor(), now: NOW, canIgnore: true});
    expect(found).not.toHaveProperty('patch');
    expect(JSON.stringify(found)).not.toContain('aHVudGVyMi1pcy10aGU');
  });
});
