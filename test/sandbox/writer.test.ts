import {describe, expect, test, vi} from 'vitest';
import type {Helm} from '../../src/helm/helm.ts';
import type {Action, Mutation, MutationResult, MutationTarget, Scenario} from '../../src/model/scenario.ts';
import type {ApiResource} from '../../src/model/ports.ts';
import {sandboxWriter} from '../../src/sandbox/writer.ts';
import {
  byPath,
  connectionTo,
  DEPLOYMENT,
  discoveryOf,
  fakeApi,
  NAMESPACE,
  statusOf,
  thrownBy,
  WIDGET,
} from '../kube/fakes.ts';
import type {Answer, Reply} from '../kube/fakes.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: async () => {}}));

const SYSTEM = 'GET /api/v1/namespaces/kube-system';
const WEB = '/apis/apps/v1/namespaces/shop/deployments/web';
const OURS: Reply = {body: {metadata: {uid: 'ours'}}};
const DONE: Reply = {body: {}};
const PLACE = {file: 'scenario.yaml', line: 1, within: 'step 1'};
const TARGET: MutationTarget = {kind: 'Deployment', name: 'web'};
const mutation = (action: Action, target = TARGET): Mutation => ({
  manager: 'kubectl-edit',
  target,
  action,
  place: PLACE,
});
const refused = (status: number, message: string): Reply => ({status, body: statusOf(status, message)});

async function opened(
  replies: Readonly<Record<string, Reply | Answer>>,
  served: ApiResource[] = [NAMESPACE, DEPLOYMENT],
) {
  const api = await fakeApi(byPath({...discoveryOf(served), [SYSTEM]: OURS, ...replies}));
  const runs: string[][] = [];
  let [code, stderr] = [0, ''];
  const helm: Helm = {
    run: async (args) => {
      runs.push([...args]);
      return {code, stdout: '', stderr};
    },
  };
  return {
    writer: sandboxWriter(api.connection, helm, 'ours'),
    runs,
    fails: (said: string) => void ([code, stderr] = [1, `Error: ${said}`]),
    writes: () => api.seen.filter(({method}) => method !== 'GET'),
  };
}

describe('a mutation', () => {
  test.each<[string, Action, Partial<Record<'method' | 'path' | 'type' | 'body', string>>]>([
    [
      'a patch',
      {do: 'patch', patch: {spec: {replicas: 2}}},
      {method: 'PATCH', path: WEB, type: 'application/strategic-merge-patch+json', body: '{"spec":{"replicas":2}}'},
    ],
    [
      'a JSON patch',
      {do: 'jsonPatch', patch: [{op: 'remove', path: '/spec/paused'}]},
      {
        method: 'PATCH',
        path: WEB,
        type: 'application/json-patch+json',
        body: '[{"op":"remove","path":"/spec/paused"}]',
      },
    ],
    [
      'a scaling',
      {do: 'scale', replicas: 7},
      {method: 'PATCH', path: `${WEB}/scale`, type: 'application/merge-patch+json', body: '{"spec":{"replicas":7}}'},
    ],
    [
      'a creation',
      {do: 'create', object: {kind: 'Deployment'}},
      {method: 'POST', path: WEB.replace('/web', ''), type: 'application/json', body: '{"kind":"Deployment"}'},
    ],
  ])('%s is written under its manager’s name', async (_what, action, {type, ...request}) => {
    const {writer, writes} = await opened({[`${request.method} ${request.path}`]: DONE});
    expect(await writer.mutate(mutation(action), 'shop')).toEqual({done: true});
    expect(writes()).toMatchObject([
      {...request, query: {fieldManager: 'kubectl-edit'}, headers: {'content-type': type}},
    ]);
  });

  test('a patch of what the server has no Go type of is a merge', async () => {
    const widget = '/apis/example.com/v1/namespaces/shop/widgets/w';
    const answer: Answer = ({headers}) =>
      headers['content-type'] === 'application/merge-patch+json' ? DONE : refused(415, 'unsupported');
    const {writer, writes} = await opened({[`PATCH ${widget}`]: answer}, [WIDGET]);
    const patch = mutation({do: 'patch', patch: {}}, {kind: 'Widget', name: 'w'});
    expect(await writer.mutate(patch, 'shop')).toEqual({done: true});
    expect(writes()).toHaveLength(2);
  });

  test('a deletion waits until the object is gone', async () => {
    let looks = 0;
    const {writer, writes} = await opened({
      [`DELETE ${WEB}`]: DONE,
      [`GET ${WEB}`]: () => (++looks < 3 ? DONE : refused(404, 'gone')),
    });
    expect(await writer.mutate(mutation({do: 'delete'}), 'shop')).toEqual({done: true});
    expect([looks, writes()[0]?.body]).toEqual([3, '{"propagationPolicy":"Background"}']);
  });

  test('goes where its target says', async () => {
    const other = WEB.replace('shop', 'other');
    const {writer, writes} = await opened({[`PATCH ${other}`]: DONE});
    await writer.mutate(mutation({do: 'patch', patch: {}}, {...TARGET, namespace: 'other'}), 'shop');
    expect(writes()[0]?.path).toBe(other);
  });

  const again: ApiResource = {...DEPLOYMENT, group: 'other.io'};
  test.each<[string, MutationTarget, ApiResource[], Reply, MutationResult]>([
    [
      'of no such object',
      TARGET,
      [DEPLOYMENT],
      refused(404, 'not found'),
      {absent: 'Deployment/web does not exist in shop'},
    ],
    ['of no such kind', {...TARGET, kind: 'Gadget'}, [DEPLOYMENT], DONE, {absent: 'the cluster serves no Gadget'}],
    [
      'of no such kind in its group',
      {...TARGET, group: 'x.io'},
      [DEPLOYMENT],
      DONE,
      {absent: 'the cluster serves no Deployment of x.io'},
    ],
    [
      'of a kind of two groups',
      TARGET,
      [DEPLOYMENT, again],
      DONE,
      {absent: 'Deployment is served by several groups: write Deployment.apps or Deployment.other.io'},
    ],
    ['of one of them', {...TARGET, group: 'apps'}, [DEPLOYMENT, again], DONE, {done: true}],
    ['that is refused', TARGET, [DEPLOYMENT], refused(422, 'spec: Invalid'), {refused: 'spec: Invalid'}],
    ['that is refused without a word', TARGET, [DEPLOYMENT], {status: 400, body: '{}'}, {refused: 'it answered 400'}],
  ])('%s', async (_what, target, served, reply, result) => {
    const {writer} = await opened({[`PATCH ${WEB}`]: reply}, served);
    expect(await writer.mutate(mutation({do: 'patch', patch: {}}, target), 'shop')).toEqual(result);
  });

  test('that nobody answers ends the play', async () => {
    const {writer} = await opened({[`PATCH ${WEB}`]: {body: '{}', cutAfter: 1}});
    expect(await thrownBy(writer.mutate(mutation({do: 'patch', patch: {}}), 'shop'))).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/^the sandbox does not answer: /),
    });
  });
});

