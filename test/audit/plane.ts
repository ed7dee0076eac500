import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startControlPlane} from '../../src/sandbox/control-plane.ts';
import type {ControlPlane} from '../../src/sandbox/control-plane.ts';
import {provisionControlPlane, provisionHelm} from '../../src/sandbox/provision.ts';
import {tool} from '../accuracy/run-tool.ts';
import type {Tool} from '../accuracy/run-tool.ts';
import {clientOf} from './client.ts';
import type {Client} from './client.ts';
import {kubeconfigFor, makePeople, TOKEN_USERS} from './people.ts';
import type {Person} from './people.ts';

export const LEVELS = ['Metadata', 'Request'] as const;
export type Level = (typeof LEVELS)[number];

/** A control plane that writes an audit log, and twenty people on it. */
export interface Ground {
  readonly plane: ControlPlane;
  readonly admin: Client;
  readonly people: readonly Person[];
  readonly kubectl: string;
  /** By an account of its own, `helm-ci`; Helm 4, and Helm 3. */
  readonly helm: Tool;
  readonly helm3: Tool;
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
  /** A copy of the log as it is now, with something in it that has just been written. */
  readonly freshLog: () => Promise<string>;
  readonly folder: string;
  close(): Promise<void>;
}

/** What the facts say is enough: no reads, no leases, no events, each request once. */
const policyOf = (level: Level, isSparing: boolean): object => ({
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    {level: 'None', verbs: ['get', 'list', 'watch']},
    {level: 'None', resources: [{group: 'coordination.k8s.io', resources: ['leases']}]},
    {
      level: 'None',
      resources: [
        {group: '', resources: ['events']},
        {group: 'events.k8s.io', resources: ['events']},
      ],
    },
    ...(isSparing ? [SECRETS] : []),
    {level},
  ],
});

/** As docs/audit.md has it. */
const SECRETS = {level: 'Metadata', resources: [{group: '', resources: ['secrets', 'serviceaccounts/token']}]};

interface More {
  readonly apiServerFlags?: readonly string[];
  /** Whether the log has bodies of all but Secrets. */
  readonly isSparing?: boolean;
}

export async function openGround(
  level: Level,
  onProgress: (text: string) => void,
  {apiServerFlags = [], isSparing = false}: More = {},
): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-audit-'));
  const provisioning = {env: process.env, onProgress};
  const binaries = await provisionControlPlane('sandbox/controlplane', provisioning);
  const [four, three] = [await provisionHelm(4, provisioning), await provisionHelm(3, provisioning)];
  const policy = join(folder, 'policy.json');
  const log = join(folder, 'audit.log');
  writeFileSync(policy, JSON.stringify(policyOf(level, isSparing)));
  mkdirSync(join(folder, 'plane'));
  const plane = await startControlPlane({
    binaries,
    folder: join(folder, 'plane'),
    users: TOKEN_USERS,
    apiServerFlags: [`--audit-log-path=${log}`, `--audit-policy-file=${policy}`, ...apiServerFlags],
  });
  const admin = clientOf(plane, {token: plane.tokens['admin'] ?? '', userAgent: 'harness'});
  const people = await makePeople(plane, admin);
  const env = {
    KUBECONFIG: plane.kubeconfig,
    KUBECACHEDIR: join(folder, 'cache'),
    HELM_DATA_HOME: join(folder, 'data'),
    HELM_CONFIG_HOME: join(folder, 'config'),
    HELM_CACHE_HOME: join(folder, 'cache'),
    HELM_BIN: four,
    TMPDIR: folder,
  };
  const asCi = kubeconfigFor(plane, {token: plane.tokens['helm-ci'] ?? '', name: 'helm-ci'}, folder);
  return {
    plane,
    admin,
    people,
    kubectl: binaries.kubectl,
    helm: tool(four, [], {...env, KUBECONFIG: asCi}),
    helm3: tool(three, [], {...env, KUBECONFIG: asCi}),
    env,
    log,
    freshLog: () => freshLog(log, admin),
    folder,
    async close() {
      admin.close();
      await plane.stop();
      rmSync(folder, {recursive: true, force: true, maxRetries: 3});
    },
  };
}

const TICK = 'api/v1/namespaces/default/configmaps/tick';

async function freshLog(log: string, admin: Client): Promise<string> {
  const at = new Date().toISOString();
  const body = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'tick', annotations: {at}}};
  const query = {fieldManager: 'harness', force: 'true'};
  const {auditId} = await admin.ask('PATCH', TICK, {body, type: 'application/apply-patch+yaml', query});
  for (let turn = 0; turn < 50; turn++) {
    const text = readFileSync(log, 'utf8');
    const lines = text.slice(0, text.lastIndexOf('\n') + 1);
    if (lines.includes(auditId)) return lines;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`${log} does not have the last event`);
}
