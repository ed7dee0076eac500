import {describe, expect, test} from 'vitest';
import {configMap} from '../../fix/fakes/objects.ts';
import {world} from '../../fix/fakes/world.ts';
import {eventually, settled, workspaceOf} from '../fakes.ts';
import {governedInspection, shopCluster} from '../releases.ts';
import {asking, json} from './asking.ts';

const drifted = await governedInspection(2);
const DECLARED = [configMap('settings', {a: '1'})];

const read = workspaceOf({inspection: () => drifted});

describe('open and refresh', () => {
  test.each([
    [{}, undefined],
    [{scenario: 'governed-drift'}, {scenario: 'governed-drift'}],
    [
      {namespace: 'shop', release: 'web'},
      {namespace: 'shop', release: 'web'},
    ],
  ])('%j', async (body, wanted) => {
    const {ask, navigation} = asking();
    expect(json(await ask('POST /api/open', {body}))).toEqual({});
    expect(navigation.open).toHaveBeenCalledWith(wanted);
  });

  test.each([
    {namespace: 'shop', release: '../x'},
    {namespace: '-A', release: 'web'},
    {namespace: 'shop', release: 'Web'},
    {namespace: 'shop', release: 'x'.repeat(300)},
    {namespace: 'shop'},
    {release: 7, namespace: 'shop'},
  ])('what is no name is refused: %j', async (body) => {
    const {ask, navigation} = asking();
    await expect(ask('POST /api/open', {body})).rejects.toMatchObject({code: 'bad-request', status: 400});
    expect(navigation.open).not.toHaveBeenCalled();
  });

  test('a refresh is of whatever is open', async () => {
    const {ask, navigation} = asking();
    await ask('POST /api/refresh');
    expect(navigation.refresh).toHaveBeenCalledTimes(1);
  });
});

describe('on the start page', () => {
  test.each([
    'GET /api/findings/:id',
    'GET /api/assets',
    'GET /api/downloads/live-snapshot.yaml',
    'GET /api/downloads/release-baseline.yaml',
    'POST /api/ignore',
  ])('%s has nothing to speak of', async (route) => {
    await expect(asking().ask(route)).rejects.toMatchObject({code: 'not-found', message: 'nothing is open'});
  });
});

describe('documents and findings', () => {
  test('a document in the form that is asked for; one that is not kept is not found', async () => {
    const {ask, context} = asking();
    const id = context.documents.add({kind: 'baseline', intent: drifted.intent.objects, live: [], findings: []});
    const formOf = async (query: string) => json(await ask('GET /api/documents/:id', {rest: id, query}));
    expect(await formOf('')).toMatchObject({id, form: 'compact'});
    expect(await formOf('form=full')).toMatchObject({form: 'full'});
    expect(await formOf('form=../x')).toMatchObject({form: 'compact'});
    await expect(ask('GET /api/documents/:id', {rest: '__proto__'})).rejects.toMatchObject({code: 'not-found'});
  });

  test('a finding of the state that is asked for', async () => {
    const asked: (string | undefined)[] = [];
    const workspace = workspaceOf({inspection: (state) => (asked.push(state), drifted)});
    const {ask} = asking({workspace});
    const id = drifted.report.findings.find(({controlPath}) => controlPath.title === 'HPA floor')?.id ?? '';
    const detail = json(await ask('GET /api/findings/:id', {rest: id, query: 'state=mutation'}));
    expect(detail).toMatchObject({
      id,
      desired: '6',
      live: '4',
      ignoreRule: expect.stringContaining('/spec/minReplicas'),
    });
    await ask('GET /api/findings/:id', {rest: id});
    expect(asked).toEqual(['mutation', undefined]);
  });

  test('nothing, and no error, for a finding that the state does not have (any more)', async () => {
    const {ask} = asking({workspace: workspaceOf({inspection: () => drifted})});
    for (const rest of ['constructor', '__proto__', '../../etc/passwd'])
      expect(json(await ask('GET /api/findings/:id', {rest}))).toBeNull();
    const unread = asking({workspace: workspaceOf({inspection: () => undefined})});
    expect(json(await unread.ask('GET /api/findings/:id', {rest: 'f-0'}))).toBeNull();
  });
});

