import type {Json, JsonObject} from '../../src/model/json.ts';
import {maskText} from '../../src/model/mask.ts';
import {summarize} from '../../src/model/report.ts';
import type {Attribution, Change, DriftReport, Finding, Severity} from '../../src/model/report.ts';

/** Reports of every shape that a layout must bear. */

let count = 0;

export function made(
  name: string,
  path: string,
  {change = 'changed', ...rest}: Partial<Finding> & {readonly change?: Change; readonly kind?: string},
): Finding {
  const {kind = 'ConfigMap', ...fields} = rest;
  count += 1;
  return {
    ref: {group: '', kind, namespace: 'shop', name},
    path: path === '' ? [] : path.split('.').map((field) => ({field})),
    change,
    id: count.toString(16).padStart(7, '0'),
    method: 'structure',
    verdict: 'drift',
    severity: 'high',
    controlPath: {title: 'Configuration', group: 'config', impact: 'Processes read another configuration.'},
    by: {manager: 'kubectl-edit', operation: 'Update', time: '2026-11-23T11:46:00Z', certainty: 'exact'},
    ...fields,
  };
}

export function reportOf(findings: readonly Finding[], more: Partial<DriftReport> = {}): DriftReport {
  return {
    schemaVersion: '1',
    release: {name: 'shop', namespace: 'shop', revision: 3, status: 'deployed', deployedAt: '2026-11-21T12:00:00Z'},
    from: {kind: 'release', revision: 3},
    evidence: {kind: 'cluster', cluster: {name: 'production-eu-central-1'}} as DriftReport['evidence'],
    takenAt: '2026-11-23T12:00:00Z',
    notes: [],
    findings,
    gaps: [],
    summary: summarize(findings, {objects: 80, compared: 79, gaps: more.gaps?.length ?? 0}),
    ...more,
  };
}

