import type {Delivery, Message, Notice, Sink, ToldState, ToldStore} from '../../src/model/notify.ts';
import {openCourier} from '../../src/notify/courier.ts';
import type {Courier} from '../../src/notify/courier.ts';
import type {Sight, SightedFinding} from '../../src/notify/observe.ts';
import type {Policy} from '../../src/notify/routes.ts';
import type {CourierClock} from '../../src/notify/work.ts';

export const START = Date.parse('2026-11-28T00:00:00.000Z');
export const [MINUTE, HOUR] = [60_000, 3_600_000];

export interface TestClock extends CourierClock {
  /** Lets time pass: each timer in its turn, and what comes of it. */
  readonly until: (time: number) => Promise<void>;
}

/** Time that passes when it is told to. */
export function testClock(chance: () => number = () => 0.5): TestClock {
  let time = START;
  let number = 0;
  const timers = new Map<number, {readonly at: number; readonly call: () => void}>();
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    now: () => time,
    chance,
    later(ms, call) {
      number += 1;
      const own = number;
      timers.set(own, {at: time + ms, call});
      return () => void timers.delete(own);
    },
    async until(end) {
      await settle();
      for (;;) {
        const next = [...timers].toSorted(([a, one], [b, two]) => one.at - two.at || a - b)[0];
        if (next === undefined || next[1].at > end) break;
        timers.delete(next[0]);
        time = Math.max(time, next[1].at);
        next[1].call();
        await settle();
      }
      time = end;
    },
  };
}

/** Kept as the text that a disk would hold. */
export function memoryStore(): ToldStore & {readonly texts: Map<string, string>; fails: boolean} {
  const texts = new Map<string, string>();
  const store = {
    texts,
    fails: false,
    async read({namespace, name}: {namespace: string; name: string}) {
      if (store.fails) throw new Error('the disk is away');
      const text = texts.get(`${namespace}/${name}`);
      return text === undefined ? undefined : (JSON.parse(text) as ToldState);
    },
    async write({namespace, name}: {namespace: string; name: string}, state: ToldState | undefined) {
      if (store.fails) throw new Error('the disk is full');
      if (state === undefined) texts.delete(`${namespace}/${name}`);
      else texts.set(`${namespace}/${name}`, JSON.stringify(state));
    },
    async list() {
      return [...texts.keys()].map((key) => {
        const [namespace = '', name = ''] = key.split('/');
        return {namespace, name};
      });
    },
  };
  return store;
}

export interface Heard {
  readonly at: number;
  readonly release: string;
  readonly notice: Notice;
}

export interface TestSink extends Sink {
  readonly heard: Heard[];
  /** What comes of the next attempts; accepted where nothing is left. */
  answer: (message: Message) => Delivery | Promise<Delivery>;
}

/** A receiver that writes down what it takes. */
export function testSink(clock: CourierClock, parts: Partial<Pick<Sink, 'name' | 'batch' | 'reminds'>> = {}): TestSink {
  const heard: Heard[] = [];
  const sink: TestSink = {
    name: 'ops',
    batch: 10,
    reminds: true,
    ...parts,
    heard,
    answer: () => ({accepted: true}),
    async send(message) {
      const delivery = await sink.answer(message);
      if ('accepted' in delivery)
        for (const notice of message.notices)
          heard.push({at: clock.now(), release: `${message.release.namespace}/${message.release.name}`, notice});
      return delivery;
    },
  };
  return sink;
}

export const POLICY: Policy = {
  routes: [{to: ['ops']}],
  remindAfterMs: 4 * HOUR,
  flapping: {changes: 5, withinMs: 10 * MINUTE},
};

export interface Opened {
  readonly courier: Courier;
  readonly notes: string[];
  readonly buried: {readonly sink: string; readonly message: Message; readonly why: string}[];
  readonly results: string[];
}

export async function opened(
  clock: CourierClock,
  store: ToldStore,
  sinks: readonly Sink[],
  policy: Policy = POLICY,
): Promise<Opened> {
  const [notes, buried, results]: [string[], Opened['buried'], string[]] = [[], [], []];
  const courier = openCourier({
    store,
    sinks,
    policy,
    clock,
    onNote: (text) => void notes.push(text),
    onResult: (sink, result) => void results.push(`${sink} ${result}`),
    bury: async (sink, message, why) => void buried.push({sink, message, why}),
  });
  await courier.start();
  return {courier, notes, buried, results};
}

/** A finding as a check sees it. */
export function seenAs(
  name: string,
  value: string,
  parts: Partial<Pick<SightedFinding, 'stands' | 'severity' | 'title' | 'path'>> = {},
): SightedFinding {
  return {
    id: name,
    stands: 'drift',
    value,
    severity: 'medium',
    ref: {group: 'apps', kind: 'Deployment', namespace: 'shop', name},
    path: 'spec.replicas',
    change: 'changed',
    title: 'Replicas',
    desired: '3',
    live: value,
    by: {manager: 'kubectl-edit', certainty: 'exact'},
    ...parts,
  };
}

/** A look at a release, all of which can be seen. */
export function sight(
  time: number,
  findings: readonly SightedFinding[],
  parts: Partial<Sight> & {readonly name?: string} = {},
): Sight {
  const {name = 'web', ...rest} = parts;
  return {
    release: {name, namespace: 'shop', revision: 1},
    at: new Date(time).toISOString(),
    findings,
    endOf: () => ({by: "somebody's hand"}),
    ...rest,
  };
}
