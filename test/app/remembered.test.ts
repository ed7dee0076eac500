import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {earlierStates} from '../../src/app/remembered.ts';
import type {Session} from '../../src/app/session.ts';
import {folderOf, testRuntime} from '../cli/cli.ts';

test('the cluster is asked who it is only where something was kept of such a release', async () => {
  const home = folderOf();
  const runtime = testRuntime({env: {HOME: home}});
  const session = {cluster: () => Promise.reject(new Error('nobody answers'))} as unknown as Session;
  const release = {name: 'web', namespace: 'shop'};
  const states = join(home, '.local/state/helm-drift/states');
  expect(await earlierStates(release, session, runtime)).toEqual([]);
  mkdirSync(join(states, 'shop.web2.0123456789ab'), {recursive: true});
  expect(await earlierStates(release, session, runtime)).toEqual([]);
  mkdirSync(join(states, 'shop.web.0123456789ab'));
  await expect(earlierStates(release, session, runtime)).rejects.toThrow('nobody answers');
});
