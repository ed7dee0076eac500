import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, inject, onTestFinished, test} from 'vitest';
import {helmCommand} from '../../src/helm/helm.ts';
import {connect} from '../../src/kube/connection.ts';
import type {ConnectionSettings} from '../../src/kube/connection.ts';
import {bytesOf, send} from '../../src/kube/http.ts';
import {helmBinary, run} from './harness.ts';
import {openScene, pair} from './identities.ts';
import type {Identity, Scene} from './identities.ts';
import {CASES, FLAGS, USERS} from './kubeconfig-cases.ts';
import type {Case, MakeCase} from './kubeconfig-cases.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'helm-drift-identity-'));
});
afterAll(() => rmSync(root, {recursive: true, force: true}));

let counter = 0;
const tally = {compared: 0, refused: 0};

/** What arrived of one who asks; `refused` where nothing did. */
interface Arrival {
  readonly seen: readonly Omit<Identity, 'asked'>[] | 'refused';
  readonly asked: string | undefined;
  readonly ways: readonly string[];
}

async function arrivalOf(scene: Scene, ask: () => Promise<boolean>): Promise<Arrival> {
  const [before, waysBefore] = [scene.seen.length, scene.ways.length];
  const isAnswered = await ask();
  const seen = scene.seen.slice(before);
  const distinct = new Map(seen.map(({asked: _asked, ...one}) => [JSON.stringify(one), one]));
  return {
    seen: isAnswered ? [...distinct.values()] : 'refused',
    asked: seen[0]?.asked,
    // What did not come through is no way.
    ways: isAnswered ? [...new Set(scene.ways.slice(waysBefore))] : [],
  };
}

function kubectlFlags({
  context,
  token,
  asUser,
  asGroups = [],
  apiServer,
  caFile,
  insecure,
  tlsServerName,
}: ConnectionSettings) {
  const flag = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`--${name}=${value}`];
  return [
    ...flag('context', context),
    ...flag('token', token),
    ...flag('as', asUser),
    ...asGroups.map((group) => `--as-group=${group}`),
    ...flag('server', apiServer),
    ...flag('certificate-authority', caFile),
    ...flag('tls-server-name', tlsServerName),
    ...(insecure === true ? ['--insecure-skip-tls-verify'] : []),
  ];
}

interface Compared {
  readonly own: object;
  readonly theirs: object;
}

/** One case, as we and the helm that we start meet the server, and as kubectl does. */
async function compare(make: MakeCase, flags: ConnectionSettings = {}): Promise<Compared> {
  const scene = await openScene();
  onTestFinished(() => scene.close());
  const folder = join(root, `c${counter++}`);
  mkdirSync(folder, {recursive: true});
  const made = make(scene, folder);
  const file = join(folder, 'config');
  writeFileSync(file, JSON.stringify(kubeconfigOf(scene, made)));
  const settings = {kubeconfig: file, ...made.flags, ...flags};
  const env: NodeJS.ProcessEnv = {PATH: process.env['PATH'], HOME: folder, ...made.env, KUBECONFIG: file};

  let isPrompted = false;
  const kubectls = await arrivalOf(scene, async () => {
    const answer = await run(inject('kubectl'), ['get', '--raw', '/x', ...kubectlFlags(settings)], {env});
    isPrompted = answer.stdout.includes('enter Username');
    return answer.code === 0;
  });
  const ours = await arrivalOf(scene, () => asked(settings, env));
  const version = counter % 2 === 0 ? '3.22.0' : '4.3.1';
  const helm = helmCommand({bin: helmBinary(version), namespace: 'shop', connection: settings, env});
  const helms = await arrivalOf(scene, async () => (await helm.run(['list', '--max=1'])).code === 0);
  // kubectl asks whoever has no login for a name and a password; helm goes as nobody, and its word is what counts.
  const theirs = isPrompted ? {...helms, asked: ours.asked} : kubectls;
  tally.compared++;
  if (theirs.seen === 'refused') tally.refused++;
  return {
    own: {ours, helm: {...helms, asked: ours.asked}},
    theirs: {ours: theirs, helm: {...theirs, asked: ours.asked}},
  };
}

