import {expect, test} from 'vitest';
import {readLedgers} from '../../src/app/ledger.ts';
import type {Session} from '../../src/app/session.ts';
import {deployedLevel} from '../check/level.ts';
import {folderOf, testRuntime} from '../cli/cli.ts';

test('a cluster that answers no more fails no check, and one is asked only where there is something to tell', async () => {
  const runtime = testRuntime({env: {HOME: folderOf()}});
  let asked = 0;
  const session = {
    cluster: () => {
      asked += 1;
      return Promise.reject(new Error('nobody answers'));
    },
  } as unknown as Session;
  const clean = [await deployedLevel('info')];
  const read = await readLedgers(clean, session, runtime);
  expect([read.reports, await read.tell(clean), asked]).toEqual([clean, undefined, 0]);
  const drifted = [await deployedLevel('debug')];
  const failed = await readLedgers(drifted, session, runtime);
  expect([failed.reports, await failed.tell(drifted), asked]).toEqual([
    drifted,
    'the history of findings cannot be kept: nobody answers',
    1,
  ]);
});
