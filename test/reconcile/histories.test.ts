import {expect, test} from 'vitest';
import {carryOutOnly} from '../../src/app/reconcile.ts';
import type {PutBack} from '../../src/app/reconcile.ts';
import {sightOf} from '../../src/app/sight.ts';
import type {ReconcileSettings} from '../../src/config/reconcile.ts';
import {prepare} from '../../src/fix/fix.ts';
import {carryOutUndo, prepareUndo} from '../../src/fix/undo.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {SightedFinding} from '../../src/notify/observe.ts';
import type {ReconcileState} from '../../src/model/reconcile.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import {openReconciler} from '../../src/reconcile/reconciler.ts';
import type {Reconciler} from '../../src/reconcile/reconciler.ts';
import {Rng} from '../accuracy/rng.ts';
import {configMap} from '../fix/fakes/objects.ts';
import {world} from '../fix/fakes/world.ts';
import {seenAs} from '../notify/scene.ts';

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];
const START = Date.parse('2026-11-23T12:00:00Z');
const KEY = Buffer.alloc(32, 7);
const redactor = createRedactor({key: 'test'});

const POLICY: ReconcileSettings = {
  mode: 'fix',
  // Not data.d.
  rules: [
    {
      controlPaths: ['ConfigMap data.[abc]*', 'ConfigMap data.a', 'ConfigMap data.b', 'ConfigMap data.c'],
      changes: ['changed', 'removed'],
    },
  ],
  budget: 4,
  afterMs: 30 * SECOND,
  windows: {zone: 'UTC', ranges: [{from: 12 * 60, to: 20 * 60}], days: []},
  fight: {rewrites: 3, withinMs: HOUR},
};

/** The simple model of one field: when it was rewritten, as the looks saw it. */
interface Field {
  value: string | undefined;
  since: number;
  readonly rewrites: number[];
  fights: boolean;
}

const heatOf = ({rewrites}: Field, now: number): number =>
  rewrites.reduce((sum, time) => sum + Math.exp(-(now - time) / POLICY.fight.withinMs), 0);

interface Tally {
  acts: number;
  fights: number;
  overBudget: number;
}

/** Where a history takes place. */
interface Cluster {
  readonly edit: (field: string, value: string, manager: string) => void;
  /** What a check finds. */
  readonly findings: (now: number) => Promise<readonly SightedFinding[]>;
  /** Puts back, and proves that it can be undone. */
  readonly putBack: (ids: ReadonlySet<string>) => Promise<PutBack>;
}

interface Scene {
  readonly shop: Cluster;
  readonly fields: Map<string, Field>;
  readonly accepted: Set<string>;
  readonly acts: number[];
  readonly tally: Tally;
  now: number;
  isPending: boolean;
}

const FIELDS = ['a', 'b', 'c', 'd'] as const;
const DECLARED = '1';

/** A release in memory, checked, fixed and undone by the product's own code, on a server that keeps books as Kubernetes does. */
function realCluster(method: 'ssa' | 'csa'): Cluster {
  const data = Object.fromEntries(FIELDS.map((field) => [field, DECLARED]));
  const shop = world({declared: [configMap('settings', data)], method});
  const content = (): JsonObject | undefined => shop.contentOf('ConfigMap', 'settings');
  return {
    edit: (field, value, manager) => shop.server.edit('ConfigMap', 'settings', {data: {[field]: value}}, manager),
    async findings(now) {
      const {report} = await shop.inspect();
      const shown = redactor.report({...report, takenAt: new Date(now).toISOString()});
      const beside = {news: [], labels: undefined, isPending: false, objects: new Map()};
      return sightOf({report: shown, shown, ...beside}, {key: KEY, within: ['hooks']}).findings;
    },
    async putBack(ids) {
      const before = content();
      shop.lines.length = 0;
      const selection = {only: [], exclude: [], added: false, prune: false, ids};
      const result = await carryOutOnly(await prepare(shop.ports, {...shop.options, selection}), ids, shop.ports);
      const after = shop.server.snapshot();
      const undo = await prepareUndo(shop.record(), shop.undoPorts);
      expect((await carryOutUndo(undo, shop.undoPorts)).wrong).toEqual([]);
      expect(content()).toEqual(before);
      shop.server.restore(after);
      return result;
    },
  };
}

/** The same as four values: for many histories. */
function smallCluster(): Cluster {
  const values = new Map<string, {readonly value: string; readonly manager: string}>();
  return {
    edit: (field, value, manager) =>
      void (value === DECLARED ? values.delete(field) : values.set(field, {value, manager})),
    findings: async () =>
      [...values].map(([field, {value, manager}]) => ({
        ...seenAs(field, value, {path: `data.${field}`}),
        ref: {group: '', kind: 'ConfigMap', namespace: 'shop', name: 'settings'},
        by: {manager, certainty: 'exact' as const},
      })),
    async putBack(ids) {
      for (const id of ids) expect(values.delete(id)).toBe(true);
      return {record: 'record-1'};
    },
  };
}

