import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {isAbsolute, join, normalize} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import {afterAll, beforeAll, describe, expect, inject, test} from 'vitest';
import {chooseContext} from '../../src/kube/kubeconfig/chosen.ts';
import {loadKubeconfig} from '../../src/kube/kubeconfig/load.ts';
import type {ConnectionSettings, Kubeconfig} from '../../src/kube/kubeconfig/model.ts';
import {run} from './harness.ts';
import {drawSituation} from './kubeconfigs.ts';
import type {Situation} from './kubeconfigs.ts';

const SITUATIONS = 400;
const BATCH = 40;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'helm-drift-kubeconfig-'));
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

type View = Readonly<Record<string, unknown>>;

interface Minified {
  readonly clusters: readonly {readonly cluster: View}[] | null;
  readonly users: readonly {readonly user: View}[] | null;
  readonly contexts: readonly {readonly name: string; readonly context: View}[] | null;
}

/** What kubectl makes of a situation: the words of its refusal, or the one cluster, user and context that count. */
async function oracle({list, file, context}: Situation): Promise<Minified | string> {
  const args = [
    'config',
    'view',
    '--minify',
    '--raw',
    '-o',
    'json',
    ...(file === undefined ? [] : [`--kubeconfig=${file}`]),
    ...(context === undefined ? [] : [`--context=${context}`]),
  ];
  const {code, stdout, stderr} = await run(inject('kubectl'), args, {env: {KUBECONFIG: list, HOME: '/nowhere'}});
  return code === 0 ? (JSON.parse(stdout) as Minified) : stderr;
}

function settingsOf({list, file, context}: Situation): ConnectionSettings {
  return {
    kubeconfig: file ?? list,
    ...(file === undefined ? {} : {isOneFile: true}),
    ...(context === undefined ? {} : {context}),
  };
}

/** Ours, in kubectl's words; the first line of a refusal. */
async function ours(situation: Situation): Promise<object | string> {
  const settings = settingsOf(situation);
  let config: Kubeconfig;
  try {
    config = await loadKubeconfig(settings, {HOME: '/nowhere'});
  } catch (error) {
    return String(error);
  }
  const name = chooseContext(settings, config) ?? config.currentContext;
  const context = config.contexts.get(name);
  if (context === undefined) return 'no context';
  const cluster = config.clusters.get(context.cluster);
  if (cluster === undefined) return 'no cluster';
  const user = config.users.get(context.user);
  if (context.user !== '' && user === undefined) return 'no user';
  return {name, context: {...context}, cluster: {...cluster}, user: user === undefined ? undefined : {...user}};
}

/** kubectl's word in ours: its paths are as they stand in the files. */
function expected({clusters, users, contexts}: Minified, {absolute}: Situation): object {
  const path = (value: unknown): string => {
    if (typeof value !== 'string' || value === '') return '';
    return isAbsolute(value) ? value : (absolute.get(normalize(value)) ?? `/unknown/${value}`);
  };
  const text = (value: unknown): unknown => value ?? '';
  const context = contexts?.[0]?.context ?? {};
  const cluster = clusters?.[0]?.cluster ?? {};
  const user = users?.[0]?.user;
  const extensions = cluster['extensions'] as readonly {extension: unknown}[] | undefined;
  return {
    name: contexts?.[0]?.name,
    context: {cluster: text(context['cluster']), user: text(context['user']), namespace: text(context['namespace'])},
    cluster: {
      server: text(cluster['server']),
      tlsServerName: text(cluster['tls-server-name']),
      insecure: cluster['insecure-skip-tls-verify'] ?? false,
      caFile: path(cluster['certificate-authority']),
      caData: text(cluster['certificate-authority-data']),
      proxyUrl: text(cluster['proxy-url']),
      disableCompression: cluster['disable-compression'] ?? false,
      execConfig: extensions?.[0]?.extension,
    },
    user: user === undefined ? undefined : expectedUser(user, path),
  };
}

function expectedUser(user: View, path: (value: unknown) => string): object {
  const exec = user['exec'] as View | undefined;
  const command = typeof exec?.['command'] === 'string' ? exec['command'] : '';
  return {
    certFile: path(user['client-certificate']),
    certData: user['client-certificate-data'] ?? '',
    keyFile: path(user['client-key']),
    keyData: user['client-key-data'] ?? '',
    token: user['token'] ?? '',
    tokenFile: path(user['tokenFile']),
    username: user['username'] ?? '',
    password: user['password'] ?? '',
    as: user['as'] ?? '',
    asUid: user['as-uid'] ?? '',
    asGroups: user['as-groups'] ?? [],
    asExtra: user['as-user-extra'] ?? {},
    authProvider: user['auth-provider'],
    exec:
      exec === undefined
        ? undefined
        : {
            command: command.includes('/') ? path(command) : command,
            args: exec['args'] ?? [],
            env: exec['env'] ?? [],
            apiVersion: exec['apiVersion'],
            installHint: exec['installHint'] ?? '',
            provideClusterInfo: exec['provideClusterInfo'],
            interactiveMode: exec['interactiveMode'],
          },
  };
}

describe('which cluster, as whom and in which namespace: as kubectl says', () => {
  let compared = 0;
  let refused = 0;

  test.each(Array.from({length: SITUATIONS / BATCH}, (_none, index) => index * BATCH))(
    'situations from %d on',
    async (start) => {
      const situations = Array.from({length: BATCH}, (_none, index) => drawSituation(start + index, folder));
      const differing: object[] = [];
      for (let at = 0; at < BATCH; at += 4)
        await Promise.all(
          situations.slice(at, at + 4).map(async (situation) => {
            const [theirs, own] = await Promise.all([oracle(situation), ours(situation)]);
            if (typeof theirs === 'string') refused++;
            const isAlike =
              typeof theirs === 'string'
                ? typeof own === 'string'
                : isDeepStrictEqual(own, expected(theirs, situation));
            if (!isAlike) differing.push({situation, theirs, own});
            compared++;
          }),
        );
      expect(differing).toEqual([]);
    },
  );

  test('both kinds of answer occur', () => {
    process.stderr.write(`kubeconfigs compared with kubectl: ${compared}, refused by both: ${refused}\n`);
    expect(compared).toBe(SITUATIONS);
    expect(refused).toBeGreaterThan(SITUATIONS / 20);
    expect(refused).toBeLessThan(SITUATIONS / 2);
  });
});
