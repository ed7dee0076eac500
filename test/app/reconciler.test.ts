import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {openPolicyReconciler} from '../../src/app/reconciler.ts';
import type {PolicyReconciler} from '../../src/app/reconciler.ts';
import type {ReleaseLook} from '../../src/app/watch-observer.ts';
import {parseRules} from '../../src/config/file.ts';
import type {DriftReport} from '../../src/model/report.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import {configMap} from '../fix/fakes/objects.ts';
import {world} from '../fix/fakes/world.ts';
import {runtimeFor, sessionFor} from './fix-session.ts';

vi.mock('../../src/kube/writer.ts', async () => (await import('./fix-session.ts')).fakeWriter);
vi.mock('../../src/kube/events.ts', async () => (await import('./fix-session.ts')).fakeEvents);

const HEAD = 'apiVersion: helm-drift/v1\nkind: Config\n';
const POLICY = 'reconcile: {mode: fix, after: 1s, rules: [{controlPaths: ["ConfigMap data.*"]}]}';

function scene(policy = POLICY) {
  const shop = world({declared: [configMap('settings', {a: '1', b: '2'})]});
  const {session, helm} = sessionFor(shop);
  const {runtime, state, records} = runtimeFor();
  let now = Date.parse('2026-11-23T12:00:00Z');
  const options = {config: parseRules(HEAD + policy, '.helm-drift.yaml'), fidelity: 'auto'};
  Object.assign(session, {options: async () => options});
  const notes: string[] = [];
  const timed = {...runtime, now: () => new Date(now)};
  const open = async (): Promise<PolicyReconciler> => {
    const one = await openPolicyReconciler(session, timed, (text) => void notes.push(text));
    onTestFinished(() => one.close());
    return one;
  };
  const look = async (): Promise<ReleaseLook> => {
    const {report: found} = await shop.inspect();
    const report: DriftReport = {...found, takenAt: new Date(now).toISOString()};
    const shown = createRedactor().report(report);
    return {report, shown, news: [], isPending: false, labels: undefined, objects: new Map()};
  };
  const pass = (ms: number): void => void (now += ms);
  return {shop, helm, state, records, notes, open, look, pass};
}

test('what the policy names is put back by the fix with its record, and nothing beside it', async () => {
  const {shop, open, look, pass, notes, records, state} = scene();
  const {observer, settled, counts, close} = await open();
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9', extra: 'x'}});
  observer.onLook(await look());
  await settled();
  expect(notes).toEqual([]);
  pass(2000);
  observer.onLook(await look());
  await settled();
  // What is beside the declared fields is not this policy's.
  expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '1', b: '2', extra: 'x'});
  expect(notes).toEqual([
    expect.stringMatching(
      /^put back in shop\/shop: ConfigMap\/settings data\.a \(helm drift undo \d{8}-\d{9}-shop-[0-9a-f]{4}\)$/,
    ),
  ]);
  expect(readdirSync(records)).toHaveLength(1);
  expect(Object.fromEntries(counts())).toEqual({ok: 1, failed: 0, 'dry-run': 0, fight: 0});
  observer.onReady();
  observer.onGone({namespace: 'shop', name: 'shop'});
  await close();
  const folder = join(state, 'helm-drift', 'reconcile');
  const file = join(folder, readdirSync(folder)[0] ?? '', 'state.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({kind: 'DriftReconcile', spent: [expect.any(Number)]});
  expect(existsSync(join(folder, readdirSync(folder)[0] ?? '', '.lock'))).toBe(false);
});

test('helm that has the release in hand, and a fix that would write more, are left alone', async () => {
  const {shop, helm, open, look, pass, notes, records} = scene();
  const {observer, settled} = await open();
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  observer.onLook(await look());
  await settled();
  pass(2000);
  const pending = {name: 'shop', namespace: 'shop', revision: 4, status: 'pending-upgrade'};
  helm.history = [pending];
  observer.onLook(await look());
  await settled();
  expect(notes.join()).toContain('shop is being written by helm');
  expect(() => readdirSync(records)).toThrow('ENOENT');
});

test('what was missing, twice there, or cannot be understood is told, and puts back nothing', async () => {
  await expect(scene('').open()).rejects.toThrow('names nothing that may be put back');
  const {open, look, shop, pass, state, notes} = scene();
  const first = await open();
  await expect(open()).rejects.toThrow(/another watch puts back in this cluster: process \d+/);
  await first.close();
  const folder = join(state, 'helm-drift', 'reconcile');
  writeFileSync(join(folder, readdirSync(folder)[0] ?? '', 'state.json'), '{"kind": ');
  const {observer, settled} = await open();
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  observer.onLook(await look());
  await settled();
  pass(2000);
  observer.onLook(await look());
  await settled();
  expect(notes[0]).toContain('cannot be understood: remove it');
  expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '9', b: '2'});
});
