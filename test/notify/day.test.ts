import {expect, test} from 'vitest';
import type {NoticeState} from '../../src/model/notify.ts';
import type {SightedFinding} from '../../src/notify/observe.ts';
import {Rng} from '../accuracy/rng.ts';
import {HOUR, memoryStore, MINUTE, opened, POLICY, seenAs, sight, START, testClock, testSink} from './scene.ts';
import type {Heard} from './scene.ts';

const rng = (seed: number): (() => number) => {
  const drawn = new Rng(seed);
  return () => drawn.next();
};

/** What a finding is at a time: not there, accepted, or a value. */
type Level = 'gone' | 'accepted' | `${number}`;

interface Step {
  readonly at: number;
  readonly release: string;
  readonly finding: string;
  readonly level: Level;
}

const DAY = 24 * HOUR;

/** A day of some releases: each finding goes its own way, with `pause` between two of its changes. */
function drawnDay(seed: number, pause: (chance: number) => number): Step[] {
  const next = rng(seed);
  const steps: Step[] = [];
  for (const release of ['web', 'api', 'db'])
    for (let number = 0; number < 3; number++) {
      let at = START + toTick(next() * HOUR);
      while (at < START + DAY) {
        const drawn = next();
        const level: Level = drawn < 0.4 ? 'gone' : drawn < 0.5 ? 'accepted' : `${Math.floor(next() * 3) + 4}`;
        steps.push({at, release, finding: `${release}-${number}`, level});
        at += toTick(pause(next()));
      }
    }
  return steps.toSorted((a, b) => a.at - b.at);
}

/** Moments at which the courier looks for what is due: reminders come at the very second then. */
const toTick = (ms: number): number => Math.ceil(ms / 5000) * 5000;

/** The findings of a release, by the levels that they are at. */
function findingsOf(release: string, levels: ReadonlyMap<string, Level>): SightedFinding[] {
  return [...levels].flatMap(([name, level]) => {
    if (!name.startsWith(release) || level === 'gone') return [];
    return level === 'accepted' ? [seenAs(name, '3', {stands: 'accepted'})] : [seenAs(name, level)];
  });
}

/** The simple model: for one finding, what is to be told when; `told` is what the receiver knows. */
function expectedOf(steps: readonly Step[], finding: string): string[] {
  let told: Level = 'gone';
  let toldAt = 0;
  let returns = 0;
  let before: Level = 'gone';
  const words: string[] = [];
  const say = (state: string, at: number): void => void words.push(`${state} ${Math.round((at - START) / MINUTE)}`);
  const remindUntil = (end: number): void => {
    if (told === 'gone' || told === 'accepted') return;
    while (toldAt + 4 * HOUR < end) {
      toldAt += 4 * HOUR;
      say('reminder', toldAt);
    }
  };
  let wasSeen = false;
  for (const {at, level} of steps.filter((step) => step.finding === finding)) {
    remindUntil(at);
    const isDrift = level !== 'gone' && level !== 'accepted';
    if (wasSeen && level !== 'gone' && (before === 'gone' || (before === 'accepted' && isDrift))) returns += 1;
    wasSeen ||= level !== 'gone';
    before = level;
    if (level === told) continue;
    if (isDrift) {
      say(told === 'gone' ? (returns > 0 ? 'came back' : 'new') : told === 'accepted' ? 'came back' : 'changed', at);
    } else if (told === 'gone') {
      continue;
    } else {
      say(level === 'gone' ? 'resolved' : 'accepted', at);
    }
    told = level;
    toldAt = at;
  }
  remindUntil(START + DAY);
  return words;
}

const said = (heard: readonly Heard[], finding: string): string[] =>
  heard
    .filter(({notice}) => notice.finding === finding)
    .map(({at, notice}) => `${notice.state} ${Math.round((at - START) / MINUTE)}`);

test('a day in ten minutes: each thing is told once, when it is so, and reminders when they are due', async () => {
  let told = 0;
  for (let seed = 1; seed <= 8; seed++) {
    const clock = testClock();
    const sink = testSink(clock);
    const {courier, notes} = await opened(clock, memoryStore(), [sink]);
    // Whoever was gone for longer than the window of flapping is forgotten: changes come sooner or stay for long.
    const steps = drawnDay(seed, (chance) => 11 * MINUTE + chance * 5 * HOUR);
    const levels = new Map<string, Level>();
    for (const {at, release, finding, level} of steps) {
      await clock.until(at);
      levels.set(finding, level);
      courier.seen(sight(at, findingsOf(release, levels), {name: release}));
    }
    await clock.until(START + DAY);
    const withoutReturns = (words: string[]): string[] => words.map((word) => word.replace('came back', 'new'));
    for (const finding of new Set(steps.map((step) => step.finding)))
      expect(withoutReturns(said(sink.heard, finding)), `${seed} ${finding}`).toEqual(
        withoutReturns(expectedOf(steps, finding)),
      );
    expect(new Set(sink.heard.map(({notice}) => notice.id)).size).toBe(sink.heard.length);
    expect(notes).toEqual([]);
    told += sink.heard.length;
  }
  // The days hold something.
  expect(told).toBeGreaterThan(300);
});

/** Whether a word makes sense to a receiver that knows what was said before: `before` is a value, accepted, flapping, or nothing. */
const MAKES_SENSE: Readonly<Record<NoticeState, (before: string | undefined, value: string) => boolean>> = {
  new: (before) => before === undefined,
  'came back': (before) => before === undefined || before === 'accepted',
  changed: (before, value) => before !== undefined && before !== value,
  reminder: (before, value) => before === value,
  flapping: (before) => before !== 'flapping',
  accepted: (before) => before !== undefined && before !== 'accepted',
  resolved: (before) => before !== undefined,
};

