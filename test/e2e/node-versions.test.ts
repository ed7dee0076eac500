import {readFileSync} from 'node:fs';
import {expect, inject, test} from 'vitest';
import {BUNDLE, helmBinary, kubectl, must, run} from './harness.ts';

const SCENARIO = 'scenarios/governed-drift';
const FILES = [
  'check',
  'test-nginx',
  '-n',
  'sandbox-nginx',
  '--baseline',
  `${SCENARIO}/intent.yaml`,
  '--live',
  `${SCENARIO}/live.yaml`,
];

test.each(['20', '22', '24', '26'])('Node %s runs the bundle and says nothing on stderr', async (major) => {
  const node = major === '20' ? process.execPath : (inject('nodes')[major] ?? '');
  expect(await run(node, [BUNDLE, '--version'])).toEqual({
    code: 0,
    stderr: '',
    stdout: `${(JSON.parse(readFileSync('package.json', 'utf8')) as {version: string}).version}\n`,
  });
  expect(await run(node, [BUNDLE, ...FILES])).toMatchObject({code: 2, stderr: ''});

  const place = `node-${major}`;
  await kubectl('create', 'namespace', place);
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  const env = {HELM_BIN: helmBinary('4.3.1')};
  expect(await run(node, [BUNDLE, 'check', 'test-nginx', '-n', place], {env})).toMatchObject({code: 0, stderr: ''});
});
