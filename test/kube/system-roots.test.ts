import {join} from 'node:path';
import {expect, test} from 'vitest';
import {systemRoots} from '../../src/kube/system-roots.ts';
import {ONE, TWO} from './certificates.ts';
import {folder} from './connected.ts';

test('the first bundle that holds a certificate, or the one that SSL_CERT_FILE names', async () => {
  const at = folder({empty: '', one: ONE.cert, two: TWO.cert});
  const bundles = ['gone', 'empty', 'one', 'two'].map((name) => join(at, name));
  expect(await systemRoots({}, bundles)).toBe(ONE.cert);
  expect(await systemRoots({SSL_CERT_FILE: join(at, 'two')}, bundles)).toBe(TWO.cert);
  expect(await systemRoots({SSL_CERT_FILE: join(at, 'empty')}, bundles)).toBe('');
  expect(await systemRoots({}, [])).toBe('');
});
