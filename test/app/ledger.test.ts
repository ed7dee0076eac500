import {expect, test} from 'vitest';
import {readLedgers} from '../../src/app/ledger.ts';
import type {Session} from '../../src/app/session.ts';
import type {DriftReport} from '../../src/model/report.ts';
import {checkTexts, json} from '../check/check-files.ts';
import {folderOf, testRuntime} from '../cli/cli.ts';

async function deployed(level: string): Promise<DriftReport> {
  const object = (value: string, metadata: object = {}): string =>
    json({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {name: 's', namespace: 'shop', ...metadata},
      data: {level: value},
    });
  const report = await checkTexts(object('info'), object(level, {uid: 'u'}));
  const evidence = {kind: 'cluster', cluster: {name: 'test', server: 'https://test'}} as const;
  return {...report, evidence, from: {kind: 'release', revision: 1}};
}

test('a cluster that answers no more fails no check, and one is asked only where there is something to tell', async () => {
  const runtime = testRuntime({env: {HOME: folderOf()}});
  let asked = 0;
  const session = {
    cluster: () => {
      asked += 1;
      return Promise.reject(new Error('nobody answers'));
    },
  } as unknown as Session;
  const clean = [await deployed('info')];
  const read = await readLedgers(clean, session, runtime);
  expect([read.reports, await read.tell(clean), asked]).toEqual([clean, undefined, 0]);
  const drifted = [await deployed('debug')];
  const failed = await readLedgers(drifted, session, runtime);
  expect([failed.reports, await failed.tell(drifted), asked]).toEqual([
    drifted,
    'the history of findings cannot be kept: nobody answers',
    1,
  ]);
});
