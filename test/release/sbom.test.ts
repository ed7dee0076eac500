import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {noticesOf} from '../../scripts/bundled.mjs';
import {bundledComponents, sbomOf} from '../../scripts/release/sbom.ts';

const SHIPPED = {
  type: 'application',
  name: 'helm-drift',
  version: '1.0.0',
  licence: 'Apache-2.0',
  purl: 'pkg:npm/helm-drift@1.0.0',
  sha256: 'ab'.repeat(32),
  time: 1_795_000_000,
} as const;
const PACKAGES = [
  {name: '@scope/a', version: '1.0.0', licence: 'MIT', text: 'Terms\n\nb 9.9.9 (MIT)\n'},
  {name: 'b', version: '2.0.0-rc.1', licence: '(MIT OR Apache-2.0)', text: 'Others'},
];

test('components are the headings of the notices, and nothing of their texts', () => {
  expect(bundledComponents(noticesOf(PACKAGES))).toEqual([
    {name: '@scope/a', version: '1.0.0', licence: 'MIT', purl: 'pkg:npm/%40scope/a@1.0.0'},
    {name: 'b', version: '2.0.0-rc.1', licence: '(MIT OR Apache-2.0)', purl: 'pkg:npm/b@2.0.0-rc.1'},
  ]);
});

test('each package of the committed notices is a component', () => {
  const names = bundledComponents(readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8')).map(({name}) => name);
  expect(names).toEqual(expect.arrayContaining(['@kubernetes/client-node', 'js-yaml', 'preact', 'yargs']));
  expect(new Set(names).size).toBe(names.length);
});

test('a licence is an id or an expression, and each part stands for itself', () => {
  expect(sbomOf(SHIPPED, bundledComponents(noticesOf(PACKAGES)))).toMatchObject({
    metadata: {timestamp: '2026-11-18T11:06:40.000Z', component: {'bom-ref': 'pkg:npm/helm-drift@1.0.0'}},
    components: [
      {name: '@scope/a', licenses: [{license: {id: 'MIT'}}]},
      {name: 'b', licenses: [{expression: '(MIT OR Apache-2.0)'}]},
    ],
    dependencies: [
      {ref: 'pkg:npm/helm-drift@1.0.0', dependsOn: ['pkg:npm/%40scope/a@1.0.0', 'pkg:npm/b@2.0.0-rc.1']},
      {},
      {},
    ],
  });
});

test('the serial number is one of the content', () => {
  const serial = (components: Parameters<typeof sbomOf>[1]): unknown =>
    (sbomOf(SHIPPED, components) as {serialNumber: string}).serialNumber;
  const parts = bundledComponents(noticesOf(PACKAGES));
  expect(serial(parts)).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(serial(parts.toReversed())).toBe(serial(parts));
  expect(serial(parts.slice(1))).not.toBe(serial(parts));
});
