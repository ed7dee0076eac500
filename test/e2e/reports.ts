export interface ReportFinding {
  readonly id: string;
  readonly ref: {readonly kind: string; readonly name: string};
  readonly path: string;
  readonly change: string;
  readonly verdict: string;
  readonly desired?: unknown;
  readonly live?: unknown;
  readonly method: string;
  readonly methodNote?: string;
  readonly by: {
    readonly manager?: string;
    readonly operation?: string;
    readonly certainty: string;
    readonly revision?: number;
    readonly status?: string;
  };
  readonly why?: {readonly code: string};
}

export interface Report {
  readonly state: string;
  readonly release: {readonly name: string; readonly namespace: string; readonly revision?: number};
  readonly findings: readonly ReportFinding[];
  readonly gaps: readonly {readonly reason: string; readonly message: string}[];
  readonly notes: readonly string[];
  readonly summary: Readonly<Record<string, number>>;
}

/** `Service/test-nginx spec.ports[name=http].port: 80 → 8080 (kubectl-edit)`, to compare findings in one look. */
export function findingLines({findings}: Report): string[] {
  return findings
    .filter(({verdict}) => verdict === 'drift')
    .map(({ref, path, change, desired, live, by}) => {
      const value = change === 'changed' ? `: ${JSON.stringify(desired)} → ${JSON.stringify(live)}` : `: ${change}`;
      return `${ref.kind}/${ref.name} ${path}${value}${by.manager === undefined ? '' : ` (${by.manager})`}`;
    })
    .toSorted();
}
