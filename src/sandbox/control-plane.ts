import {generateKeyPairSync, randomBytes} from 'node:crypto';
import {createWriteStream} from 'node:fs';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {bareConnection} from '../kube/connection.ts';
import type {Connection} from '../kube/connection.ts';
import {bytesOf, send} from '../kube/http.ts';
import {UserError} from '../model/errors.ts';
import {kubeconfigText} from './kubeconfig.ts';
import {freePorts} from './ports.ts';
import {processGroup} from './processes.ts';
import type {ProcessGroup} from './processes.ts';
import type {ControlPlaneBinaries} from './provision.ts';

export interface ControlPlane {
  /** A kubeconfig with the context `sandbox-control-plane`, for an administrator. */
  readonly kubeconfig: string;
  readonly server: string;
  readonly caFile: string;
  /** Bearer tokens by user name. */
  readonly tokens: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface ControlPlaneOptions {
  readonly binaries: ControlPlaneBinaries;
  /** An empty folder, for data, keys and logs; the caller removes it. */
  readonly folder: string;
  /** Users beside `admin`, without any right until somebody binds a role to them. */
  readonly users?: readonly string[];
  /** Further flags of kube-apiserver, `--audit-log-path=FILE` for example; a later flag wins over ours. */
  readonly apiServerFlags?: readonly string[];
}

export const CONTEXT = 'sandbox-control-plane';
const READY_WITHIN_MS = 60_000;

/**
 * Starts etcd, kube-apiserver and kube-controller-manager on free loopback ports and waits until the API is ready. There is
 * no kubelet: pods stay Pending. Throws UserError with a component's last words when it does not come up. Whatever ends
 * this process, also kill -9, ends the components.
 */
export async function startControlPlane({
  binaries,
  folder,
  users = [],
  apiServerFlags = [],
}: ControlPlaneOptions): Promise<ControlPlane> {
  const [client = 0, peer = 0, api = 0] = await freePorts(3);
  const server = `https://127.0.0.1:${api}`;
  const newToken = (): string => randomBytes(24).toString('hex');
  const admin = newToken();
  const tokens = {admin, ...Object.fromEntries(users.map((name) => [name, newToken()]))};
  const certs = join(folder, 'certs');
  await mkdir(certs, {recursive: true});
  await writeSecrets(folder, tokens);
  const group = processGroup();
  const start = (name: keyof ControlPlaneBinaries, args: readonly string[]): void =>
    group.start(binaries[name], args, createWriteStream(join(folder, `${name}.log`)));
  try {
    start('etcd', [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=http://127.0.0.1:${client}`,
      `--advertise-client-urls=http://127.0.0.1:${client}`,
      `--listen-peer-urls=http://127.0.0.1:${peer}`,
      '--unsafe-no-fsync',
      '--log-level=error',
    ]);
    start('kube-apiserver', [...apiServerArgs(folder, certs, client, api), ...apiServerFlags]);
    const caFile = join(certs, 'apiserver.crt');
    await waitReady(server, admin, folder, group);
    const kubeconfig = join(folder, 'kubeconfig');
    const ca = await readFile(caFile);
    await writeFile(kubeconfig, kubeconfigText({context: CONTEXT, server, ca, token: admin}), {
      mode: 0o600,
    });
    start('kube-controller-manager', [
      `--kubeconfig=${kubeconfig}`,
      `--service-account-private-key-file=${join(folder, 'service-account.key')}`,
      '--use-service-account-credentials=false',
      '--secure-port=0',
      '--leader-elect=false',
    ]);
    return {kubeconfig, server, caFile, tokens, stop: () => group.stop()};
  } catch (error) {
    await group.stop();
    throw error;
  }
}

async function writeSecrets(folder: string, tokens: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(tokens).map(
    ([name, token]) => `${token},${name},${name}${name === 'admin' ? ',system:masters' : ''}`,
  );
  const {privateKey} = generateKeyPairSync('rsa', {modulusLength: 2048});
  await writeFile(join(folder, 'tokens.csv'), `${lines.join('\n')}\n`, {mode: 0o600});
  await writeFile(join(folder, 'service-account.key'), privateKey.export({type: 'pkcs1', format: 'pem'}), {
    mode: 0o600,
  });
}

function apiServerArgs(folder: string, certs: string, etcd: number, port: number): string[] {
  const key = join(folder, 'service-account.key');
  return [
    `--etcd-servers=http://127.0.0.1:${etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${certs}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--service-cluster-ip-range=10.0.0.0/16',
    '--disable-admission-plugins=ServiceAccount',
    '--allow-privileged=true',
    '--endpoint-reconciler-type=none',
  ];
}

async function waitReady(server: string, token: string, folder: string, group: ProcessGroup): Promise<void> {
  // The server signs its own certificate at first start, so these first questions cannot check it; the kubeconfig pins it.
  const connection = await bareConnection(server, token);
  try {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await isReady(connection))) {
      const dead = group.firstDead();
      if (dead !== undefined || Date.now() > deadline) {
        const name = dead ?? 'kube-apiserver';
        const log = await readFile(join(folder, `${name}.log`), 'utf8').catch(() => '');
        const words = log.trim().split('\n').slice(-3).join('; ');
        throw new UserError(`${name} did not come up: ${words}`, `Its whole log is in ${folder}.`);
      }
      await sleep(100);
    }
  } finally {
    connection.close();
  }
}

async function isReady(connection: Connection): Promise<boolean> {
  try {
    const answer = await send(connection, {method: 'GET', path: '/readyz', timeoutMs: 2000});
    await bytesOf(answer);
    return answer.status === 200;
  } catch {
    return false;
  }
}
