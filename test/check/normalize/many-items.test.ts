import {expect, test} from 'vitest';
import {cli, folderOf} from '../../cli/cli.ts';

const peer = (app: number, team: string): object => ({
  podSelector: {matchLabels: {app: `a${app}`}},
  namespaceSelector: {matchLabels: {team}},
});
const policy = (from: readonly object[]): string =>
  JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {name: 'web', namespace: 'default'},
    spec: {podSelector: {}, ingress: [{from}]},
  });
const object = (kind: string, value: (at: number) => string): string => {
  const data = Object.fromEntries(Array.from({length: 9000}, (_, at) => [`key-${at}`, value(at)]));
  return JSON.stringify({apiVersion: 'v1', kind, metadata: {name: 'web', namespace: 'default'}, data});
};
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const PEERS = Array.from({length: 1000}, (_, at) => peer(at, `t${at}`));

async function checked(desired: string, live: string): Promise<{seconds: number; drift: number}> {
  const folder = folderOf({'desired.yaml': desired, 'live.yaml': live});
  // Time of this process alone: the machine may be busy.
  const before = process.cpuUsage();
  const files = ['--baseline', `${folder}/desired.yaml`, '--live', `${folder}/live.yaml`];
  const {stdout} = await cli(['check', ...files, '-o', 'json'], folder, {HOME: folder});
  const {summary} = JSON.parse(stdout) as {summary: {drift: number}};
  return {seconds: process.cpuUsage(before).user / 1_000_000, drift: summary.drift};
}

/** Each took between nine and twenty-five seconds on an idle machine; now a tenth of the bound. */
test.each<[string, string, string, number]>([
  ['1,000 peers, each changed', policy(PEERS), policy(PEERS.map((_, at) => peer(at, `other${at}`))), 1000],
  ['9,000 keys of a ConfigMap', object('ConfigMap', (at) => `a${at}`), object('ConfigMap', (at) => `b${at}`), 9000],
  [
    '9,000 keys of a Secret',
    object('Secret', (at) => base64(`old-secret-${at}`)),
    object('Secret', (at) => base64(`new-secret-${at}`)),
    9000,
  ],
])('%s, are compared in no time', async (_what, desired, live, drift) => {
  const answer = await checked(desired, live);
  expect(answer.drift).toBe(drift);
  expect(answer.seconds).toBeLessThan(8);
});

test('1,000 peers in another order are the same, and one that changed among them is one', async () => {
  const turned = PEERS.toReversed();
  expect((await checked(policy(PEERS), policy(turned))).drift).toBe(0);
  const changed = turned.map((one, at) => (at === 500 ? peer(499, 'other') : one));
  expect((await checked(policy(PEERS), policy(changed))).drift).toBe(1);
});
