import {readFileSync} from 'node:fs';
import type {DriftReport} from '../../src/model/report.ts';
import {checkTexts} from '../check/check-files.ts';

/** The twelve reports that every format is held against. */

type Fields = Readonly<Record<string, unknown>>;

const list = (...items: readonly Fields[]): string => JSON.stringify({apiVersion: 'v1', kind: 'List', items});

function object(apiVersion: string, kind: string, name: string, rest: Fields, metadata: Fields = {}): Fields {
  return {apiVersion, kind, metadata: {name, namespace: 'shop', ...metadata}, ...rest};
}

const configMap = (name: string, data: Fields, metadata?: Fields): Fields =>
  object('v1', 'ConfigMap', name, {data}, metadata);

/** As a cluster holds it: somebody owns every field of it. */
const owned = (manager: string, fields: Fields, more: Fields = {}): Fields => ({
  uid: 'u',
  resourceVersion: '7',
  managedFields: [{manager, operation: 'Update', time: '2026-11-23T11:46:00Z', fieldsV1: fields}],
  ...more,
});
const anyFields = {'f:data': {'f:a': {}}};

function deployment(env: readonly Fields[], more: readonly Fields[] = []): Fields {
  const containers = [{name: 'app', image: 'app:1', env}, ...more];
  const selector = {matchLabels: {app: 'x'}};
  return object('apps/v1', 'Deployment', 'web', {
    spec: {selector, template: {metadata: {labels: {app: 'x'}}, spec: {containers}}},
  });
}

const withMetadata = (base: Fields, metadata: Fields): Fields => ({
  ...base,
  metadata: {...(base['metadata'] as Fields), ...metadata},
});

/** Values that must not leave, one for each place that could hold one. */
export const CANARIES = {
  secret: 'canary-secret-data-1',
  stringData: 'canary-string-data-2',
  env: 'canary-env-literal-3',
  added: 'canary-added-container-4',
  configKey: 'canary-config-key-5',
  configFile: 'canary-config-file-6',
  lastApplied: 'canary-last-applied-7',
  helmValues: 'canary-helm-values-8',
  argument: 'canary-argument-9',
  url: 'canary-url-password-10',
  custom: 'canary-custom-field-11',
  release: 'canary-release-record-12',
  annotation: 'canary-annotation-13',
  server: 'canary-server-message-14',
} as const;

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function secrets(side: 'intent' | 'live'): string {
  const own = (canary: string): string => (side === 'intent' ? canary : `${canary}-changed`);
  const added = {name: 'sidecar', image: 's:1', env: [{name: 'API_TOKEN', value: own(CANARIES.added)}]};
  const flux = object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'inner', {
    spec: {
      values: {database: {password: own(CANARIES.helmValues)}, text: `auth:\n  token: ${own(CANARIES.helmValues)}\n`},
    },
  });
  const applied = JSON.stringify({spec: {env: own(CANARIES.lastApplied)}});
  return list(
    object('v1', 'Secret', 'keys', {data: {p: base64(own(CANARIES.secret)), [side]: base64(CANARIES.secret)}}),
    side === 'intent'
      ? object('v1', 'Secret', 'plain', {stringData: {p: CANARIES.stringData}})
      : object('v1', 'Secret', 'plain', {data: {p: base64(own(CANARIES.stringData))}}),
    withMetadata(
      deployment(
        [
          {name: 'DB_PASSWORD', value: own(CANARIES.env)},
          {name: 'DATABASE_URL', value: `postgres://app:${own(CANARIES.url)}@db/app`},
          {name: 'COPY', value: own(CANARIES.env)},
        ],
        side === 'live' ? [added] : [],
      ),
      {
        annotations: {
          'example.com/auth-token': own(CANARIES.annotation),
          'kubectl.kubernetes.io/last-applied-configuration': applied,
        },
        ...(side === 'live'
          ? owned('kubectl-edit', {
              'f:spec': {'f:template': {'f:spec': {'f:containers': {'k:{"name":"sidecar"}': {'.': {}}}}}},
            })
          : {}),
      },
    ),
    object('batch/v1', 'Job', 'migrate', {
      spec: {
        template: {
          spec: {
            containers: [
              {name: 'm', args: ['--password', own(CANARIES.argument), `--token=${own(CANARIES.argument)}`]},
            ],
          },
        },
      },
    }),
    configMap('settings', {
      'db-password': own(CANARIES.configKey),
      'app.conf': `host=db\ndb.password=${own(CANARIES.configFile)}\n`,
    }),
    configMap('sh.helm.release.v1.app.v1', {release: own(CANARIES.release)}),
    object('example.com/v1', 'Database', 'main', {
      spec: {credentials: {admin: own(CANARIES.custom)}, passwordSecretRef: {name: side}},
    }),
    flux,
  );
}