/** Puts back, and holds each act against the model. */
async function actOf(scene: Scene, ids: ReadonlySet<string>): Promise<PutBack> {
  const {shop, fields, accepted, acts, tally, now} = scene;
  const hour = new Date(now).getUTCHours();
  expect({isPending: scene.isPending, isOpen: hour >= 12 && hour < 20}).toEqual({isPending: false, isOpen: true});
  for (const id of ids) {
    const field = fields.get(id);
    expect(accepted.has(id)).toBe(false);
    expect(field?.fights).toBe(false);
    expect(now - (field?.since ?? now)).toBeGreaterThanOrEqual(POLICY.afterMs);
    acts.push(now);
  }
  expect(acts.filter((time) => time > now - HOUR).length).toBeLessThanOrEqual(POLICY.budget);
  tally.acts += ids.size;
  const result = await shop.putBack(ids);
  expect(result).toEqual({record: 'record-1'});
  return result;
}

/** A check, what the model makes of it, and the reconciler. */
async function look(scene: Scene, reconciler: Reconciler): Promise<void> {
  const {shop, fields, accepted, now} = scene;
  const seen = await shop.findings(now);
  const findings = seen.map((finding) =>
    accepted.has(finding.id) ? {...finding, stands: 'accepted' as const} : finding,
  );
  const drift = new Map(
    findings.filter(({stands, path}) => stands === 'drift' && path !== 'data.d').map(({id, value}) => [id, value]),
  );
  for (const [id, field] of fields) {
    if (heatOf(field, now) < 0.5) field.fights = false;
    if (!drift.has(id)) field.value = undefined;
  }
  for (const [id, value] of drift) {
    const field = fields.get(id) ?? {value: undefined, since: now, rewrites: [], fights: false};
    fields.set(id, field);
    if (field.value === value) continue;
    field.value = value;
    field.since = now;
    field.rewrites.push(now);
    if (heatOf(field, now) > 2.5) field.fights = true;
  }
  const there = new Set(findings.map(({id}) => id));
  reconciler.seen({
    release: 'shop/shop',
    name: 'shop',
    namespace: 'shop',
    takenAt: now,
    isPending: scene.isPending,
    findings,
    isGone: (id) => !there.has(id),
  });
  await reconciler.settled();
}

async function history(rng: Rng, shop: Cluster, tally: Tally): Promise<void> {
  const scene: Scene = {shop, fields: new Map(), accepted: new Set(), acts: [], tally, now: START, isPending: false};
  let kept: ReconcileState | undefined;
  const open = (): Reconciler =>
    openReconciler({
      store: {read: async () => structuredClone(kept), write: async (state) => void (kept = structuredClone(state))},
      policy: POLICY,
      now: () => scene.now,
      putBack: async (_release, ids) => {
        const result = await actOf(scene, ids);
        // The model knows as well that they are right.
        for (const id of ids) {
          const field = scene.fields.get(id);
          if (field !== undefined) field.value = undefined;
        }
        return result;
      },
      onNote: (text) => {
        // All that is told is one of these two.
        expect(text).toMatch(/^a fight in .+ by helm drift and (?:alice|bob|carol)|^put back in shop\/shop: /);
        tally.fights += Number(text.startsWith('a fight'));
      },
      onResult: () => {},
    });
  let reconciler = open();
  for (let step = 0; step < 12; step++) {
    const kind = rng.weighted({edit: 10, accept: 1, pending: 1, restart: 1, long: 1});
    if (kind === 'edit') {
      shop.edit(rng.one(FIELDS), String(rng.below(3) + 1), rng.one(['alice', 'bob', 'carol']));
    } else if (kind === 'accept') for (const id of scene.fields.keys()) if (rng.chance(0.3)) scene.accepted.add(id);
    if (kind === 'pending') scene.isPending = !scene.isPending;
    // What was spent and what is hot outlives the process.
    if (kind === 'restart') {
      await reconciler.close();
      reconciler = open();
    }
    scene.now += kind === 'long' ? rng.below(4 * HOUR) : rng.below(3 * MINUTE);
    await look(scene, reconciler);
    scene.now += 31 * SECOND;
    await look(scene, reconciler);
    if (scene.acts.filter((time) => time > scene.now - HOUR).length >= POLICY.budget) tally.overBudget += 1;
  }
  await reconciler.close();
}

const rngOf = (seed: number): Rng => new Rng('reconcile', seed);

test('a thousand histories: never past the budget, never a fight, never what is accepted, pending, too young or out of hours', async () => {
  const tally: Tally = {acts: 0, fights: 0, overBudget: 0};
  for (let seed = 0; seed < 1000; seed++) await history(rngOf(seed), smallCluster(), tally);
  // The histories hold what they are about.
  expect(tally.acts).toBeGreaterThan(1000);
  expect(tally.fights).toBeGreaterThan(100);
  expect(tally.overBudget).toBeGreaterThan(100);
});

test('by the real fix, and each one undone', async () => {
  const tally: Tally = {acts: 0, fights: 0, overBudget: 0};
  const histories = Number(process.env['RECONCILE_HISTORIES'] ?? 15);
  for (let seed = 0; seed < histories; seed++)
    await history(rngOf(seed), realCluster(seed % 2 === 0 ? 'ssa' : 'csa'), tally);
  expect(tally.acts).toBeGreaterThan(histories);
}, 1_800_000);
