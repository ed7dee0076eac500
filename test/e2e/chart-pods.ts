import {spawn} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {loadAll} from 'js-yaml';
import {onTestFinished} from 'vitest';
import type {LogLine} from './agents.ts';
import {BUNDLE, helmBinary, kubectl, must, run, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';

export const CHART = 'charts/helm-drift';

export interface Rendered {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: {readonly name: string};
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
}

/** Where a mount of a pod is found fixed: each run has its own below /var/run, as in kubeconfig-in-cluster.test.ts. */
const POD =
  'at=/var/run/secrets/kubernetes.io/serviceaccount && mount -t tmpfs tmpfs /var/run && mkdir -p "$at" && cp -R "$1/." "$at" && shift && exec "$@"';
let unshare: readonly string[] = [];
/** Finds out how mounts of a run's own are made here; before `podOf`. */
export async function withMounts(): Promise<void> {
  for (const flags of [['--mount'], ['--map-root-user', '--mount']])
    if (
      unshare.length === 0 &&
      (await run('unshare', [...flags, 'mount', '-t', 'tmpfs', 'tmpfs', '/var/run'])).code === 0
    )
      unshare = flags;
  if (unshare.length === 0) throw new Error('needs Linux with unshare, and root or user namespaces for all');
}

/** The objects that the chart renders. */
export async function rendered(helm: string, place: string, ...args: string[]): Promise<readonly Rendered[]> {
  const text = await must(helmBinary(helm), ['template', 'drift', CHART, '-n', place, ...args]);
  return (loadAll(text) as (Rendered | null)[]).filter((one) => one !== null);
}

interface Pod {
  readonly spec: {
    readonly serviceAccountName: string;
    readonly containers: readonly {
      readonly args: readonly string[];
      readonly env: readonly {
        readonly name: string;
        readonly value?: string;
        readonly valueFrom?: {
          readonly fieldRef?: {readonly fieldPath: string};
          readonly secretKeyRef?: {readonly name: string; readonly key: string};
        };
      }[];
      readonly volumeMounts: readonly {readonly name: string; readonly mountPath: string}[];
    }[];
    readonly volumes: readonly {
      readonly name: string;
      readonly secret?: {readonly secretName: string};
      readonly configMap?: {readonly name: string};
    }[];
  };
}

/** Runs what the chart's StatefulSet says, as a kubelet would: its arguments, environment, mounts and ServiceAccount. */
export async function podOf(place: string, set: string, ordinal: number) {
  const {spec} = JSON.parse(await kubectl('-n', place, 'get', 'statefulset', set, '-o', 'json')) as {
    spec: {template: Pod};
  };
  const {serviceAccountName, containers, volumes} = spec.template.spec;
  const [container] = containers;
  if (container === undefined) throw new Error('no container');
  const account = temporaryFolder();
  writeFileSync(join(account, 'token'), (await kubectl('-n', place, 'create', 'token', serviceAccountName)).trim());
  writeFileSync(join(account, 'ca.crt'), readFileSync(plane().caFile));
  writeFileSync(join(account, 'namespace'), place);
  const mounts = new Map<string, string>();
  for (const {name, mountPath} of container.volumeMounts) {
    const folder = temporaryFolder();
    const volume = volumes.find((one) => one.name === name);
    const source = volume?.secret === undefined ? volume?.configMap?.name : volume.secret.secretName;
    if (source !== undefined) {
      const kind = volume?.secret === undefined ? 'configmap' : 'secret';
      const {data} = JSON.parse(await kubectl('-n', place, 'get', kind, source, '-o', 'json')) as Rendered;
      for (const [key, value] of Object.entries(data ?? {}))
        writeFileSync(join(folder, key), kind === 'secret' ? Buffer.from(value, 'base64') : value);
    }
    mounts.set(mountPath, folder);
  }
  const mounted = (text: string): string =>
    [...mounts].reduce((one, [path, folder]) => one.replace(path, folder), text);
  const fields: Readonly<Record<string, string>> = {'metadata.namespace': place, 'metadata.name': `${set}-${ordinal}`};
  const secrets: Record<string, string> = {};
  for (const {name, valueFrom} of container.env) {
    const {secretKeyRef: ref} = valueFrom ?? {};
    if (ref === undefined) continue;
    const {data} = JSON.parse(await kubectl('-n', place, 'get', 'secret', ref.name, '-o', 'json')) as Rendered;
    secrets[name] = Buffer.from(data?.[ref.key] ?? '', 'base64').toString();
  }
  const env = Object.fromEntries(
    container.env.map(({name, value, valueFrom}) => [
      name,
      value === undefined ? (secrets[name] ?? fields[valueFrom?.fieldRef?.fieldPath ?? '']) : mounted(value),
    ]),
  );
  const {hostname, port} = new URL(plane().server);
  const child = spawn(
    'unshare',
    [...unshare, 'sh', '-c', POD, 'sh', account, process.execPath, BUNDLE, ...container.args.map(mounted)],
    {env: {PATH: process.env['PATH'], KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port, ...env}},
  );
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const ended = new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const log = (): LogLine[] =>
    errors
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as LogLine);
  return {ended, log, errors: () => errors, kill: () => void child.kill('SIGTERM')};
}

/** Rules with sinks, as a file of values. */
export function telling(sinks: readonly object[], notify: object): readonly string[] {
  const rules = JSON.stringify({apiVersion: 'helm-drift/v1', kind: 'Config', notify: {sinks}});
  const file = join(temporaryFolder(), 'values.json');
  writeFileSync(file, JSON.stringify({rules, notify: {enabled: true, ...notify}, networkPolicy: {create: true}}));
  return ['-f', file];
}
/** A sink whose address is in a Secret, and the values that bring it. */
export const CHAT = {name: 'chat', slack: {urlFrom: {env: 'CHAT'}}};
export const SECRET = {existingSecret: 'sinks', env: {CHAT: 'chat'}, ports: [9093]};