describe('plan, reconcile, undo', () => {
  async function shopping() {
    const shop = world({declared: DECLARED});
    shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
    const ids = (await shop.inspect()).report.findings.map(({id}) => id);
    const cluster = shopCluster(shop, DECLARED);
    const workspace = workspaceOf({name: 'shop'});
    return {shop, ids, ...asking({workspace, context: {cluster}})};
  }

  test('what was chosen is planned, agreed to, and written', async () => {
    const {ids, ask, shop, context} = await shopping();
    const plan = json(await ask('POST /api/plan', {body: {ids}}));
    expect(plan).toMatchObject({kind: 'reconcile', possible: true, steps: [{object: 'ConfigMap/settings'}]});
    expect(json(await ask('POST /api/reconcile', {body: plan as object}))).toEqual({activity: expect.any(String)});
    await expect(ask('POST /api/reconcile', {body: plan as object})).rejects.toMatchObject({code: 'busy'});
    await expect(ask('POST /api/activity/dismiss')).rejects.toMatchObject({code: 'busy'});
    await eventually(() => expect(context.store.state().activity?.phase).toBe('verified'));
    await settled();
    expect(shop.contentOf('ConfigMap', 'settings')).toMatchObject({data: {a: '1'}});
    await ask('POST /api/activity/dismiss');
    expect(context.store.state().activity).toBeUndefined();
  });

  test.each([{}, {ids: []}, {ids: 'x'}, {ids: ['a', 7]}, {ids: {length: 1}}])(
    'nothing is planned for %j',
    async (body) => {
      const {ask} = await shopping();
      await expect(ask('POST /api/plan', {body})).rejects.toMatchObject({code: 'bad-request'});
    },
  );

  test('an undo is of a record that is shown, and agreed to as an undo', async () => {
    const {ask} = await shopping();
    await expect(ask('POST /api/undo/plan', {body: {record: 'other'}})).rejects.toMatchObject({code: 'not-found'});
    await expect(ask('POST /api/undo/plan')).rejects.toThrow('the request names no record');
    await expect(ask('POST /api/undo', {body: {digest: 'x', nonce: 'y'}})).rejects.toMatchObject({code: 'stale'});
  });

  test('a console that writes nothing refuses all of it', async () => {
    const {ask} = asking({workspace: read, context: {readOnly: true}});
    const bodies = {
      'POST /api/plan': {ids: ['x']},
      'POST /api/undo/plan': {record: 'x'},
      'POST /api/reconcile': {digest: 'x', nonce: 'y'},
      'POST /api/undo': {digest: 'x', nonce: 'y'},
      'POST /api/ignore': {id: 'abcd', reason: 'x'},
    };
    for (const [route, body] of Object.entries(bodies))
      await expect(ask(route, {body})).rejects.toMatchObject({code: 'gated', status: 403});
  });
});

describe('ignore', () => {
  test('writes the rule by the very command, and it counts at once', async () => {
    const {ask, context, navigation} = asking({
      workspace: read,
      command: () => ({stdout: '/w/.helm-drift.yaml: a rule for spec.minReplicas\n'}),
    });
    const body = {id: '7c1d', reason: '--incident: 42', expires: '2099-01-31'};
    expect(json(await ask('POST /api/ignore', {body}))).toEqual({
      file: '/w/.helm-drift.yaml',
      text: '/w/.helm-drift.yaml: a rule for spec.minReplicas',
    });
    expect(context.ran).toEqual([
      ['ignore', 'web', '--namespace', 'shop', '7c1d', '--reason=--incident: 42', '--expires=2099-01-31'],
    ]);
    expect(navigation.refresh).toHaveBeenCalledTimes(1);
  });

  test('what the command refuses is told in its words, and an id that is none is not handed on', async () => {
    const {ask, context} = asking({
      workspace: read,
      command: () => ({exitCode: 1, stderr: 'Error: no reason\nSay why.\n'}),
    });
    await expect(ask('POST /api/ignore', {body: {id: '7c1d', reason: ''}})).rejects.toMatchObject({
      code: 'usage',
      message: 'no reason',
      hint: 'Say why.',
    });
    await expect(ask('POST /api/ignore', {body: {id: '--all', reason: 'x'}})).rejects.toMatchObject({
      code: 'bad-request',
    });
    expect(context.ran).toHaveLength(1);
  });
});

describe('the prompt', () => {
  test('a line is run, and a rule that it wrote counts at once', async () => {
    const {ask, navigation} = asking({workspace: read, command: () => ({stdout: 'done'})});
    expect(json(await ask('POST /api/command', {body: {line: 'check'}}))).toMatchObject({exitCode: 0, stdout: 'done'});
    expect(navigation.refresh).not.toHaveBeenCalled();
    await ask('POST /api/command', {body: {line: ' helm drift ignore 7c1 --reason x'}});
    expect(navigation.refresh).toHaveBeenCalledTimes(1);
    await expect(ask('POST /api/command')).rejects.toThrow('the request names no line');
  });

  test('a word is completed', async () => {
    const {ask} = asking({command: () => ({stdout: 'check\twhat drifted\n'})});
    expect(json(await ask('POST /api/complete', {body: {line: 'ch'}}))).toEqual({
      from: 0,
      candidates: [{text: 'check', about: 'what drifted'}],
    });
  });
});
