import type {EvidenceSource} from '../../src/model/ports.ts';
import type {Hooks} from '../../src/check/intent/supplements.ts';
import {formatPath} from '../../src/model/path.ts';
import {check} from '../../src/check/check.ts';
import {fromSnapshot, parseSnapshot} from '../../src/check/evidence/snapshot.ts';
import {NO_CONFIG} from '../../src/config/file.ts';
import {builtinScope} from '../../src/check/intent/builtin-scope.ts';
import type {DriftReport} from '../../src/model/report.ts';

export const NOW = new Date('2026-11-23T12:00:00Z');

/** The whole pipeline on two texts. */
export function checkTexts(
  intent: string,
  live: string,
  {name = 'app', namespace = 'shop', hooks}: {name?: string; namespace?: string; hooks?: Hooks} = {},
): Promise<DriftReport> {
  const snapshot = parseSnapshot(live, 'live.yaml');
  const source: EvidenceSource = {
    from: {kind: 'file', file: 'live.yaml'},
    scopeOf: async () => builtinScope,
    owned: async () => ({objects: snapshot, unsearched: []}),
    read: async (objects) => fromSnapshot(snapshot, objects, 'live.yaml'),
  };
  const baseline = {
    release: {name, namespace},
    from: {kind: 'file', file: 'intent.yaml'} as const,
    text: intent,
    name: 'intent.yaml',
    notes: [],
    applyMethod: async () => 'ssa' as const,
  };
  const options = {fidelity: 'auto', config: NO_CONFIG, ...(hooks === undefined ? {} : {hooks})} as const;
  return check(baseline, source, options, NOW);
}

export const json = (value: unknown): string => JSON.stringify(value);

/** Declares `spec` in an object and finds `live` there; says what drifted, a line each. */
export async function differences(
  kind: string,
  desired: object,
  live: object,
  metadata: object = {},
): Promise<string[]> {
  const [apiVersion, name] = kind.includes('/')
    ? [kind.slice(0, kind.lastIndexOf('/')), kind.slice(kind.lastIndexOf('/') + 1)]
    : ['v1', kind];
  const shared = {apiVersion, kind: name};
  const report = await checkTexts(
    json({...shared, metadata: {name: 'x', namespace: 'shop'}, ...desired}),
    json({...shared, metadata: {name: 'x', namespace: 'shop', uid: 'u', resourceVersion: '1', ...metadata}, ...live}),
  );
  return report.findings
    .filter(({verdict}) => verdict === 'drift')
    .map(
      ({path, change, desired: wanted, live: is}) =>
        `${formatPath(path)} ${change}${wanted === undefined ? '' : ` ${json(wanted)}`}${is === undefined ? '' : ` → ${json(is)}`}`,
    );
}