function kubeconfigOf({secure}: Scene, {cluster, user = {}}: Case): object {
  const authority = Buffer.from(pair(0).cert).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'one',
    clusters: [{name: 'c', cluster: {server: secure, 'certificate-authority-data': authority, ...cluster}}],
    users: [{name: 'u', user}],
    contexts: [{name: 'one', context: {cluster: 'c', user: 'u'}}],
  };
}

async function asked(settings: ConnectionSettings, env: NodeJS.ProcessEnv): Promise<boolean> {
  const connection = await connect(settings, {env, serviceAccount: '/nowhere'}).catch(() => undefined);
  if (connection === undefined) return false;
  try {
    await bytesOf(await send(connection, {method: 'GET', path: '/x'}));
    return true;
  } catch {
    return false;
  } finally {
    connection.close();
  }
}

describe('the same arrives as from kubectl and from helm', () => {
  test.each(Object.keys(CASES))('%s', async (name) => {
    const {own, theirs} = await compare(CASES[name] ?? (() => ({})));
    expect(own).toEqual(theirs);
  });

  describe.each(Object.keys(USERS))('of %s', (user) => {
    test.each(Object.keys(FLAGS))('with %s', async (flags) => {
      const {own, theirs} = await compare(USERS[user] ?? (() => ({})), FLAGS[flags]?.());
      expect(own).toEqual(theirs);
    });
  });

  test('many cases were compared', () => {
    process.stderr.write(
      `identities compared with kubectl and helm: ${tally.compared}, refused by all: ${tally.refused}\n`,
    );
    expect(tally.compared).toBe(Object.keys(CASES).length + Object.keys(USERS).length * Object.keys(FLAGS).length);
    expect(tally.refused).toBeLessThan(tally.compared / 2);
  });
});

describe('files that name two clusters', () => {
  const fileOf = (folder: string, name: string, {secure}: Scene, current = name): string => {
    const authority = Buffer.from(pair(0).cert).toString('base64');
    const file = join(folder, name);
    const config = {
      'current-context': current,
      clusters: [{name, cluster: {server: secure, 'certificate-authority-data': authority}}],
      users: [{name, user: {token: `of-${name}`}}],
      contexts: [{name, context: {cluster: name, user: name, namespace: `ns-${name}`}}],
    };
    writeFileSync(file, JSON.stringify(config));
    return file;
  };

  test.each(['3.22.0', '4.3.1'])(
    'the first current context counts, and helm %s follows us when it is switched',
    async (version) => {
      const [one, two] = await Promise.all([openScene(), openScene()]);
      onTestFinished(() => [one, two].forEach((scene) => scene.close()));
      const folder = mkdtempSync(join(root, 'two-'));
      const kubeconfig = [fileOf(folder, 'one', one), fileOf(folder, 'two', two)].join(':');
      const env = {PATH: process.env['PATH'], HOME: folder, KUBECONFIG: kubeconfig};
      const settings = {kubeconfig};
      const connection = await connect(settings, {env});
      onTestFinished(() => connection.close());
      expect([connection.identity, connection.namespace]).toEqual([{name: 'one', server: one.secure}, 'ns-one']);
      fileOf(folder, 'one', one, 'two');
      const again = await connect({kubeconfig}, {env});
      again.close();
      expect(again.identity.name).toBe('two');
      const helm = helmCommand({bin: helmBinary(version), namespace: undefined, connection: settings, env});
      expect(await helm.run(['list', '--max=1'])).toMatchObject({code: 0});
      expect(one.seen.map(({headers}) => headers['authorization'])).toContainEqual(['Bearer of-one']);
      expect(one.seen.some((seen) => seen.asked.includes('/namespaces/ns-one/'))).toBe(true);
      expect(two.seen).toEqual([]);
    },
  );
});
