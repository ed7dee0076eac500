import {createHash} from 'node:crypto';
import {inertName} from '../model/inert.ts';
import {MASK} from '../model/mask.ts';
import {plural} from '../model/plural.ts';
import type {State} from '../model/report.ts';
import {parseJsonExact, stringifyJson} from '../yaml/json.ts';

/** What is read of `-o json`: docs/drift-report.schema.json has all of it. */
interface ReadReport {
  readonly state: State;
  readonly release: {readonly name: string; readonly namespace: string; readonly revision?: number};
  readonly summary: {readonly drift: number};
  readonly gaps: readonly {readonly reason: string; readonly ref?: unknown}[];
  readonly findings: readonly {
    readonly id: string;
    readonly ref: {readonly kind: string; readonly namespace?: string; readonly name: string};
    readonly change: string;
    readonly severity: string;
    readonly verdict: string;
    readonly desired?: unknown;
    readonly live?: unknown;
    readonly by: {readonly manager?: string; readonly operation?: string};
  }[];
}

/** What a check came to. */
export interface Verdict {
  /** The worst state of all releases. */
  readonly state: State;
  readonly drift: number;
  /** One line: `Variance detected: 4 in 2 objects (test-nginx in sandbox-nginx)`. */
  readonly title: string;
  /** Equal for equal findings and gaps, whenever and wherever they were seen: 64 hexadecimal digits. */
  readonly digest: string;
}

const TITLE_LENGTH = 200;

/**
 * Reads `-o json`. `keyed` says that masks of secrets are comparable between runs (HELM_DRIFT_REDACTION_KEY); where they are
 * not, each run has others for the same secrets, and only their lengths count for the digest.
 */
export function verdictOf(json: string, {keyed}: {readonly keyed: boolean}): Verdict {
  const document = parseJsonExact(json) as unknown as ReadReport | {readonly reports: readonly ReadReport[]};
  const reports = 'reports' in document ? document.reports : [document];
  const facts = stringifyJson(reports.map(factsOf));
  const drift = reports.reduce((sum, {summary}) => sum + summary.drift, 0);
  const state = drift > 0 ? 'variance-detected' : reports.every(isClean) ? 'in-contract' : 'incomplete';
  return {
    state,
    drift,
    title: inertName(titleOf(reports, drift, state)).slice(0, TITLE_LENGTH),
    digest: createHash('sha256')
      .update(keyed ? facts : withoutMasks(facts))
      .digest('hex'),
  };
}

const isClean = ({state}: ReadReport): boolean => state === 'in-contract';
const withoutMasks = (text: string): string =>
  text.replace(new RegExp(MASK.source, 'g'), (mask) => mask.replace(/, [0-9a-f]+\)$/, ')'));

/** What stays the same while nothing changes: no times, no words of servers. */
function factsOf({release, state, findings, gaps}: ReadReport): unknown {
  return {
    release: [release.namespace, release.name, release.revision ?? 0],
    state,
    findings: findings
      .filter(({verdict}) => verdict === 'drift')
      .map(({id, change, severity, desired, live, by}) => ({
        id,
        change,
        severity,
        desired,
        live,
        by: [by.manager, by.operation],
      })),
    gaps: gaps.map(({reason, ref}) => ({reason, ref})),
  };
}

function titleOf(reports: readonly ReadReport[], drift: number, state: State): string {
  const [first] = reports;
  const where =
    first !== undefined && reports.length === 1
      ? `${first.release.name} in ${first.release.namespace}`
      : plural(reports.length, 'release');
  if (state === 'in-contract') return `In contract (${where})`;
  if (state === 'incomplete') return `Incomplete: not everything could be seen (${where})`;
  const objects = new Set(
    reports.flatMap(({findings}) =>
      findings
        .filter(({verdict}) => verdict === 'drift')
        .map(({ref}) => `${ref.kind}/${ref.namespace ?? ''}/${ref.name}`),
    ),
  );
  return `Variance detected: ${drift} in ${plural(objects.size, 'object')} (${where})`;
}
