import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {ControlPlane} from '../../src/sandbox/control-plane.ts';
import {kubeconfigText} from '../../src/sandbox/kubeconfig.ts';
import {asObj, asText} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import type {Client} from './client.ts';
import {clientOf} from './client.ts';

/** Somebody who writes: as whom the API server knows them, and the tool in their hands. */
export interface Person {
  /** Whose rights count. */
  readonly name: string;
  /** Who is logged in, where that is another one. */
  readonly impersonatedBy?: string;
  readonly token: string;
  readonly groups?: readonly string[];
  readonly userAgent: string;
  /** Sent as `fieldManager` with each write; without one the server takes the user agent's first part. */
  readonly manager?: string;
}

const KUBECTL = 'kubectl/v1.35.4 (linux/amd64) kubernetes/0b6d8ab';

/** Known by a token of the control plane. */
const BY_TOKEN: readonly (readonly [name: string, userAgent: string, manager?: string])[] = [
  ['anna@example.com', KUBECTL, 'kubectl-edit'],
  ['ben@example.com', KUBECTL, 'kubectl-patch'],
  ['chloe@example.com', 'terraform-provider-kubernetes/2.31', 'terraform'],
  // Nothing but the user agent says what they use.
  ['dmitri', 'node-fetch'],
  ['eve@example.com', 'python-requests/2.32.3'],
  // A proxy puts its own name in front.
  ['fatima@example.com', 'my-proxy/1.0 (kubectl/v1.31)', 'kubectl-edit'],
  ['george', 'k9s/v0.32.5 (linux/amd64)', 'k9s'],
  ['hana@example.com', 'Lens/2026.1', 'node-fetch'],
  // Two who cannot be told apart by their tools.
  ['twin-one@example.com', KUBECTL, 'kubectl-patch'],
  ['twin-two@example.com', KUBECTL, 'kubectl-patch'],
  ['ivan@example.com', KUBECTL, 'kubectl-edit'],
  ['judy', 'my-operator/v1.2.0 (linux/amd64)', 'my-operator'],
  ['OIDC:Ken Ōta <ken@example.com>', KUBECTL, 'kubectl-edit'],
];

/** Who logs in as one and writes as another. */
const AS_OTHERS: readonly (readonly [name: string, by: string, userAgent: string, manager?: string])[] = [
  ['lea@example.com', 'gateway', 'teleport/16.0', 'kubectl-edit'],
  ['mo@example.com', 'gateway', 'teleport/16.0', 'kubectl-edit'],
  ['anna@example.com', 'gateway', 'teleport/16.0'],
  ['system:serviceaccount:robots:flux', 'admin', KUBECTL, 'kubectl-patch'],
];

const ACCOUNTS: readonly (readonly [name: string, userAgent: string, manager?: string])[] = [
  ['argocd', 'argocd-application-controller/v2.13', 'argocd-controller'],
  ['flux', 'kustomize-controller/v1.4.0 (linux/amd64)', 'kustomize-controller'],
  ['bot', 'my-operator/v1.2.0 (linux/amd64)'],
];

const ROBOTS = 'robots';

const BOUND: readonly string[] = [...BY_TOKEN.map(([name]) => name), 'gateway', 'helm-ci'];

/** Is known, and may do nothing. */
export const POWERLESS = 'nobody';

export const TOKEN_USERS: readonly string[] = [...BOUND, POWERLESS];

/** Binds everybody to cluster-admin, makes the service accounts and asks for their tokens. */
export async function makePeople(plane: ControlPlane, admin: Client): Promise<Person[]> {
  const subjects = [
    ...[...BOUND, ...AS_OTHERS.map(([name]) => name)].map((name) => ({kind: 'User', name})),
    ...ACCOUNTS.map(([name]) => ({kind: 'ServiceAccount', name, namespace: ROBOTS})),
  ].filter(({name}) => !name.startsWith('system:'));
  const made = async (path: string, body: Obj): Promise<Obj> => {
    const {status, body: answer} = await admin.ask('POST', path, {body});
    if (status >= 300) throw new Error(`POST ${path}: ${status} ${asText(answer['message'])}`);
    return answer;
  };
  await made('apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
    metadata: {name: 'everybody'},
    roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin'},
    subjects: subjects.map(({kind, ...rest}) => ({
      kind,
      ...(kind === 'User' ? {apiGroup: 'rbac.authorization.k8s.io'} : {}),
      ...rest,
    })),
  });
  await made('api/v1/namespaces', {metadata: {name: ROBOTS}});
  const people: Person[] = BY_TOKEN.map(([name, userAgent, manager]) => ({
    name,
    token: plane.tokens[name] ?? '',
    userAgent,
    ...(manager === undefined ? {} : {manager}),
  }));
  for (const [name, by, userAgent, manager] of AS_OTHERS)
    people.push({
      name,
      impersonatedBy: by,
      token: plane.tokens[by] ?? '',
      groups: ['team-a'],
      userAgent,
      ...(manager === undefined ? {} : {manager}),
    });
  for (const [name, userAgent, manager] of ACCOUNTS) {
    await made(`api/v1/namespaces/${ROBOTS}/serviceaccounts`, {metadata: {name}});
    const token = await made(`api/v1/namespaces/${ROBOTS}/serviceaccounts/${name}/token`, {spec: {}});
    people.push({
      name: `system:serviceaccount:${ROBOTS}:${name}`,
      token: asText(asObj(token['status'])['token']),
      userAgent,
      ...(manager === undefined ? {} : {manager}),
    });
  }
  return people;
}

export const clientFor = (plane: ControlPlane, person: Person): Client =>
  clientOf(plane, {
    token: person.token,
    userAgent: person.userAgent,
    ...(person.impersonatedBy === undefined ? {} : {as: person.name, asGroups: person.groups ?? []}),
  });

/** A kubeconfig for kubectl in this person's hands; impersonation is said on the command line. */
export function kubeconfigFor(
  plane: ControlPlane,
  {token, name}: Pick<Person, 'token' | 'name'>,
  folder: string,
): string {
  const file = join(folder, `kubeconfig-${files++}`);
  const ca = readFileSync(plane.caFile);
  writeFileSync(file, kubeconfigText({context: name, server: plane.server, ca, token}), {mode: 0o600});
  return file;
}

let files = 0;
