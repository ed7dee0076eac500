import type {DriftReport} from '../../src/model/report.ts';
import {checkTexts, json} from './check-files.ts';

/** The report of a ConfigMap `s` in `shop` that declares level `info` and holds `level`. */
export function levelReport(level: string): Promise<DriftReport> {
  const object = (value: string, metadata: object = {}): string =>
    json({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {name: 's', namespace: 'shop', ...metadata},
      data: {level: value},
    });
  return checkTexts(object('info'), object(level, {uid: 'u'}));
}

/** The same, as of a release in a cluster. */
export async function deployedLevel(level: string): Promise<DriftReport> {
  const report = await levelReport(level);
  return {
    ...report,
    evidence: {kind: 'cluster', cluster: {name: 'test', server: 'https://test'}},
    from: {kind: 'release', revision: 1},
    release: {...report.release, revision: 1},
  };
}
