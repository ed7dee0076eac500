import {expect, test} from 'vitest';
import {clusterFlags} from '../../src/cli/commands/console-cluster-flags.ts';

const NONE = {'in-cluster': false, demo: false, port: 0, audit: undefined} as const;
const IN = {...NONE, 'in-cluster': true} as const;

test('a console of this machine has none of them', () => {
  expect(clusterFlags(NONE)).toBeUndefined();
  for (const given of [{listen: '0.0.0.0:1'}, {'allowed-host': ['a']}, {audience: ['a']}, {namespaces: ['a']}])
    expect(() => clusterFlags({...NONE, ...given})).toThrow(
      `--${Object.keys(given)[0]} is for a console in the cluster`,
    );
});

test('in the cluster: where it listens, and what it is reached by', () => {
  expect(clusterFlags(IN)).toEqual({listen: {host: '0.0.0.0', port: 8080}, hosts: [], audiences: [], namespaces: []});
  expect(
    clusterFlags({
      ...IN,
      listen: '[::1]:9000',
      'allowed-host': ['Drift.Example.com', 'drift.example.com'],
      audience: ['https://drift'],
      namespaces: ['shop, blog', 'shop'],
      fidelity: 'client',
    }),
  ).toEqual({
    listen: {host: '::1', port: 9000},
    hosts: ['drift.example.com', 'drift.example.com'],
    audiences: ['https://drift'],
    namespaces: ['shop', 'blog'],
  });
});

test.each([
  [{demo: true}, '--demo does not go with --in-cluster'],
  [{port: 80}, '--port does not go with --in-cluster'],
  [{audit: 'log'}, '--audit does not go with --in-cluster'],
  [{fidelity: 'server'}, '--fidelity server does not go with --in-cluster'],
  [{listen: 'nowhere'}, '--listen takes [HOST]:PORT'],
  [{'allowed-host': ['https://a.example']}, '--allowed-host takes a host name'],
  [{'allowed-host': ['*']}, '--allowed-host takes a host name'],
  [{namespaces: ['../x']}, '--namespaces takes names of namespaces'],
  [{namespaces: Array.from({length: 51}, (_one, at) => `n${at}`)}, '51 namespaces are too many'],
])('%j does not go', (given, message) => {
  expect(() => clusterFlags({...IN, ...given})).toThrow(message);
});
