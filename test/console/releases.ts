import {inspect} from '../../src/check/check.ts';
import type {Inspection} from '../../src/check/check.ts';
import {readLive} from '../../src/check/evidence/read.ts';
import {builtinScope} from '../../src/check/intent/builtin-scope.ts';
import {NO_CONFIG} from '../../src/config/file.ts';
import type {ClusterAccess} from '../../src/console/session/context.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {Baseline, EvidenceSource} from '../../src/model/ports.ts';
import type {Scenario} from '../../src/model/scenario.ts';
import {findScenario, readRecording, readText} from '../../src/simulate/files.ts';
import {replayed} from '../../src/recording/recorded.ts';
import {stringifyJson} from '../../src/yaml/json.ts';
import type {World} from '../fix/fakes/world.ts';
import {clusterOf, NOW, sessionOf} from './fakes.ts';

const SCENARIOS = 'scenarios';

/** The shipped scenario that has all kinds of drift in it. */
export function governedDrift(): Promise<Scenario> {
  return findScenario('governed-drift', SCENARIOS, process.cwd());
}

/** One of its states (1 baseline, 2 drift, 3 reconciled) through the real engine. */
export async function governedInspection(state: 1 | 2 | 3): Promise<Inspection> {
  const scenario = await governedDrift();
  const recording = await readRecording(scenario);
  const recorded = recording.states[state - 1];
  if (recorded === undefined) throw new Error(`there is no state ${state}`);
  const folder = `${SCENARIOS}/governed-drift`;
  const [live, intent] = [
    await readText(`${folder}/${recorded.live}`, 'live'),
    await readText(`${folder}/intent.yaml`, 'intent'),
  ];
  const {baseline, source} = replayed(recording, recorded, live, intent);
  return inspect(baseline, source, {fidelity: 'auto', config: NO_CONFIG}, new Date(recorded.takenAt));
}

export interface ShopCluster extends ClusterAccess {
  /** What the next calls of `session.open` throw, the first one first. */
  readonly failures: unknown[];
  /** How often the release was read. */
  readonly opened: () => number;
  /** Resolves when a reading that this stands in the way of may go on. */
  hold?: Promise<void>;
}

/** The release `shop` of test/fix/fakes/world.ts as the console reaches it: read, rehearsed and written by the real code. */
export function shopCluster(
  shop: World,
  declared: readonly JsonObject[],
  parts: Partial<ClusterAccess> = {},
): ShopCluster {
  const failures: unknown[] = [];
  let opened = 0;
  const baseline: Baseline = {
    release: {...shop.options.release, status: 'deployed'},
    from: {kind: 'release', revision: 3},
    text: declared.map((object) => stringifyJson(object)).join('\n---\n'),
    name: 'manifest of shop, revision 3',
    notes: [],
    applyMethod: async () => shop.options.release.applyMethod,
  };
  const source: EvidenceSource = {
    from: {kind: 'cluster', cluster: shop.server.reader.identity},
    scopeOf: async () => (group, kind) => builtinScope(group, kind) ?? true,
    read: async (intent) => readLive(shop.server.reader, await shop.server.reader.discover(), intent),
    owned: async () => ({objects: [], unsearched: []}),
  };
  const session = sessionOf({
    async open() {
      opened += 1;
      await cluster.hold;
      if (failures.length > 0) throw failures.shift();
      return {baseline, source};
    },
    inspectOpened: async (one) =>
      'text' in one.baseline
        ? inspect(one.baseline, one.source, {fidelity: 'client', config: NO_CONFIG}, NOW)
        : one.baseline,
  });
  const cluster: ShopCluster = {
    ...clusterOf({
      session,
      openForFix: async (_place, onResult) => ({ports: {...shop.ports, onResult}, release: shop.options.release}),
    }),
    failures,
    opened: () => opened,
    ...parts,
  };
  return cluster;
}
