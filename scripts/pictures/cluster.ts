import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {must} from '../../test/bench/filler.ts';
import type {Filler} from '../../test/bench/filler.ts';

/** The specifying page's release with its four changes by three tools. */
export function installGoverned(filler: Filler, namespace: string, drifted = true): void {
  const {helm, kubectl} = filler;
  must(filler, helm, ['install', 'test-nginx', 'charts/nginx', '-n', namespace, '--create-namespace']);
  if (!drifted) return;
  const patch = (kind: string, manager: string, path: string, value: number): string =>
    must(
      filler,
      kubectl,
      ['patch', kind, 'test-nginx', '-n', namespace, `--field-manager=${manager}`, '--type=json'].concat(
        '-p',
        JSON.stringify([{op: 'replace', path, value}]),
      ),
    );
  patch('hpa', 'kubectl-patch', '/spec/minReplicas', 4);
  patch('hpa', 'kubectl-patch', '/spec/maxReplicas', 16);
  patch('hpa', 'capacity-tool', '/spec/metrics/0/resource/target/averageUtilization', 85);
  patch('service', 'kubectl-edit', '/spec/ports/0/port', 8080);
}

/** Five hundred settings: 440 of them changed in one line, 60 deleted. */
export function installMany(filler: Filler, namespace: string): void {
  const settings = Array.from({length: 500}, (_each, at) => ({
    name: `setting-${String(at).padStart(3, '0')}`,
    data: {LOG_LEVEL: 'info', TIMEOUT: `${at}s`},
  }));
  installMaps(filler, namespace, 'many', settings);
  const changed = settings.slice(0, 440).map(({name, data}, at) => mapOf(name, {...data, TIMEOUT: `${at * 2 + 1}s`}));
  must(
    filler,
    filler.kubectl,
    ['-n', namespace, 'apply', '--server-side', '--force-conflicts', '--field-manager=kubectl-edit', '-f', '-'],
    changed.join('---\n'),
  );
  must(filler, filler.kubectl, ['-n', namespace, 'delete', 'configmap', ...settings.slice(440).map(({name}) => name)]);
}

const LONG = 'a-very-long-name-as-generators-write-them-with-the-team-the-product-and-the-region-in-it'.slice(0, 63);

/** Names as long as the API server takes them, and a long text that differs at its end. */
export function installLong(filler: Filler, namespace: string): void {
  const text = 'lorem ipsum dolor sit amet '.repeat(150);
  const long = [1, 2, 3].map((at) => ({
    name: `${LONG.slice(0, 60)}-${at}`,
    data: {[`${LONG}.properties`]: `${text}${at}`},
  }));
  installMaps(filler, namespace, 'long', long);
  const changed = long.map(({name, data}) =>
    mapOf(name, Object.fromEntries(Object.entries(data).map(([key, value]) => [key, `${value} and more`]))),
  );
  must(
    filler,
    filler.kubectl,
    ['-n', namespace, 'apply', '--server-side', '--force-conflicts', '--field-manager=kubectl-edit', '-f', '-'],
    changed.join('---\n'),
  );
}

/** Texts that are read from right to left. */
export function installArabic(filler: Filler, namespace: string): void {
  const texts = {greeting: 'مرحبا بكم في المتجر', currency: 'درهم', mixed: 'الإصدار 1.29 (stable)'};
  installMaps(filler, namespace, 'arabic', [{name: 'texts', data: texts}]);
  const changed = mapOf('texts', {greeting: 'أهلا وسهلا', currency: 'دينار', mixed: 'الإصدار 1.30 (hotfix)'});
  must(
    filler,
    filler.kubectl,
    ['-n', namespace, 'apply', '--server-side', '--force-conflicts', '--field-manager=kubectl-edit', '-f', '-'],
    changed,
  );
}

/** A kubeconfig of somebody who may read all but autoscalers, or who may write nothing. */
export function kubeconfigOf(filler: Filler, namespace: string, name: string, rules: readonly object[]): string {
  const {kubectl, folder} = filler;
  const account = {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name, namespace}};
  const role = {apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: {name}, rules};
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: {name},
    roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name},
    subjects: [{kind: 'ServiceAccount', name, namespace}],
  };
  must(
    filler,
    kubectl,
    ['apply', '-f', '-'],
    JSON.stringify({apiVersion: 'v1', kind: 'List', items: [account, role, binding]}),
  );
  const token = must(filler, kubectl, ['-n', namespace, 'create', 'token', name]).trim();
  const config = JSON.parse(must(filler, kubectl, ['config', 'view', '--raw', '-o', 'json'])) as {
    users: {name: string; user: object}[];
  };
  for (const user of config.users) user.user = {token};
  const file = join(folder, `${name}.kubeconfig`);
  writeFileSync(file, JSON.stringify(config), {mode: 0o600});
  return file;
}

interface Settings {
  readonly name: string;
  readonly data: Readonly<Record<string, string>>;
}

function installMaps(filler: Filler, namespace: string, release: string, maps: readonly Settings[]): void {
  const chart = join(filler.folder, release);
  mkdirSync(join(chart, 'templates'), {recursive: true});
  writeFileSync(join(chart, 'Chart.yaml'), `apiVersion: v2\nname: ${release}\nversion: 0.1.0\n`);
  writeFileSync(join(chart, 'templates', 'all.yaml'), maps.map(({name, data}) => mapOf(name, data)).join('---\n'));
  must(filler, filler.helm, ['install', release, chart, '-n', namespace, '--create-namespace']);
}

const mapOf = (name: string, data: Readonly<Record<string, string>>): string =>
  `${JSON.stringify({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name}, data})}\n`;
