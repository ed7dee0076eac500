import {expect, test} from 'vitest';
import {edit, scriptedCluster, SETTINGS} from './scripted.ts';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

test('tmp', async () => {
  const {run, server, folder} = await scriptedCluster();
  const put = (level: string) => edit(server, SETTINGS, (object) => ({...object, data: {...object.data, level}}));
  for (const level of ['info', 'debug', 'debug', 'trace', 'info', 'debug']) {
    put(level);
    const {code, stderr} = await run('check', 'web', '--fidelity', 'client');
    console.log(level, code, stderr);
  }
  const at = join(folder, '.local/state/helm-drift/ledger');
  for (const name of readdirSync(at)) console.log(name, readFileSync(join(at, name), 'utf8'));
  expect(1).toBe(1);
});