describe('another cluster than the sandbox', () => {
  test('is never written to', async () => {
    const {writer, writes, runs} = await opened({
      [SYSTEM]: {body: {metadata: {uid: 'production'}}},
      [`PATCH ${WEB}`]: DONE,
    });
    for (const asked of [
      writer.assertSandbox(),
      writer.install(SCENARIO),
      writer.mutate(mutation({do: 'patch', patch: {}}), 'shop'),
    ])
      expect((await thrownBy(asked)).message).toMatch(/ is not the sandbox: nothing was written there$/);
    expect([writes(), runs]).toEqual([[], []]);
  });
});

const SCENARIO: Scenario = {
  name: 'demo',
  file: 'scenario.yaml',
  title: '',
  about: '',
  release: {
    from: 'chart',
    name: 'web',
    namespace: 'shop',
    chart: 'charts/web',
    values: {replicas: 2, big: 9007199254740993n},
  },
  steps: [
    {
      name: 'one',
      place: PLACE,
      change: {by: 'mutations', mutations: [mutation({do: 'create', object: {}}), mutation({do: 'delete'})]},
    },
    {name: 'two', place: PLACE, change: {by: 'file', live: 'x.yaml'}},
  ],
};

describe('an installation', () => {
  test('is made anew, without what the story creates', async () => {
    const {writer, runs, writes} = await opened({[`DELETE ${WEB}`]: refused(404, 'not found')});
    await writer.install(SCENARIO);
    expect(runs).toEqual([
      ['uninstall', 'web', '--ignore-not-found'],
      [
        'install',
        'web',
        'charts/web',
        '--create-namespace',
        '--set-json=replicas=2',
        '--set-json=big=9007199254740993',
      ],
    ]);
    expect(writes().map(({method, path}) => `${method} ${path}`)).toEqual([`DELETE ${WEB}`]);
  });

  test('that helm refuses says so', async () => {
    const {writer, fails} = await opened({});
    fails('Kubernetes cluster unreachable: x');
    expect(await thrownBy(writer.install({...SCENARIO, steps: []}))).toMatchObject({
      message: 'helm cannot uninstall web on the sandbox: Kubernetes cluster unreachable: x',
      code: 'unreachable',
    });
  });

  test('of files is none', async () => {
    const {writer} = await opened({});
    const release = {from: 'file', name: 'web', namespace: 'shop', baseline: 'x.yaml'} as const;
    expect((await thrownBy(writer.install({...SCENARIO, release}))).message).toContain('cannot be installed');
  });
});

test('without a cluster nobody guards anything', async () => {
  const connection = connectionTo('http://127.0.0.1:1');
  const helm: Helm = {run: () => Promise.reject(new Error('no'))};
  const error = await thrownBy(sandboxWriter(connection, helm, 'ours').assertSandbox());
  expect(error.message).toContain('ECONNREFUSED');
  connection.close();
});