/** What a server said, as a dry run that it refused, a gap and a note would carry it. */
function withServerWords(report: DriftReport): DriftReport {
  const said = `Deployment.apps "web" is invalid: spec.template.spec.containers[0].env[0].value: Invalid value: "${CANARIES.env}": must be shorter`;
  const secretSaid = `Secret "keys" is invalid: data[p]: Invalid value: "${CANARIES.server}": illegal base64 data`;
  return {
    ...report,
    notes: [`helm values password=${CANARIES.server} were refused`, ...report.notes],
    gaps: [
      {ref: {group: '', kind: 'Secret', namespace: 'shop', name: 'keys'}, reason: 'server-error', message: secretSaid},
      {ref: {group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web'}, reason: 'server-error', message: said},
    ],
    summary: {...report.summary, gaps: 2},
    findings: report.findings.map((finding) => ({
      ...finding,
      methodNote: finding.ref.kind === 'Secret' ? secretSaid : said,
      controlPath: {
        ...finding.controlPath,
        impact: `${finding.controlPath.impact ?? ''} It is ${JSON.stringify(finding.live ?? null)} now.`,
      },
    })),
  };
}

const HOSTILE = [
  '</script><script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">',
  '\u001B[2J\u001B]0;owned\u0007\u009B31m\r\n::error::owned%0A::error::owned',
  '`|` ]]> [x](javascript:owned) @everyone #1 {0} {{x}} <!-- --> & \u202Eowned\u2066',
] as const;

function hostile(live: boolean): string {
  const [html, terminal, markdown] = HOSTILE;
  const metadata = live ? owned(`<b>${html}</b>`, anyFields) : {};
  return list(
    configMap(
      'x',
      {a: live ? html : 'a', [terminal]: live ? terminal : 'b', [markdown]: live ? markdown : 'c'},
      metadata,
    ),
    configMap(`"><svg onload=owned()>\u202Ename`, {a: live ? '1' : '2'}, metadata),
  );
}

function many(live: boolean): string {
  const objects = Array.from({length: 100}, (_, at) =>
    configMap(
      `settings-${String(at).padStart(3, '0')}`,
      Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((key) => [key, live ? '2' : '1'])),
      live ? owned('kubectl-edit', {}) : {},
    ),
  );
  return list(...objects);
}

const TEXT = Array.from({length: 60}, (_, at) => `line ${at} of a file`);

const governed = (file: string): string => readFileSync(`scenarios/governed-drift/${file}.yaml`, 'utf8');

const onlyConfigMap = list(configMap('x', {a: '1'}));
const widget = (size: number | string, more: Fields = {}, metadata: Fields = {}): string =>
  list(
    object(
      'example.com/v1',
      'Widget',
      'w',
      {spec: {size, parts: [{name: 'wheel', spokes: 32n.toString()}], ...more}},
      metadata,
    ),
  );

export const SCENARIOS = {
  clean: () => checkTexts(onlyConfigMap, list(configMap('x', {a: '1'}, owned('helm', anyFields)))),
  'four-variances': () =>
    checkTexts(governed('intent'), governed('live'), {name: 'test-nginx', namespace: 'sandbox-nginx'}),
  missing: () =>
    checkTexts(
      list(configMap('x', {a: '1'}), configMap('gone', {a: '1'})),
      list(configMap('x', {a: '1'}, owned('helm', anyFields))),
    ),
  extra: () =>
    checkTexts(
      onlyConfigMap,
      list(
        configMap('x', {a: '1'}, owned('helm', anyFields)),
        configMap(
          'stray',
          {a: '1'},
          owned('helm', anyFields, {
            labels: {'app.kubernetes.io/managed-by': 'Helm'},
            annotations: {'meta.helm.sh/release-name': 'app', 'meta.helm.sh/release-namespace': 'shop'},
          }),
        ),
      ),
    ),
  added: () =>
    checkTexts(onlyConfigMap, list(configMap('x', {a: '1', b: 'new'}, owned('kubectl-edit', {'f:data': {'f:b': {}}})))),
  gaps: () =>
    checkTexts(
      list(
        configMap('x', {a: '1'}),
        ...Array.from({length: 7}, (_, at) => object('v1', 'Service', `s${at}`, {spec: {ports: [{port: 80}]}})),
      ),
      list(configMap('x', {a: '1'}, owned('helm', anyFields))),
    ),
  secrets: async () => withServerWords(await checkTexts(secrets('intent'), secrets('live'))),
  'five-hundred': () => checkTexts(many(false), many(true)),
  unicode: () =>
    checkTexts(
      list(configMap('x', {greeting: 'hello', قيمة: 'مرحبا', 鍵: '値', emoji: '🚢'})),
      list(
        configMap(
          'x',
          {greeting: 'שלום עולם', قيمة: 'وداعا', 鍵: '値段', emoji: '⚓️ 🧭'},
          owned('редактор', anyFields),
        ),
      ),
    ),
  hostile: () => checkTexts(hostile(false), hostile(true)),
  'long-values': () =>
    checkTexts(
      list(configMap('x', {a: 'v'.repeat(400), file: TEXT.join('\n'), ['k'.repeat(120)]: '1'})),
      list(
        configMap(
          'x',
          {a: `${'v'.repeat(399)}w`, file: TEXT.with(30, 'another line').join('\n'), ['k'.repeat(120)]: '2'},
          owned('kubectl-edit', anyFields),
        ),
      ),
    ),
  'custom-resources': () =>
    checkTexts(
      widget(9),
      widget(12, {extra: {deep: [1, 2]}}, owned('operator', {'f:spec': {'f:extra': {'f:deep': {}}}})),
    ),
} as const satisfies Record<string, () => Promise<DriftReport>>;
