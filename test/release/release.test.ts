import {execFileSync, spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {writeCharts} from '../../scripts/release/charts.ts';
import {npmManifest, writeNpmPackage} from '../../scripts/release/npm.ts';
import {writePlugin} from '../../scripts/release/plugin.ts';
import type {Release} from '../../scripts/release/release.ts';
import {writeSbom} from '../../scripts/release/sbom.ts';
import {provenanceText} from '../../scripts/release/sign.ts';
import {sumsOf} from '../../scripts/release/sums.ts';

const REPOSITORY = 'https://example.invalid/helm-drift';

/** A release whose signatures are always the same. */
function released(): string {
  const out = mkdtempSync(join(tmpdir(), 'helm-drift-release-'));
  onTestFinished(() => rmSync(out, {recursive: true, force: true}));
  const none = Buffer.alloc(0);
  const signer = {clearSigned: (text: string) => Buffer.from(text), publicKey: none, keyring: none, fingerprint: 'F'};
  const release: Release = {version: '9.9.9', commit: 'abc', time: 1_795_000_000, repository: REPOSITORY, out, signer};
  writePlugin(release);
  writeCharts(release);
  writeNpmPackage(release);
  writeSbom(release);
  return out;
}

test('two releases of the same commit are the same bytes', () => {
  const sums = sumsOf(released());
  expect(sums).toMatch(/^[0-9a-f]{64} {2}drift-9\.9\.9\.tgz$/m);
  expect(sumsOf(released())).toBe(sums);
});

interface Manifest {
  readonly artifactType?: string;
  readonly config: {readonly mediaType: string};
  readonly layers: readonly {readonly digest: string; readonly size: number; readonly annotations?: object}[];
}

/** The manifest of the one artifact of a layout. Every blob that it names is there, and is what its name says. */
function manifestOf(layout: string): {readonly tag: string; readonly manifest: Manifest} {
  const blobs = join(layout, 'blobs/sha256');
  for (const name of readdirSync(blobs))
    expect(
      createHash('sha256')
        .update(readFileSync(join(blobs, name)))
        .digest('hex'),
    ).toBe(name);
  const read = (digest: string): Buffer => readFileSync(join(blobs, digest.replace('sha256:', '')));
  const index = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')) as {
    manifests: [{digest: string; annotations: {'org.opencontainers.image.ref.name': string}}];
  };
  const [{digest, annotations}] = index.manifests;
  const manifest = JSON.parse(read(digest).toString('utf8')) as Manifest;
  for (const layer of manifest.layers) expect(read(layer.digest)).toHaveLength(layer.size);
  return {tag: annotations['org.opencontainers.image.ref.name'], manifest};
}

test('the plugin’s artifact names its layers as Helm looks for them, and the chart’s its type', () => {
  const out = released();
  const plugin = manifestOf(join(out, 'oci/drift'));
  expect(plugin).toMatchObject({
    tag: '9.9.9',
    manifest: {
      artifactType: 'application/vnd.helm.plugin.v1+json',
      layers: [
        {annotations: {'org.opencontainers.image.title': 'drift-9.9.9.tgz'}},
        {annotations: {'org.opencontainers.image.title': 'drift-9.9.9.tgz.prov'}},
      ],
    },
  });
  expect(manifestOf(join(out, 'oci/nginx')).manifest.config.mediaType).toBe('application/vnd.cncf.helm.config.v1+json');
  expect(existsSync(join(out, 'oci/drift/oci-layout'))).toBe(true);
});

test('what is signed is the metadata and the digest, as Helm reads them', () => {
  expect(provenanceText('name: drift\n\n', 'drift-1.tgz', Buffer.from('x'))).toBe(
    'name: drift\n\n...\nfiles:\n  drift-1.tgz: sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\n',
  );
});

test('npm runs nothing of the package when it is installed, and asks for no other', () => {
  const own = {name: 'helm-drift', version: '1.0.0', description: 'd', license: 'Apache-2.0', engines: {node: '>=20'}};
  const manifest = npmManifest(own, REPOSITORY);
  expect(Object.keys(manifest)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/scripts|ependencies|private/)]),
  );
  expect(manifest).toMatchObject({
    bin: {'helm-drift': 'dist/helm-drift.cjs'},
    repository: {url: `git+${REPOSITORY}.git`},
    publishConfig: {provenance: true},
  });
});

test('sums are those that sha256sum checks', () => {
  const folder = released();
  execFileSync('sha256sum', ['--check', '--quiet', '-'], {cwd: folder, input: sumsOf(folder)});
  const wrong = sumsOf(folder).replace(/^[0-9a-f]{8}/, '00000000');
  const checked = spawnSync('sha256sum', ['--check', '--quiet', '-'], {cwd: folder, input: wrong, encoding: 'utf8'});
  expect(checked).toMatchObject({status: 1, stdout: expect.stringContaining('FAILED')});
});
