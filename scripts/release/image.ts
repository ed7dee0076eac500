import {lstat, readFile, readlink} from 'node:fs/promises';
import {join} from 'node:path';
import type {Provisioning} from '../../src/sandbox/provision.ts';
import {committedFiles} from './files.ts';
import {INDEX_TYPE, MANIFEST_TYPE, ociLayout, sha256} from './oci.ts';
import type {Descriptor, Layout} from './oci.ts';
import {ARCHITECTURES, DEBIAN_PACKAGES, imageParts, NODE_VERSION} from './parts.ts';
import type {Architecture} from './parts.ts';
import {annotationsOf, readText, write} from './release.ts';
import type {Release} from './release.ts';
import {bundledComponents, sbomOf} from './sbom.ts';
import type {Component} from './sbom.ts';
import {gzipped, tarOf} from './tar.ts';
import type {TarEntry} from './tar.ts';

/** Nobody's number on any machine, as distroless images have it. */
const NONROOT = 65_532;
const HOME = '/home/nonroot';
const APP = '/opt/helm-drift';
/** What of the plugin a container needs: hooks and completion are Helm's. The demo wants all that src/sandbox/shipped.ts looks for. */
const APP_PARTS = [
  'plugin.yaml',
  'dist/helm-drift.cjs',
  'dist/THIRD-PARTY-NOTICES.txt',
  'charts/nginx/',
  'sandbox/',
  'scenarios/',
  'LICENSE',
] as const;
/** What a layer of that many bytes would be pulled for on every node. */
const LIMIT = 60_000_000;

/** Libraries that Node is linked with, and those by which glibc finds names; each with what its link leads to. */
const LIBRARIES = [
  'libc.so.6',
  'libm.so.6',
  'libdl.so.2',
  'libpthread.so.0',
  'libresolv.so.2',
  'libnss_dns.so.2',
  'libnss_files.so.2',
  'libgcc_s.so.1',
] as const;
const LOADERS = {
  amd64: ['lib64/ld-linux-x86-64.so.2', 'lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'],
  arm64: ['lib/ld-linux-aarch64.so.1', 'lib/aarch64-linux-gnu/ld-linux-aarch64.so.1'],
} as const satisfies Record<Architecture, readonly string[]>;

/** The image as an OCI layout, with a bill of materials: Debian's C libraries, Node, the bundle, and nothing that could be run beside. */
export async function writeImage(
  release: Release,
  provisioning: Provisioning,
  architectures: readonly Architecture[] = ['amd64', 'arm64'],
): Promise<void> {
  const layout = ociLayout(join(release.out, 'oci', 'image'));
  const manifests: Descriptor[] = [];
  for (const architecture of architectures) manifests.push(await writeOne(release, layout, architecture, provisioning));
  // What Artifact Hub asks of an image, beside what every artifact says.
  const annotations = {
    ...annotationsOf(release, 'helm-drift'),
    'org.opencontainers.image.description': 'Compares Helm releases with the live cluster, field by field.',
    'io.artifacthub.package.license': 'Apache-2.0',
    'io.artifacthub.package.readme-url': `${release.repository}/raw/v${release.version}/README.md`,
  };
  const index = layout.json({schemaVersion: 2, mediaType: INDEX_TYPE, manifests, annotations}, INDEX_TYPE);
  layout.index({[release.version]: index});
  const {version, time} = release;
  const shipped = {
    type: 'container',
    name: 'helm-drift',
    version,
    licence: 'Apache-2.0',
    purl: `pkg:oci/helm-drift@${encodeURIComponent(index.digest)}?tag=${version}`,
    sha256: index.digest.slice('sha256:'.length),
    time,
  } as const;
  const components = [...bundledComponents(readText('dist/THIRD-PARTY-NOTICES.txt')), ...systemComponents()];
  write(release, 'sbom-image.cdx.json', `${JSON.stringify(sbomOf(shipped, components), undefined, 2)}\n`);
}

