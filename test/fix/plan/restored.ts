import {shapes} from '../../../src/check/normalize/shapes.ts';
import {operations} from '../../../src/fix/plan/json-patch.ts';
import {restore} from '../../../src/fix/plan/restore.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import {parseApiVersion} from '../../../src/model/refs.ts';
import {checkTexts, json} from '../../check/check-files.ts';

const foreign = (fieldsV1: object) => ({
  managedFields: [
    {
      manager: 'kubectl-edit',
      operation: 'Update',
      apiVersion: 'v1',
      time: '2026-11-23T11:00:00Z',
      fieldsType: 'FieldsV1',
      fieldsV1,
    },
  ],
});

/** Declares an object, finds another, and restores the findings whose paths are named; answers with the patch and what was touched. */
export async function restored(declared: JsonObject, found: JsonObject, fields: object, only?: readonly string[]) {
  const head = {apiVersion: declared['apiVersion'] as string, kind: declared['kind'] as string};
  const metadata = {name: 'x', namespace: 'shop'};
  const intent = {
    ...declared,
    metadata: {...metadata, ...(declared['metadata'] as JsonObject | undefined)},
  } as JsonObject;
  const live = {
    ...head,
    ...found,
    metadata: {...metadata, ...(found['metadata'] as JsonObject | undefined), ...foreign(fields)},
  } as unknown as JsonObject;
  const report = await checkTexts(json(intent), json(live));
  const {group, version} = parseApiVersion(head.apiVersion);
  const findings = report.findings.filter(
    ({verdict, path}) => verdict === 'drift' && (only === undefined || only.includes(JSON.stringify(path))),
  );
  const ref = {group, kind: head.kind, ...metadata};
  const {target, touched, takesOut, rekeyed, unreached} = restore(
    {ref, object: intent},
    live,
    shapes()(group, version, head.kind),
    findings,
  );
  return {
    patch: operations(live, target),
    touched,
    takesOut,
    rekeyed,
    unreached: unreached.length,
    findings: findings.length,
  };
}

export const service = (...ports: object[]): JsonObject =>
  ({apiVersion: 'v1', kind: 'Service', spec: {ports}}) as unknown as JsonObject;
export const deployment = (...containers: object[]): JsonObject =>
  ({apiVersion: 'apps/v1', kind: 'Deployment', spec: {template: {spec: {containers}}}}) as unknown as JsonObject;
