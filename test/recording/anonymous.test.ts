import {expect, test} from 'vitest';
import {anonymizer} from '../../src/recording/anonymous.ts';

test('addresses, hosts, registries, people and UIDs are others’, the same for the same', () => {
  const {text, object} = anonymizer();
  const before = {
    apiVersion: 'networking.k8s.io/v1',
    metadata: {
      name: 'web',
      uid: '2b1f0a8e-6a3c-4c57-9f0a-0d8f4d1f2a11',
      annotations: {'acme.io/owner': 'ann@acme.io', 'meta.helm.sh/release-name': 'web'},
      ownerReferences: [{uid: '2b1f0a8e-6a3c-4c57-9f0a-0d8f4d1f2a11'}],
    },
    spec: {
      rules: [{host: 'shop.acme.io'}, {host: '*.acme.io'}],
      hosts: ['shop.acme.io'],
      image: 'registry.acme.io:5000/team/web:1.29',
      plain: 'nginx:1.29',
      url: 'https://ann:x@db.acme.io/x?y=shop.acme.io',
      addresses: ['10.1.2.3', '10.1.2.3/8', 'fd00:1:2:3:4:5:6:7', '127.0.0.1', '0.0.0.0'],
      version: '1.2.3',
      port: 8080,
      none: null,
    },
  };
  const after = object(before);
  expect(after).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    metadata: {
      name: 'web',
      uid: '00000000-0000-4000-8000-000000000001',
      annotations: {'acme.io/owner': 'person-1@example.com', 'meta.helm.sh/release-name': 'web'},
      ownerReferences: [{uid: '00000000-0000-4000-8000-000000000001'}],
    },
    spec: {
      rules: [{host: 'host-1.example'}, {host: 'host-2.example'}],
      hosts: ['host-1.example'],
      image: 'host-3.example/team/web:1.29',
      plain: 'nginx:1.29',
      url: 'https://ann:x@host-4.example/x?y=shop.acme.io',
      addresses: ['192.0.2.1', '192.0.2.1/8', '2001:db8::1', '127.0.0.1', '0.0.0.0'],
      version: '1.2.3',
      port: 8080,
      none: null,
    },
  });
  // What stands for something is taken for nothing else, and a second time changes nothing.
  expect(object(after as never)).toEqual(after);
  expect(text('Service "web" is invalid: 10.1.2.3 is in use')).toBe('Service "web" is invalid: 192.0.2.1 is in use');
});

test('a text of a megabyte that is all beginnings takes no long time', () => {
  const {text} = anonymizer();
  for (const beginning of ['a.', '1.1.1.', 'http://a.', 'a@b.', 'ab:', '0-0'])
    expect(text(beginning.repeat(20_000)).length).toBeGreaterThan(0);
});
