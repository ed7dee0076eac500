import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, inject, test} from 'vitest';
import {BUNDLE, findingLines, helmBinary, kubectl, must, reportOf, run, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';
import {proxy} from './proxy.ts';

/**
 * Where a pod finds its service account is fixed in client-go, so each run has mounts of its own: what it sees below /var/run
 * is its alone, and goes with it. The machine's own folder is neither read nor written.
 */
const POD =
  'at=/var/run/secrets/kubernetes.io/serviceaccount && mount -t tmpfs tmpfs /var/run && mkdir -p "$at" && cp -R "$1/." "$at" && shift && exec "$@"';
const AS_ROOT = ['--mount'];
/** Root in a namespace of users, for whoever is not. */
const AS_USER = ['--map-root-user', '--mount'];

let flags: readonly string[] = [];
beforeAll(async () => {
  const said: string[] = [];
  for (const tried of [AS_ROOT, AS_USER]) {
    const probe = await run('unshare', [...tried, 'mount', '-t', 'tmpfs', 'tmpfs', '/var/run']).catch(String);
    if (typeof probe !== 'string' && probe.code === 0) {
      flags = tried;
      return;
    }
    said.push(typeof probe === 'string' ? probe : probe.stderr.trim());
  }
  throw new Error(
    `needs Linux with unshare (util-linux), and root or user namespaces for all (on Ubuntu: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0): ${said.join('; ')}`,
  );
});

interface Case {
  /** Files of the service account; undefined: not there. */
  readonly files?: Readonly<Record<string, string | (() => string) | undefined>>;
  readonly env?: (folder: string, server: string) => Readonly<Record<string, string | undefined>>;
  /** What kubectl takes as flags and we from helm's environment. */
  readonly kubectl?: (server: string) => readonly string[];
}

/** What the API server sees of one who names no namespace: as whom, and where. */
interface Arrival {
  readonly isAnswered: boolean;
  readonly logins: readonly string[];
  readonly namespaces: readonly string[];
}

/** The namespace of the pods, with a drifted release, and a service account that may do all in there. */
const place = `pods-${process.pid}`;
let token = '';
beforeAll(async () => {
  await kubectl('create', 'namespace', place);
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  await kubectl('-n', place, 'set', 'env', 'deployment/test-nginx', 'ADDED=1');
  await kubectl('-n', place, 'create', 'serviceaccount', 'ci');
  await kubectl('-n', place, 'create', 'rolebinding', 'ci', '--clusterrole=admin', `--serviceaccount=${place}:ci`);
  token = (await kubectl('-n', place, 'create', 'token', 'ci')).trim();
});
afterAll(async () => {
  await run(inject('kubectl'), ['delete', 'namespace', place, '--wait=false']);
});

/** Whose token it is: tokens themselves have no place in what a failing test prints. */
function nameOf(authorization = ''): string {
  const names: Readonly<Record<string, string>> = {
    '': 'nobody',
    [`Bearer ${token}`]: 'the account',
    [`Bearer ${plane().tokens['admin']}`]: 'admin',
    [`Bearer ${plane().tokens['nobody']}`]: 'another',
  };
  return names[authorization] ?? 'unknown';
}

/** A pod in `place`, before a server that notes who asks. */
async function pod({files = {}, env = () => ({})}: Case) {
  const folder = temporaryFolder();
  const account = join(folder, 'account');
  mkdirSync(account);
  const usual: NonNullable<Case['files']> = {token, namespace: place, 'ca.crt': readFileSync(plane().caFile, 'utf8')};
  for (const [name, text] of Object.entries({...usual, ...files}))
    if (text !== undefined) writeFileSync(join(account, name), typeof text === 'string' ? text : text());
  let logins = new Set<string>();
  let namespaces = new Set<string>();
  const server = await proxy({
    sees: ({url = '', headers}) => {
      logins.add(nameOf(headers.authorization));
      const named = /\/namespaces\/([^/?]+)\//.exec(url)?.[1];
      if (named !== undefined) namespaces.add(named);
    },
  });
  const {hostname, port} = new URL(server.env.HELM_KUBEAPISERVER);
  const surroundings = {
    KUBECONFIG: undefined,
    HOME: folder,
    KUBERNETES_SERVICE_HOST: hostname,
    KUBERNETES_SERVICE_PORT: port,
    HELM_BIN: helmBinary('4.3.1'),
    ...env(folder, server.env.HELM_KUBEAPISERVER),
  };
  const asks = async (command: string, args: readonly string[]) => {
    logins = new Set();
    namespaces = new Set();
    const answer = await run('unshare', [...flags, 'sh', '-c', POD, 'sh', account, command, ...args], {
      env: surroundings,
    });
    const arrival: Arrival = {isAnswered: answer.code !== 1, logins: [...logins], namespaces: [...namespaces]};
    return {answer, arrival};
  };
  return {asks, server: server.env.HELM_KUBEAPISERVER};
}

/** One case, as kubectl meets the server and as we and our helm do. */
async function compare(one: Case) {
  const {asks, server} = await pod(one);
  const theirs = await asks(inject('kubectl'), ['get', 'deployments', '-o', 'name', ...(one.kubectl?.(server) ?? [])]);
  const ours = await asks(process.execPath, [BUNDLE, 'check', 'test-nginx', '-o', 'json']);
  return {theirs, ours};
}

/** Words that name no cluster. */
const written = (folder: string, text: string): string => {
  writeFileSync(join(folder, 'config'), text);
  return join(folder, 'config');
};

/** Whoever is answered, by the pod's account or another, finds this. */
const FOUND: Readonly<Record<string, Case>> = {
  'no KUBECONFIG and no ~/.kube/config': {},
  'an empty KUBECONFIG': {env: () => ({KUBECONFIG: ''})},
  'a KUBECONFIG of files that are not there': {env: (folder) => ({KUBECONFIG: `${folder}/gone:${folder}/gone-too`})},
  'a KUBECONFIG that is an empty file': {env: (folder) => ({KUBECONFIG: written(folder, '')})},
  'a KUBECONFIG that is an empty file and one that is not there': {
    env: (folder) => ({KUBECONFIG: `${folder}/gone:${written(folder, '')}`}),
  },
  'a KUBECONFIG that holds nothing': {
    env: (folder) => ({KUBECONFIG: written(folder, 'apiVersion: v1\nkind: Config\nclusters: []\n')}),
  },
  'an empty ~/.kube/config': {
    env: (folder) => {
      mkdirSync(join(folder, '.kube'));
      writeFileSync(join(folder, '.kube', 'config'), '');
      return {};
    },
  },
  'a namespace file with a line break': {files: {namespace: `${place}\n`}},
  'a token file with a line break': {files: {token: () => `${token}\n`}},
  'POD_NAMESPACE and another file': {files: {namespace: 'default'}, env: () => ({POD_NAMESPACE: place})},
  'a server, a token and an authority of the flags': {
    env: (_folder, server) => ({
      HELM_KUBEAPISERVER: server,
      HELM_KUBETOKEN: plane().tokens['admin'],
      HELM_KUBECAFILE: plane().caFile,
    }),
    kubectl: (server) => [
      `--server=${server}`,
      `--token=${plane().tokens['admin']}`,
      `--certificate-authority=${plane().caFile}`,
    ],
  },
  'a kubeconfig, without a namespace': {
    env: (folder, server) => ({
      KUBECONFIG: written(folder, readFileSync(plane().kubeconfig, 'utf8').replace(plane().server, server)),
    }),
  },
  'the release by helm 3': {env: () => ({HELM_BIN: helmBinary('3.22.0')})},
};

test.each(Object.entries(FOUND))('%s', async (_name, one) => {
  const {theirs, ours} = await compare(one);
  expect(ours.arrival).toEqual(theirs.arrival);
  expect(theirs.arrival).toMatchObject({isAnswered: true, namespaces: [place]});
  expect(theirs.answer.stdout).toBe('deployment.apps/test-nginx\n');
  expect(findingLines(reportOf(ours.answer))).toEqual([expect.stringContaining('Deployment/test-nginx')]);
});

test('the account is who kubectl says it is', async () => {
  const {asks} = await pod({});
  const {answer, arrival} = await asks(inject('kubectl'), [
    'auth',
    'whoami',
    '-o',
    'jsonpath={.status.userInfo.username}',
  ]);
  expect([answer.stdout, arrival.logins]).toEqual([`system:serviceaccount:${place}:ci`, ['the account']]);
});

interface Refused extends Case {
  /** What stands in kubectl's words and in ours. */
  readonly says: readonly [kubectls: RegExp, ours: RegExp];
}

/** The authority of the control plane of the other worker. */
const anotherAuthority = (): string => {
  const file = inject('planes').find(({caFile}) => caFile !== plane().caFile)?.caFile;
  return readFileSync(file ?? 'no other control plane', 'utf8');
};

const inDefault = /ci" cannot list .* in the namespace "default"/;
const NOBODY_THERE = [/localhost:8080 was refused/, /there is no kubeconfig, so no cluster/] as const;
const UNTRUSTED = [/certificate signed by unknown authority/, /self-signed certificate/] as const;
const NO_CONTEXT = [/context was not found.*: gone/, /has no context "gone"/] as const;

/** Whoever is refused is refused by the same server, as the same user and for the same namespace, or reaches none. */
const REFUSED: Readonly<Record<string, Refused>> = {
  'no namespace file': {files: {namespace: undefined}, says: [inDefault, inDefault]},
  'an empty namespace file': {files: {namespace: ''}, says: [inDefault, inDefault]},
  'a namespace where it may do nothing': {
    files: {namespace: 'kube-system'},
    says: [/in the namespace "kube-system"/, /in the namespace "kube-system"/],
  },
  'a token of the flags': {
    env: () => ({HELM_KUBETOKEN: plane().tokens['nobody']}),
    kubectl: () => [`--token=${plane().tokens['nobody']}`],
    says: [/User "nobody" cannot list/, /User "nobody" cannot list/],
  },
  'a token that nobody knows': {
    files: {token: 'unknown'},
    says: [/You must be logged in/, /401|provide credentials|does not accept/],
  },
  'an empty token file': {files: {token: ''}, says: [/read empty token from file/, /token file .* is empty/]},
  'no token file': {files: {token: undefined}, says: NOBODY_THERE},
  'no address': {env: () => ({KUBERNETES_SERVICE_HOST: undefined}), says: NOBODY_THERE},
  'no port': {env: () => ({KUBERNETES_SERVICE_PORT: ''}), says: NOBODY_THERE},
  'the authority of another': {
    files: {'ca.crt': anotherAuthority},
    says: UNTRUSTED,
  },
  'no authority': {files: {'ca.crt': undefined}, says: UNTRUSTED},
  'an authority that is no certificate': {files: {'ca.crt': 'no'}, says: UNTRUSTED},
  'a user to stand for': {
    env: () => ({HELM_KUBEASUSER: 'jane'}),
    kubectl: () => ['--as=jane'],
    says: NOBODY_THERE,
  },
  'a context of the flags': {
    env: () => ({HELM_KUBECONTEXT: 'gone'}),
    kubectl: () => ['--context=gone'],
    says: NO_CONTEXT,
  },
  'a current context that is not there': {
    env: (folder) => ({KUBECONFIG: written(folder, 'current-context: gone\n')}),
    says: NO_CONTEXT,
  },
  'a KUBECONFIG that cannot be read': {
    env: (folder) => ({KUBECONFIG: written(folder, '{')}),
    says: [/error loading config file/, /cannot read the kubeconfig/],
  },
};

test.each(Object.entries(REFUSED))('refused: %s', async (_name, {says, ...one}) => {
  const {theirs, ours} = await compare(one);
  expect([ours.arrival.isAnswered, ours.arrival.logins]).toEqual([false, theirs.arrival.logins]);
  expect([theirs.answer.stderr, ours.answer.stderr]).toEqual(says.map((words) => expect.stringMatching(words)));
});
