import {expect, test} from 'vitest';
import {statusBook} from '../../src/agent/book.ts';
import type {OwnAnswer} from '../../src/agent/ports.ts';
import {metadataOf} from '../../src/model/json.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {ApiResource} from '../../src/model/ports.ts';
import {kind, testClock} from '../watch/scripted.ts';
import {safeLevel, standingOf} from './levels.ts';

const DRIFTS = kind('ReleaseDrift', 'helm-drift.example');
const REPORTS = kind('Report', 'openreports.io');
const WEB = {namespace: 'shop', name: 'web'};

/** A cluster that keeps what is applied; answers that are put in front come first. */
function cluster(reports?: ApiResource, tells = false) {
  const clock = testClock();
  const objects = new Map<string, JsonObject>();
  const [requests, refused]: [string[], string[]] = [[], []];
  const answers: OwnAnswer[] = [];
  const world = {isThere: false, isAway: false, isHeld: false};
  let uid = 0;
  let held: Promise<void> | undefined;
  /** Writes wait until it is opened. */
  const gate = (): (() => void) => {
    let open: () => void = () => {};
    held = new Promise((done) => (open = done));
    return open;
  };
  const book = statusBook({
    clock,
    drifts: DRIFTS,
    reports,
    key: 'k',
    ...(tells ? {isHeld: () => world.isHeld} : {}),
    isThere: async () => {
      if (world.isAway) throw new Error('no answer');
      return world.isThere;
    },
    onRefused: (_release, why) => void refused.push(why),
    onFault: (error) => {
      throw error;
    },
    writer: {
      async apply(resource, {namespace, name}, body, part) {
        requests.push(`apply ${resource.kind} ${name}${part === undefined ? '' : ` ${part}`}`);
        await held;
        const answer = answers.shift();
        if (answer !== undefined) return answer;
        const place = `${resource.kind} ${namespace}/${name}`;
        const before = objects.get(place);
        if (part === 'status' && before === undefined) return {absent: 'not found'};
        const metadata = {...metadataOf(body), uid: metadataOf(before ?? {})['uid'] ?? `u${(uid += 1)}`, generation: 1};
        objects.set(place, {...before, ...body, metadata});
        return {object: objects.get(place) ?? {}};
      },
      async remove(resource, {namespace, name}, of) {
        requests.push(`remove ${resource.kind} ${name} ${of}`.trim());
        const answer = answers.shift();
        if (answer !== undefined) return answer;
        return objects.delete(`${resource.kind} ${namespace}/${name}`) ? {object: {}} : {absent: 'not found'};
      },
    },
  });
  return {book, gate, clock, objects, requests, refused, answers, world, asked: () => requests.splice(0)};
}

test('the first state makes the object; an equal one writes nothing', async () => {
  const {book, clock, asked, objects} = cluster();
  book.tell(await safeLevel('info'), []);
  await clock.pass(1000);
  expect(asked()).toEqual(['apply ReleaseDrift web', 'apply ReleaseDrift web status']);
  book.tell(await safeLevel('info', [], '2027-01-01T00:00:00Z'), []);
  await clock.pass(1000);
  expect(asked()).toEqual([]);
  book.tell(await safeLevel('debug'), await standingOf('debug'));
  await clock.pass(1000);
  expect(asked()).toEqual(['apply ReleaseDrift web status']);
  expect(objects.get('ReleaseDrift shop/web')).toMatchObject({status: {drift: 1, findings: [{state: 'new'}]}});
  expect(book.counts()).toEqual({written: 2, failed: 0, unwritten: 0});
});

test('what cannot be written is tried again, and is the newest by then', async () => {
  const {book, clock, asked, answers, refused, objects} = cluster();
  answers.push({lost: 'too many requests'}, {refused: 'no'}, {conflict: 'changed'});
  book.tell(await safeLevel('info'), []);
  await clock.pass(100);
  expect(book.counts()).toMatchObject({unwritten: 1, failed: 1});
  book.tell(await safeLevel('debug'), await standingOf('debug'));
  await clock.pass(60_000);
  expect(refused).toEqual(['too many requests', 'no', 'changed']);
  expect(asked()).toHaveLength(5);
  expect(objects.get('ReleaseDrift shop/web')).toMatchObject({status: {drift: 1}});
  expect(book.counts()).toMatchObject({unwritten: 0, failed: 3});
});

test('what changes back while it is being written ends as it is', async () => {
  const {book, clock, objects, gate} = cluster();
  book.tell(await safeLevel('info'), []);
  await clock.pass(1000);
  const open = gate();
  const news = await standingOf('debug');
  book.tell(await safeLevel('debug'), news);
  await clock.pass(100);
  book.tell(
    await safeLevel('info', [], '2027-01-01T00:00:00Z'),
    news.map((one) => ({...one, state: 'resolved'})),
  );
  open();
  await clock.pass(1000);
  expect(objects.get('ReleaseDrift shop/web')).toMatchObject({status: {drift: 0, state: 'in-contract'}});
});

