import {createWriteStream, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {once} from 'node:events';
import {beforeAll, describe, expect, inject, test} from 'vitest';
import {drift, helmBinary, kubectl, must, run, temporaryFolder} from './harness.ts';
import type {Run, RunOptions} from './harness.ts';
import {plane} from './plane.ts';

const PLACE = 'bad-input';

beforeAll(async () => {
  await kubectl('create', 'namespace', PLACE);
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', PLACE]);
  return async () => {
    await run(inject('kubectl'), ['delete', 'namespace', PLACE, '--wait=false']);
  };
});

/** One error of what, one line of what to do, on stderr, exit 1, and nothing else. */
function expectError({code, stdout, stderr}: Run, words: RegExp): void {
  expect(stderr).toMatch(words);
  expect(stderr).toMatch(/^Error: .+\n.+\n$/);
  expect({code, stdout}).toEqual({code: 1, stdout: ''});
}

const check = (...args: string[]): Promise<Run> => drift(['check', ...args]);

function file(name: string, content: string | Buffer): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

function kubeconfig(change: (user: Record<string, unknown>, cluster: Record<string, unknown>) => void): RunOptions {
  const cluster: Record<string, unknown> = {server: plane().server, 'certificate-authority': plane().caFile};
  const user: Record<string, unknown> = {token: plane().tokens['admin']};
  change(user, cluster);
  const document = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'c',
    clusters: [{name: 'c', cluster}],
    users: [{name: 'c', user}],
    contexts: [{name: 'c', context: {cluster: 'c', user: 'c'}}],
  };
  return {env: {KUBECONFIG: file('kubeconfig', JSON.stringify(document))}};
}

describe('the cluster', () => {
  const args = ['check', 'test-nginx', '-n', PLACE];

  test('no such release', async () => {
    expectError(await check('no-nginx', '-n', PLACE), /there is no release "no-nginx" in namespace bad-input/);
  });

  test('no such revision', async () => {
    expectError(await check('test-nginx', '-n', PLACE, '--revision', '7'), /has no revision 7\nIt has: 1\./);
  });

  test('nobody listens', async () => {
    expectError(
      await drift(
        args,
        kubeconfig((_user, cluster) => (cluster['server'] = 'https://127.0.0.1:1')),
      ),
      /cannot reach the cluster of context "c" at https:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/,
    );
  });

  test('a wrong token', async () => {
    expectError(
      await drift(
        args,
        kubeconfig((user) => (user['token'] = 'expired')),
      ),
      /does not accept your credentials \(401/,
    );
  });

  test('an unknown authority', async () => {
    expectError(
      await drift(
        args,
        kubeconfig((_user, cluster) => delete cluster['certificate-authority']),
      ),
      /cannot reach the cluster of context "c" .*certificate/,
    );
  });

  test('a kubeconfig that is not there, is no YAML, or names no such context', async () => {
    expectError(
      await drift([...args, '--kubeconfig', '/nowhere/config']),
      /cannot read the kubeconfig \/nowhere\/config/,
    );
    expectError(await drift([...args, '--kubeconfig', file('config', 'a: [b')]), /cannot read the kubeconfig/);
    expectError(
      await drift([...args, '--kubeconfig', file('config', 'apiVersion: v1\nkind: Config\n')]),
      /names no cluster/,
    );
    expectError(
      await drift([...args, '--kube-context', 'other']),
      /has no context "other"\nIt has: sandbox-control-plane\./,
    );
  });

  test('no helm, where a chart is to be rendered', async () => {
    const chart = [...args.slice(0, 2), 'charts/nginx', ...args.slice(2)];
    expectError(await drift(chart, {env: {HELM_BIN: '/nowhere/helm'}}), /cannot run helm \(\/nowhere\/helm\)/);
  });

  test('no helm is no error where the release record says it all', async () => {
    expect(await drift(args, {env: {HELM_BIN: '/nowhere/helm'}})).toMatchObject({code: 0, stderr: ''});
  });

  test('a user without any right', async () => {
    expectError(
      await drift(
        args,
        kubeconfig((user) => (user['token'] = plane().tokens['nobody'])),
      ),
      /secrets is forbidden/,
    );
  });
});

describe('the baseline', () => {
  const withFile = (path: string): Promise<Run> => check('test-nginx', '-n', PLACE, '--baseline', path);

  test('malformed YAML, with file and line', async () => {
    expectError(
      await withFile(
        file('broken.yaml', 'apiVersion: v1\nkind: ConfigMap\n---\napiVersion: v1\nkind: [ConfigMap\nmetadata: {}\n'),
      ),
      /broken\.yaml:[56]:\d+: not valid YAML/,
    );
  });

  test('a document that is no Kubernetes object, with its line', async () => {
    expectError(
      await withFile(
        file('odd.yaml', '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n# a comment\nhello: world\n'),
      ),
      /odd\.yaml:7: not a Kubernetes object: it has no apiVersion/,
    );
  });

  test('a binary file', async () => {
    expectError(
      await withFile(file('binary.yaml', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2]))),
      /binary\.yaml:1: this is not text/,
    );
  });

  test('50 MB, in a moment', async () => {
    const path = join(temporaryFolder(), 'huge.yaml');
    const stream = createWriteStream(path);
    for (let megabyte = 0; megabyte < 50; megabyte++) stream.write('a: b # padding\n'.repeat(70_000));
    stream.end();
    await once(stream, 'close');
    expectError(await withFile(path), /huge\.yaml is larger than 32 MB \(50 MB or more\)/);
  });

  test('an alias bomb', async () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let level = 1; level < 12; level++)
      bomb.push(
        `l${level}: &l${level} [${Array.from({length: 9}, () => (level === 1 ? '*a' : `*l${level - 1}`)).join(',')}]`,
      );
    expectError(
      await withFile(file('bomb.yaml', `apiVersion: v1\nkind: ConfigMap\n${bomb.join('\n')}\n`)),
      /bomb\.yaml:1: its aliases expand to more than a million values/,
    );
  });

  test('a __proto__ key, in YAML and in JSON', async () => {
    expectError(
      await withFile(
        file('proto.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  __proto__: x\n'),
      ),
      /proto\.yaml:5:\d+: .*the key __proto__ is not accepted/,
    );
    expectError(
      await withFile(
        file('proto.json', '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"__proto__":{"x":1}}'),
      ),
      /proto\.json:1:\d+: .*the key __proto__ is not accepted/,
    );
  });

  test('deep nesting', async () => {
    expectError(
      await withFile(file('deep.yaml', `apiVersion: v1\nkind: ConfigMap\na: ${'['.repeat(5000)}${']'.repeat(5000)}\n`)),
      /deep\.yaml:3:\d+: .*nesting/,
    );
  });

  test('an empty one, a folder, and none', async () => {
    expectError(await withFile(file('empty.yaml', '\n')), /is empty/);
    expectError(await withFile('charts'), /is a folder/);
    expectError(await withFile('/nowhere.yaml'), /no such file/);
  });
});