/** What a receiver knows in the end by what it heard, and what of it made no sense. */
function known(heard: readonly Heard[]): {readonly standing: Map<string, string>; readonly senseless: string[]} {
  const standing = new Map<string, string>();
  const senseless: string[] = [];
  for (const {notice} of heard) {
    const {state, finding, about} = notice;
    const before = standing.get(finding);
    const value = about.live ?? '';
    if (!MAKES_SENSE[state](before, value)) senseless.push(`${finding} is ${state} ${value} after ${before}`);
    if (state === 'resolved') standing.delete(finding);
    else standing.set(finding, state === 'accepted' || state === 'flapping' ? state : value);
  }
  return {standing, senseless};
}

test('whatever sinks, disks and findings do, a receiver knows in the end what stands, and heard nothing twice', async () => {
  let flapped = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const next = rng(1000 + seed);
    const clock = testClock(next);
    const store = memoryStore();
    const [sink, other] = [testSink(clock), testSink(clock, {name: 'dead', batch: 1})];
    sink.answer = () => (next() < 0.3 ? {later: 'it answers 503'} : {accepted: true});
    other.answer = () => ({later: 'it cannot be reached'});
    const policy = {...POLICY, routes: [{to: ['ops', 'dead']}]};
    const {courier} = await opened(clock, store, [sink, other], policy);
    const steps = drawnDay(seed, (chance) => 1000 + chance ** 4 * 40 * MINUTE).filter(({at}) => at < START + 6 * HOUR);
    const levels = new Map<string, Level>();
    for (const {at, release, finding, level} of steps) {
      await clock.until(at);
      store.fails = next() < 0.05;
      levels.set(finding, level);
      courier.seen(sight(at, findingsOf(release, levels), {name: release}));
    }
    store.fails = false;
    sink.answer = () => ({accepted: true});
    await clock.until(START + 8 * HOUR);
    const {standing, senseless} = known(sink.heard);
    expect(senseless).toEqual([]);
    const expected = [...levels].filter(
      ([finding, level]) => level !== 'gone' && (level !== 'accepted' || standing.has(finding)),
    );
    expect(standing, `seed ${seed}`).toEqual(new Map(expected));
    expect(new Set(sink.heard.map(({notice}) => notice.id)).size).toBe(sink.heard.length);
    expect(other.heard).toEqual([]);
    flapped += sink.heard.filter(({notice}) => notice.state === 'flapping').length;
  }
  expect(flapped).toBeGreaterThan(5);
});

test('one that is killed at any moment goes on where it was: nothing is lost, and only what was on its way comes again', async () => {
  let again = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const next = rng(2000 + seed);
    const clock = testClock(next);
    const store = memoryStore();
    const sink = testSink(clock);
    // Killed before the receiver has it, or after and before we know.
    let dead = {isDead: false};
    sink.answer = () => {
      if (dead.isDead || next() < 0.1) return new Promise(() => {});
      return {accepted: true};
    };
    const send = sink.send.bind(sink);
    const mortal = {
      ...sink,
      send: async (...args: Parameters<typeof send>) => {
        const delivery = await send(...args);
        return next() < 0.1 ? new Promise<never>(() => {}) : delivery;
      },
    };
    /** A store that a dead process writes no more. */
    const born = async () => {
      const life = {isDead: false};
      dead = life;
      const own = {
        ...store,
        write: (...args: Parameters<typeof store.write>) =>
          life.isDead ? new Promise<void>(() => {}) : store.write(...args),
      };
      const time = {
        ...clock,
        later: (ms: number, call: () => void) => clock.later(ms, () => (life.isDead ? undefined : call())),
      };
      return (await opened(time, own, [mortal])).courier;
    };
    let courier = await born();
    const steps = drawnDay(seed, (chance) => 11 * MINUTE + chance * 2 * HOUR);
    const levels = new Map<string, Level>();
    for (const {at, release, finding, level} of steps) {
      await clock.until(at);
      levels.set(finding, level);
      courier.seen(sight(at, findingsOf(release, levels), {name: release}));
      if (next() < 0.4) {
        if (next() < 0.5) await clock.until(clock.now() + 1);
        dead.isDead = true;
        courier = await born();
        for (const one of ['web', 'api', 'db']) courier.seen(sight(clock.now(), findingsOf(one, levels), {name: one}));
        courier.complete(() => true);
      }
    }
    dead.isDead = true;
    sink.answer = () => ({accepted: true});
    const last = await opened(clock, store, [sink]);
    for (const one of ['web', 'api', 'db']) last.courier.seen(sight(clock.now(), findingsOf(one, levels), {name: one}));
    await clock.until(START + DAY + HOUR);
    // A receiver that knows the ids it has seen.
    const ids = new Set<string>();
    const once = sink.heard.filter(({notice}) => !ids.has(notice.id) && ids.add(notice.id) !== undefined);
    again += sink.heard.length - once.length;
    const {standing, senseless} = known(once);
    expect(senseless).toEqual([]);
    const expected = [...levels].filter(
      ([finding, level]) => level !== 'gone' && (level !== 'accepted' || standing.has(finding)),
    );
    expect(standing, `seed ${seed}`).toEqual(new Map(expected));
    // The same again follows itself, with nothing of the same finding between.
    for (const finding of levels.keys()) {
      const mine = sink.heard.filter(({notice}) => notice.finding === finding).map(({notice}) => notice.id);
      const gathered = mine.filter((id, at) => id !== mine[at - 1]);
      expect(new Set(gathered).size).toBe(gathered.length);
    }
  }
  expect(again).toBeGreaterThan(5);
});
