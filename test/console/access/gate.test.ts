import {describe, expect, test} from 'vitest';
import {gate, SESSION_MS} from '../../../src/console/access/gate.ts';
import {accessReview, endOf, isAllowed, tokenReview, viewerIn, viewerKey} from '../../../src/console/access/reviews.ts';
import {ANN, BOB, partsOf, Server, specOf, webToken} from './reviewing.ts';
import type {Clock} from './reviewing.ts';

const USER = {username: 'ann', uid: 'u', groups: ['g'], extra: {x: ['1']}};
const yes = (status: object) => ({kind: 'TokenReview', status: {authenticated: true, user: USER, ...status}});

describe('a review of a token', () => {
  test('names the audiences that are wanted', () => {
    expect(specOf(tokenReview('t', []))).toEqual({token: 't'});
    expect(specOf(tokenReview('t', ['drift']))).toEqual({token: 't', audiences: ['drift']});
  });

  test('is a yes in so many words', () => {
    expect(viewerIn(yes({}), [])).toEqual({name: 'ann', uid: 'u', groups: ['g'], extra: {x: ['1']}});
    expect(viewerIn(yes({audiences: ['drift', 'b']}), ['drift'])?.name).toBe('ann');
  });

  test.each([
    ['no', {kind: 'TokenReview', status: {authenticated: false, user: USER}}],
    ['a word', {kind: 'TokenReview', status: {authenticated: 'true', user: USER}}],
    ['an error', yes({error: 'expired'})],
    ['nobody', yes({user: {groups: ['system:masters']}})],
    ['no user', yes({user: null})],
    ['another kind', {kind: 'Status', status: {authenticated: true, user: USER}}],
    ['nothing', {}],
  ])('%s is none', (_what, answer) => {
    expect(viewerIn(answer, [])).toBeUndefined();
  });

  test('of another audience, or by a server that knows of none, is no yes', () => {
    expect(viewerIn(yes({audiences: ['api']}), ['drift'])).toBeUndefined();
    expect(viewerIn(yes({}), ['drift'])).toBeUndefined();
  });
});

test('a review of rights holds all that is known of a viewer, and only a plain yes is one', () => {
  const review = accessReview(ANN, {verb: 'get', group: 'g', plural: 'things', namespace: undefined});
  expect(specOf(review)).toEqual({
    user: 'ann',
    uid: 'u-1',
    groups: ['devs'],
    extra: {scopes: ['a']},
    resourceAttributes: {verb: 'get', group: 'g', resource: 'things'},
  });
  const answer = (status: object) => ({kind: 'SubjectAccessReview', status: {...status}});
  expect(isAllowed(answer({allowed: true}))).toBe(true);
  for (const status of [{}, {allowed: 'true'}, {allowed: false}, {allowed: true, denied: true}])
    expect(isAllowed(answer(status))).toBe(false);
  expect(isAllowed({kind: 'Status', status: 'Success'})).toBe(false);
});

test('the end of a token, and who is somebody else', () => {
  expect(endOf(webToken(100))).toBe(100_000);
  for (const token of ['opaque', 'a.b', 'a.b.c', `${webToken(1)}.x`, webToken('soon'), webToken(null)])
    expect(endOf(token)).toBeUndefined();
  expect(viewerKey({...ANN, groups: ['a', 'b']})).toBe(viewerKey({...ANN, groups: ['b', 'a']}));
  for (const other of [
    BOB,
    {...ANN, uid: ''},
    {...ANN, groups: []},
    {...ANN, extra: {}},
    {...ANN, groups: ['devs', 'x']},
  ])
    expect(viewerKey(other)).not.toBe(viewerKey(ANN));
});

