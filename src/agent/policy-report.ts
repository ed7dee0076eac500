import {createHash} from 'node:crypto';
import {inertName} from '../model/inert.ts';
import type {JsonObject} from '../model/json.ts';
import {formatPath} from '../model/path.ts';
import type {ApiResource, ApiResources} from '../model/ports.ts';
import {refLabel} from '../model/refs.ts';
import {SEVERITIES} from '../model/report.ts';
import type {Finding} from '../model/report.ts';
import type {SafeReport} from '../redact/redactor.ts';
import {OWN_LABELS} from './names.ts';
import type {ReleasePlace} from './release-drift.ts';

/** The kinds of reports that are in use, in the order in which they are preferred. Neither is ever installed by us. */
const KINDS = [
  {group: 'openreports.io', version: 'v1alpha1', kind: 'Report'},
  {group: 'wgpolicyk8s.io', version: 'v1alpha2', kind: 'PolicyReport'},
] as const;
const RESULTS_AT_MOST = 200;
const SOURCE = 'helm-drift';

/** The kind in which reports are written here; undefined where none is served. */
export function reportKind(served: ApiResources): ApiResource | undefined {
  for (const {group, version, kind} of KINDS) {
    const found = served.find(group, kind, version);
    if (found?.version === version) return found;
  }
  return undefined;
}

/** A name of our own among others' reports: release names of 53 characters fit. */
export const reportName = (release: string): string => `helm-drift-${release}`;

/** A release's report: drift fails, what a rule accepts is skipped, a gap is an error. Of redacted reports alone; without values. */
export function policyReport({kind, group, version}: ApiResource, report: SafeReport): JsonObject {
  const {namespace, name} = report.release;
  const told = report.findings.filter(({verdict}) => verdict !== 'ignored');
  const rank = ({verdict, severity}: Finding): number => (verdict === 'drift' ? SEVERITIES.indexOf(severity) : -1);
  const results = [
    ...told.toSorted((a, b) => rank(b) - rank(a)).map((finding) => resultOf(finding)),
    ...report.gaps.map(({reason, ref}): JsonObject => ({
      source: SOURCE,
      policy: 'helm-drift',
      rule: reason,
      result: 'error',
      message: inertName(`could not be verified: ${reason}`),
      ...(ref === undefined ? {} : {resources: [{kind: ref.kind, name: ref.name, ...placeOf(ref.namespace)}]}),
    })),
  ];
  const count = (result: string): number => results.filter((one) => one['result'] === result).length;
  const pass = results.length === 0 ? 1 : 0;
  const left = results.length - RESULTS_AT_MOST;
  return {
    apiVersion: `${group}/${version}`,
    kind,
    metadata: {
      name: reportName(name),
      namespace,
      labels: OWN_LABELS,
      ...(left > 0 ? {annotations: {'helm-drift/left-out': String(left)}} : {}),
    },
    // The other kind names its source with each result alone.
    ...(kind === 'Report' ? {source: SOURCE} : {}),
    summary: {pass, fail: count('fail'), warn: 0, error: count('error'), skip: count('skip')},
    results:
      results.length === 0
        ? [{source: SOURCE, policy: 'helm-drift', rule: 'in-contract', result: 'pass', message: 'nothing drifted'}]
        : results.slice(0, RESULTS_AT_MOST),
  };
}

function resultOf({id, ref, path, controlPath, change, severity, verdict, by}: Finding): JsonObject {
  const place = path.length === 0 ? '' : ` ${formatPath(path)}`;
  return {
    source: SOURCE,
    policy: 'helm-drift',
    rule: change,
    category: controlPath.group,
    severity,
    result: verdict === 'drift' ? 'fail' : 'skip',
    message: inertName(`${controlPath.title} of ${refLabel(ref)}${place}: ${change}`).slice(0, 500),
    resources: [{kind: ref.kind, name: ref.name, ...placeOf(ref.namespace)}],
    properties: {id, ...(by.manager === undefined ? {} : {manager: inertName(by.manager).slice(0, 128)})},
  };
}

const placeOf = (namespace: string | undefined): JsonObject => (namespace === undefined ? {} : {namespace});

export function reportDigest(report: JsonObject): string {
  return createHash('sha256').update(JSON.stringify(report)).digest('base64url').slice(0, 22);
}

export const reportPlace = ({namespace, name}: ReleasePlace): ReleasePlace => ({namespace, name: reportName(name)});