/** What the image holds beside the bundle. */
function systemComponents(): readonly Component[] {
  const licences = {
    libc6: 'LGPL-2.1-or-later',
    'libgcc-s1': 'GPL-3.0-or-later WITH GCC-exception-3.1',
    'libstdc++6': 'GPL-3.0-or-later WITH GCC-exception-3.1',
  } as const;
  const debian = Object.entries(licences).map(([name, licence]) => {
    const version = DEBIAN_PACKAGES[name as keyof typeof licences];
    const purl = `pkg:deb/debian/${encodeURIComponent(name)}@${encodeURIComponent(version)}?distro=debian-12`;
    return {name, version, licence, purl};
  });
  const node = {name: 'node', version: NODE_VERSION, licence: 'MIT', purl: `pkg:generic/node@${NODE_VERSION}`};
  return [...debian, node];
}

async function writeOne(
  release: Release,
  layout: Layout,
  architecture: Architecture,
  provisioning: Provisioning,
): Promise<Descriptor> {
  const parts = await imageParts(architecture, provisioning);
  const tars = [tarOf(await systemFiles(parts, architecture), release.time), tarOf(appFiles(), release.time)];
  const layers = tars.map((tar) => layout.blob(gzipped(tar, 6), 'application/vnd.oci.image.layer.v1.tar+gzip'));
  const size = layers.reduce((sum, layer) => sum + layer.size, 0);
  if (size > LIMIT)
    throw new Error(`the image for ${architecture} has ${size} bytes, and should have ${LIMIT} at most`);
  const annotations = annotationsOf(release, 'helm-drift');
  const platform = {architecture, os: 'linux'};
  const config = layout.json(
    {
      created: annotations['org.opencontainers.image.created'],
      ...platform,
      config: {
        User: `${NONROOT}:${NONROOT}`,
        Env: ['PATH=/usr/bin', `HOME=${HOME}`],
        Entrypoint: ['/usr/bin/node', `${APP}/dist/helm-drift.cjs`],
        WorkingDir: HOME,
        Labels: annotations,
      },
      rootfs: {type: 'layers', diff_ids: tars.map(sha256)},
    },
    'application/vnd.oci.image.config.v1+json',
  );
  const manifest = {schemaVersion: 2, mediaType: MANIFEST_TYPE, config, layers, annotations};
  return layout.json(manifest, MANIFEST_TYPE, {platform});
}

const appFiles = (): readonly TarEntry[] =>
  committedFiles(APP_PARTS).map((file) => ({...file, path: `${APP.slice(1)}/${file.path}`}));

async function systemFiles(parts: string, architecture: Architecture): Promise<readonly TarEntry[]> {
  const {triplet} = ARCHITECTURES[architecture];
  const debian = join(parts, 'debian');
  const paths = [
    ...LIBRARIES.map((name) => `lib/${triplet}/${name}`),
    `usr/lib/${triplet}/libstdc++.so.6`,
    ...LOADERS[architecture],
    'usr/share/doc/libc6/copyright',
    'usr/share/doc/gcc-12-base/copyright',
  ];
  const libraries = (await Promise.all(paths.map((path) => withTarget(debian, path)))).flat();
  const text = (path: string, content: string): TarEntry => ({path, content: Buffer.from(content), mode: 0o644});
  return [
    ...new Map(libraries.map((entry) => [entry.path, entry])).values(),
    {path: 'usr/bin/node', content: await readFile(join(parts, 'node')), mode: 0o755},
    {path: 'usr/share/doc/node/LICENSE', content: await readFile(join(parts, 'LICENSE')), mode: 0o644},
    text(
      'etc/passwd',
      `root:x:0:0:root:/:/nonexistent\nnonroot:x:${NONROOT}:${NONROOT}:nonroot:${HOME}:/nonexistent\n`,
    ),
    text('etc/group', `root:x:0:\nnonroot:x:${NONROOT}:\n`),
    text('etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n'),
    {path: HOME.slice(1), mode: 0o700, owner: NONROOT},
    {path: 'tmp', mode: 0o1777},
    // Where a runtime mounts: it cannot make them in a root that is read-only.
    ...['dev', 'proc', 'sys'].map((path) => ({path, mode: 0o755})),
  ];
}

/** A file; of a link, the link and the file beside it that it leads to. */
async function withTarget(root: string, path: string): Promise<readonly TarEntry[]> {
  const stats = await lstat(join(root, path));
  if (!stats.isSymbolicLink()) return [{path, content: await readFile(join(root, path)), mode: stats.mode & 0o777}];
  const link = await readlink(join(root, path));
  const target = link.startsWith('/') ? link.slice(1) : join(path, '..', link);
  return [{path, link, mode: 0o777}, ...(await withTarget(root, target))];
}