describe('the gate', () => {
  function opened(parts: Parameters<typeof partsOf>[2] = {}) {
    const [server, clock]: [Server, Clock] = [new Server(), {now: 1_000_000}];
    const made = partsOf(server, clock, parts);
    return {server, clock, failures: made.failures, door: gate(made.parts)};
  }

  test('lets in whom the API server knows, asks once for a while, and then again', async () => {
    const {server, clock, door} = opened();
    expect(await door.identify('ann-token')).toMatchObject({viewer: ANN, until: clock.now + SESSION_MS});
    await door.identify('ann-token');
    expect(server.asked).toHaveLength(1);
    server.tokens.delete('ann-token');
    clock.now += 30_000;
    expect(await door.identify('ann-token')).toBe('refused');
  });

  test('a token that ends sooner lets in until then', async () => {
    const {server, clock, door} = opened();
    const token = webToken(clock.now / 1000 + 5);
    server.tokens.set(token, ANN);
    expect(await door.identify(token)).toMatchObject({until: clock.now + 5000});
    clock.now += 5000;
    expect(await door.identify(token)).toBe('refused');
  });

  test('what is no token is not asked about', async () => {
    const {server, door} = opened();
    for (const token of ['', ' ', 'a b', 'ann-token\n', 'ä', 'a'.repeat(12_001)])
      expect(await door.identify(token)).toBe('refused');
    expect(server.asked).toEqual([]);
  });

  test('nobody is let in where the API server gives no review, and the next one is asked for', async () => {
    const {server, failures, door} = opened();
    server.failure = new Error('echo of ann-token');
    expect(await door.identify('ann-token')).toBe('unknown');
    expect(failures).toEqual(['the API server did not review a token: nobody is let in: echo of …']);
    server.failure = undefined;
    expect(await door.identify('ann-token')).toMatchObject({viewer: ANN});
  });

  test('many wrong tokens are neither kept nor asked about all at once', async () => {
    const {server, door} = opened();
    const answers = await Promise.all(Array.from({length: 40}, (_one, at) => door.identify(`wrong-${at}`)));
    expect(answers.filter((answer) => answer === 'busy')).toHaveLength(24);
    expect(server.asked).toHaveLength(16);
    for (let at = 0; at < 1200; at += 1) await door.identify(`other-${at}`);
    expect(door.kept().tokens).toBe(1000);
  });

  test('a namespace is seen by who may read the record and what the agent writes of it', async () => {
    const {server, clock, door} = opened();
    const rights = door.rightsOf(ANN);
    expect([await rights.maySee('shop'), await rights.maySee('blog')]).toEqual([true, false]);
    expect(server.asked.map((review) => specOf(review)['resourceAttributes'])).toEqual([
      {verb: 'get', group: 'helm-drift.example', resource: 'releasedrifts', namespace: 'shop'},
      {verb: 'get', group: '', resource: 'secrets', namespace: 'shop'},
      {verb: 'get', group: 'helm-drift.example', resource: 'releasedrifts', namespace: 'blog'},
      {verb: 'get', group: '', resource: 'secrets', namespace: 'blog'},
    ]);
    for (const plural of ['secrets', 'releasedrifts']) {
      server.hidden.add(plural);
      clock.now += 30_000;
      expect(await rights.maySee('shop')).toBe(false);
      server.hidden.clear();
    }
    expect(await opened({records: 'configmaps'}).door.rightsOf(ANN).maySee('shop')).toBe(true);
  });

  test('rights are of one viewer, are kept for a while, and none where nobody can tell', async () => {
    const {server, clock, failures, door} = opened();
    expect(await door.rightsOf(ANN).maySee('shop')).toBe(true);
    expect(await door.rightsOf({...ANN, groups: []}).maySee('shop')).toBe(true);
    expect(server.asked).toHaveLength(4);
    server.failure = new Error('gone');
    expect(await door.rightsOf(ANN).maySee('shop')).toBe(true);
    clock.now += 30_000;
    expect(await door.rightsOf(ANN).maySee('shop')).toBe(false);
    expect(failures[0]).toBe('the API server did not say what a viewer may see: nothing is shown: gone');
  });
});