const SIDECAR: JsonObject = {
  name: 'debugger',
  image: 'busybox:1.36',
  command: ['sh', '-c', 'sleep infinity'],
  imagePullPolicy: 'IfNotPresent',
  ports: [{containerPort: 9229, protocol: 'TCP'}],
  resources: {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
};
const NGINX = Array.from({length: 40}, (_, at) => (at === 20 ? '  listen 80;' : `  # line ${at} of nginx.conf`));
const LINE = Array.from({length: 700}, (_, at) => `word${at}`).join(' ');
const DIGEST = 'registry.example.com/team/payments/checkout-service@sha256:';

/** One of each kind that reads differently. */
export function assorted(): DriftReport {
  const workload = {kind: 'Deployment', controlPath: {title: 'Containers', group: 'workload' as const}};
  return reportOf(
    [
      made('web', 'spec.template.spec.containers', {
        ...workload,
        change: 'added',
        live: SIDECAR,
        severity: 'critical',
        methodNote: 'no right to patch deployments',
      }),
      made('web', 'spec.template.spec.containers.app.image', {
        ...workload,
        desired: 'registry.example.com/team/app:1.29',
        live: 'registry.example.com/team/app:1.29-hotfix',
        controlPath: {title: 'Image', group: 'workload'},
      }),
      made('web', 'spec.template.spec.containers.other.image', {
        ...workload,
        desired: DIGEST + 'a'.repeat(64),
        live: DIGEST + 'b'.repeat(64),
        controlPath: {title: 'Image', group: 'workload'},
      }),
      made('web', 'spec.template.spec.containers.app.args', {
        ...workload,
        desired: ['--port', '80', '--verbose'],
        live: ['--port', '8080', '--verbose'],
      }),
      made('nginx', 'data.nginx.conf', {
        desired: `${NGINX.join('\n')}\n`,
        live: `${NGINX.with(20, '  listen 8080;').join('\n')}\n`,
      }),
      made('long', 'data.text', {desired: LINE, live: LINE.replace('word350', 'another')}),
      made('long', 'data.all', {desired: LINE, live: LINE.toUpperCase()}),
      made('long', 'data.greeting', {desired: 'مرحبا', live: 'وداعا', by: {certainty: 'unknown'}}),
      made('long', 'data.ships', {desired: '🚢'.repeat(12), live: '🧭'.repeat(30)}),
      made('long', 'data.name', {desired: '値段'.repeat(20), live: '値'}),
      made('keys', 'data.password', {
        kind: 'Secret',
        desired: maskText(20, '3724f575'),
        live: maskText(28, '20060c31'),
      }),
      made('web', 'metadata.labels.tier', {
        ...workload,
        change: 'removed',
        desired: 'frontend',
        severity: 'low',
        controlPath: {title: 'Label', group: 'metadata'},
      }),
      made('pdb', 'spec.selector', {
        kind: 'PodDisruptionBudget',
        desired: {matchLabels: {app: 'web'}},
        live: {},
        methodNote:
          'the next helm upgrade fails here, for the API server refuses this merge: PodDisruptionBudget.policy "pdb" is invalid: spec: Forbidden: updates to poddisruptionbudget spec are forbidden.',
      }),
      ...Array.from({length: 61}, (_, at) =>
        made(`many-${at}`, '', {
          change: 'missing',
          by: {certainty: 'unknown'},
          controlPath: {
            title: 'Missing object',
            group: 'config',
            impact: `ConfigMap/many-${at} is promised by the release and not in the cluster.`,
          },
        }),
      ),
    ],
    {
      gaps: [
        {
          ref: {group: '', kind: 'Service', name: 'a', namespace: 'shop'},
          reason: 'forbidden',
          message:
            'Service/a: services is forbidden: User "reader" cannot get resource "services" in API group "" in the namespace "shop"',
        },
      ],
      notes: ['extra objects were not looked for: no right to list secrets in the whole cluster'],
    },
  );
}

/** Numbers that are the same in every run: mulberry32. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const WORDS = [
  'a',
  'word',
  'registry.example.com/app:1.2',
  '値段',
  '🚢',
  'مرحبا',
  'x'.repeat(90),
  '{"a":',
  '-',
  'e\u0301',
  '\t',
  '"q"',
  'ein Wort',
];
const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];
const CHANGES: readonly Change[] = ['changed', 'changed', 'added', 'removed', 'missing', 'extra'];

/** A report of any shape; the same for the same seed. */
export function anyReport(seed: number): DriftReport {
  const next = numbers(seed);
  const text = (): string =>
    Array.from({length: next(next(4) === 0 ? 60 : 4)}, () => WORDS[next(WORDS.length)]).join(
      next(5) === 0 ? '\n' : ' ',
    );
  const value = (depth: number): Json => {
    const what = next(depth > 2 ? 4 : 6);
    if (what === 0) return next(100_000);
    if (what === 1) return next(2) === 0;
    if (what === 4) return Array.from({length: next(5)}, () => value(depth + 1));
    if (what === 5) return Object.fromEntries(Array.from({length: next(5)}, (_, at) => [`key${at}`, value(depth + 1)]));
    return text();
  };
  const author = (): Attribution =>
    next(3) === 0
      ? {certainty: 'unknown'}
      : {manager: 'm'.repeat(1 + next(80)), time: '2026-11-20T00:00:00Z', certainty: 'likely'};
  const findings = Array.from({length: next(30)}, () => {
    const change = CHANGES[next(CHANGES.length)] as Change;
    const isWhole = change === 'missing' || change === 'extra';
    const fields = Array.from(
      {length: 1 + next(5)},
      () => ['spec', 'a-long-field-name', 'k'.repeat(next(70) + 1)][next(3)],
    );
    return made(`name-${next(200)}${'-long'.repeat(next(20))}`, isWhole ? '' : fields.join('.'), {
      kind: ['ConfigMap', 'Ingress', 'NetworkPolicy'][next(3)] as string,
      change,
      severity: SEVERITIES[next(4)] as Severity,
      controlPath: {
        title: ['Label', 'A title that is rather long for its place', 'Image'][next(3)] as string,
        group: 'workload',
        ...(next(2) === 0 ? {} : {impact: 'What it does. '.repeat(next(9)).trim()}),
      },
      by: author(),
      ...(next(3) === 0 ? {methodNote: 'no right to patch'} : {}),
      ...(change === 'changed' || change === 'removed' ? {desired: value(0)} : {}),
      ...(change === 'changed' || change === 'added' ? {live: value(0)} : {}),
    });
  });
  const alike = Array.from({length: next(3) === 0 ? 6 + next(200) : 0}, (_, at) =>
    made(`alike-${at}`, 'data.key', {desired: '1', live: '2'}),
  );
  return reportOf([...findings, ...alike]);
}
