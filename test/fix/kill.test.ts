import {describe, expect, test} from 'vitest';
import {fixRecord} from '../../src/fix/record/history.ts';
import type {RecordLine} from '../../src/fix/record/journal.ts';
import {carryOutUndo, prepareUndo} from '../../src/fix/undo.ts';
import {metadataOf, objectsIn} from '../../src/model/json.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {Faults, FakeServer} from './fakes/api-server.ts';
import {configMap, deployment} from './fakes/objects.ts';
import {stamped, world} from './fakes/world.ts';
import type {World} from './fakes/world.ts';

interface Scene {
  readonly declared: readonly JsonObject[];
  readonly drift: (server: FakeServer) => void;
  readonly recreate?: true;
  readonly loses?: NonNullable<Faults['loses']>;
}

const settings = configMap('settings', {a: '1', b: '2'});

/** Each of these takes several writes, or a write whose answer can be lost. */
const SCENES: Readonly<Record<string, Scene>> = {
  'an Apply': {declared: [settings], drift: (server) => server.edit('ConfigMap', 'settings', {data: {a: '9'}})},
  'a patch under our own name that Helm takes over': {
    declared: [settings],
    drift: (server) => server.edit('ConfigMap', 'settings', {data: {a: '9', extra: 'x'}}),
  },
  'a creation and a deletion': {
    declared: [settings],
    drift: (server) => {
      server.remove('ConfigMap', 'settings');
      server.put(stamped(configMap('stray', {k: 'v'})), 'kubectl Update');
    },
  },
  'a recreation': {
    declared: [deployment('web', 2)],
    recreate: true,
    drift: (server) => {
      server.remove('Deployment', 'web');
      server.put(stamped(deployment('web', 2, 'other')), 'kubectl Update');
      server.immutable.add('spec.selector');
    },
  },
  'a recreation whose deletion gets no answer': {
    declared: [deployment('web', 2)],
    recreate: true,
    loses: ({kind}) => kind === 'delete',
    drift: (server) => {
      server.remove('Deployment', 'web');
      server.put(stamped(deployment('web', 2, 'other')), 'kubectl Update');
      server.immutable.add('spec.selector');
    },
  },
};

function opened({declared, drift, loses}: Scene): World {
  const shop = world({declared});
  drift(shop.server);
  if (loses !== undefined) shop.server.faults.loses = loses;
  return shop;
}

type State = ReturnType<FakeServer['snapshot']>;

/** The cluster and the record as they are at each moment at which a kill may come: before and after each line. */
async function moments(scene: Scene): Promise<{lines: readonly RecordLine[]; state: State}[]> {
  const shop = opened(scene);
  const found: {lines: readonly RecordLine[]; state: State}[] = [];
  shop.disk.onLine = (line) => {
    const state = shop.server.snapshot();
    found.push({lines: [...shop.lines], state}, {lines: [...shop.lines, line], state});
  };
  await shop.fix({recreate: scene.recreate ?? false});
  return found.filter(({lines}) => lines.length > 0);
}

const NAMES = [
  ['ConfigMap', 'settings'],
  ['ConfigMap', 'stray'],
  ['Deployment', 'web'],
] as const;
const contents = (shop: World): (JsonObject | undefined)[] => NAMES.map(([kind, name]) => shop.contentOf(kind, name));

/** Who owns what of each object, whenever it was written. */
function owners(shop: World): unknown[] {
  return NAMES.map(([kind, name]) => {
    const entries = metadataOf(shop.server.live(kind, name) ?? {})['managedFields'];
    return objectsIn(entries).map(({manager, operation, fieldsV1}) => ({manager, operation, fieldsV1}));
  });
}

describe.each(Object.entries(SCENES))('a fix that is killed at any moment: %s', (_name, scene) => {
  test('an undo brings back what was there before', async () => {
    const drifted = contents(opened(scene));
    const all = await moments(scene);
    expect(all.length).toBeGreaterThan(6);
    for (const {lines, state} of all) {
      const shop = opened(scene);
      delete shop.server.faults.loses;
      shop.server.restore(state);
      const prepared = await prepareUndo(fixRecord(lines, 'record-1'), shop.undoPorts);
      expect(prepared.steps.map(({step}) => step.refused)).toEqual(prepared.steps.map(() => undefined));
      const {results, wrong} = await carryOutUndo(prepared, shop.undoPorts);
      expect({last: lines.at(-1)?.type, contents: contents(shop), wrong}).toEqual({
        last: lines.at(-1)?.type,
        contents: drifted,
        wrong: [],
      });
      expect(results.filter(({outcome}) => outcome === 'conflict' || outcome === 'failed')).toEqual([]);
    }
  });

  test('another fix ends it, and Helm owns what it would own without the kill', async () => {
    const unkilled = opened(scene);
    await unkilled.fix({recreate: scene.recreate ?? false});
    const whole = owners(unkilled);
    expect(JSON.stringify(whole)).not.toMatch(/helm-drift|kubectl/);
    for (const {state, lines} of await moments(scene)) {
      const shop = opened(scene);
      shop.lines.push(...lines);
      delete shop.server.faults.loses;
      shop.server.restore(state);
      await shop.fix({recreate: scene.recreate ?? false});
      const {report} = await shop.inspect();
      expect(report.findings.filter(({verdict}) => verdict === 'drift')).toEqual([]);
      expect(owners(shop)).toEqual(whole);
    }
  });
});