test('one that somebody deleted is made anew with the next state', async () => {
  const {book, clock, asked, objects} = cluster();
  book.tell(await safeLevel('info'), []);
  await clock.pass(1000);
  objects.clear();
  asked();
  book.tell(await safeLevel('debug'), await standingOf('debug'));
  await clock.pass(1000);
  expect(asked()).toEqual(['apply ReleaseDrift web status', 'apply ReleaseDrift web', 'apply ReleaseDrift web status']);
});

test('a release that is gone loses its state, once a listing says so', async () => {
  const {book, clock, asked, world, objects, refused} = cluster(REPORTS);
  book.tell(await safeLevel('info'), []);
  await clock.pass(1000);
  expect(asked()).toContain('apply Report helm-drift-web');
  world.isAway = true;
  book.gone(WEB);
  await clock.pass(100);
  expect([objects.size, refused]).toEqual([2, ['no answer']]);
  world.isAway = false;
  await clock.pass(60_000);
  expect(asked()).toEqual(['remove ReleaseDrift web u1', 'remove Report helm-drift-web']);
  expect(objects.size).toBe(0);
});

test('one that is there again by then keeps it', async () => {
  const {book, clock, asked, world, objects} = cluster();
  book.tell(await safeLevel('info'), []);
  await clock.pass(1000);
  asked();
  world.isThere = true;
  book.gone(WEB);
  await clock.pass(1000);
  expect([asked(), objects.size]).toEqual([[], 1]);
});

test('what is in the cluster is known, and what no check has met is swept', async () => {
  const first = cluster();
  first.book.tell(await safeLevel('debug'), await standingOf('debug'));
  await first.clock.pass(1000);
  const second = cluster();
  for (const [place, object] of first.objects) {
    second.objects.set(place, object);
    second.book.known(object);
    second.book.known({...object, metadata: {...metadataOf(object), name: 'old', uid: 'u9'}});
  }
  expect(second.book.standing(WEB)).toMatchObject([{path: 'data.level', state: 'new'}]);
  expect(second.book.standing({namespace: 'shop', name: 'none'})).toEqual([]);
  second.book.tell(await safeLevel('debug'), []);
  second.book.sweep();
  await second.clock.pass(1000);
  expect(second.asked()).toEqual(['remove ReleaseDrift old u9']);
});

test('reports are written beside, where they are another', async () => {
  const {book, clock, asked, objects} = cluster(REPORTS);
  book.tell(await safeLevel('debug'), await standingOf('debug'));
  await clock.pass(1000);
  expect(objects.get('Report shop/helm-drift-web')).toMatchObject({summary: {fail: 1}});
  asked();
  book.tell(await safeLevel('debug'), []);
  await clock.pass(1000);
  expect(asked()).toEqual([]);
});

test('on its way out it writes what is left, for as long as there is time', async () => {
  const {book, clock, objects, answers} = cluster();
  book.tell(await safeLevel('info'), []);
  await Promise.all([book.close(1000), clock.pass(1000)]);
  expect(objects.size).toBe(1);
  const other = cluster();
  answers.length = 0;
  other.answers.push(...Array.from({length: 50}, (): OwnAnswer => ({lost: 'gone'})));
  other.book.tell(await safeLevel('info'), []);
  await Promise.all([other.book.close(500), other.clock.pass(2000)]);
  other.asked();
  await other.clock.pass(60_000);
  expect(other.asked()).toEqual([]);
});

test('what is held goes once it is not any more; it waits, and is no state that could not be written', async () => {
  const {book, clock, asked, objects, world} = cluster(undefined, true);
  book.tell(await safeLevel('debug'), await standingOf('debug'));
  await clock.pass(1000);
  asked();
  world.isHeld = true;
  book.gone(WEB);
  book.sweep();
  await clock.pass(100_000);
  expect([asked(), objects.size, book.counts()]).toEqual([[], 1, {written: 1, failed: 0, unwritten: 0}]);
  // Nobody who lets go of what is still there takes it away.
  world.isHeld = false;
  book.released({...WEB, name: 'other'});
  book.released(WEB);
  await clock.pass(1000);
  expect(asked()).toEqual(['remove ReleaseDrift other', 'remove ReleaseDrift web u1']);
  expect(objects.size).toBe(0);
});

test('a release that is there again while its end is told keeps its record', async () => {
  const {book, clock, asked, world} = cluster(undefined, true);
  book.tell(await safeLevel('info'), []);
  await clock.pass(1000);
  asked();
  world.isHeld = true;
  book.gone(WEB);
  await clock.pass(1000);
  book.tell(await safeLevel('debug'), await standingOf('debug'));
  world.isHeld = false;
  book.released(WEB);
  await clock.pass(1000);
  expect(asked()).toEqual(['apply ReleaseDrift web status']);
});

test('an object that somebody else has made anew goes by its name', async () => {
  const {book, clock, asked, answers, refused} = cluster(undefined, true);
  book.tell(await safeLevel('info'), []);
  await clock.pass(1000);
  asked();
  answers.push({conflict: 'the UID is another'});
  book.gone(WEB);
  await clock.pass(2000);
  expect(asked()).toEqual(['remove ReleaseDrift web u1', 'remove ReleaseDrift web']);
  expect(refused).toEqual(['the UID is another']);
});