describe('the chart and Git', () => {
  test("a chart that does not render: helm's own words", async () => {
    expectError(
      await check('test-nginx', 'charts/nginx', '-n', PLACE, '--set', 'service=null'),
      /helm cannot render charts\/nginx: .*nil pointer|service/,
    );
  });

  test('missing dependencies', async () => {
    const chart = temporaryFolder();
    writeFileSync(
      join(chart, 'Chart.yaml'),
      'apiVersion: v2\nname: c\nversion: 0.1.0\ndependencies:\n  - {name: redis, version: 1.0.0, repository: "https://127.0.0.1:1"}\n',
    );
    expectError(await check('test-nginx', chart, '-n', PLACE), /lacks its dependencies: .*redis/);
  });

  test('a commit and a path that are not there', async () => {
    expectError(
      await check('test-nginx', 'charts/nginx', '--git', 'no-such-branch', '-n', PLACE),
      /Git knows no commit "no-such-branch"/,
    );
    expectError(
      await check('test-nginx', 'charts/nowhere', '--git', 'HEAD', '-n', PLACE),
      /charts\/nowhere does not exist in HEAD/,
    );
  });
});

describe('the command line', () => {
  test.each([
    [['check', 'x', '--show-ignord'], /unknown flag --show-ignord\nDid you mean --show-ignored\?/],
    [['chekc', 'x'], /unknown command or argument "chekc"\nDid you mean check\?/],
    [['check', 'x', '-o', 'xml'], /there is no format "xml"\nThere are text, .*json/],
    [['check'], /no release was named/],
    [['check', 'x', '--all'], /--all checks every release/],
    [['check', 'x', '--revision', '0'], /--revision takes a whole number/],
    [['check', 'x', '--git', 'main'], /--git needs the chart's path/],
    [['check', 'x', 'y', 'z'], /unknown command or argument "z"/],
  ])('%j', async (args, words) => {
    expectError(await drift(args), words);
  });
});
