import {execFile} from 'node:child_process';
import {mkdir, readdir, rename, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {UserError, messageOf} from '../../src/model/errors.ts';
import {cached, cacheRoot} from '../../src/sandbox/cache.ts';
import {npmPack} from '../../src/sandbox/provision.ts';
import type {Provisioning} from '../../src/sandbox/provision.ts';

const exec = promisify(execFile);

/** Architectures by the names of OCI, with those of npm's package of Node, and of Debian's folders. */
export const ARCHITECTURES = {
  amd64: {node: 'x64', triplet: 'x86_64-linux-gnu'},
  arm64: {node: 'arm64', triplet: 'aarch64-linux-gnu'},
} as const;

export type Architecture = keyof typeof ARCHITECTURES;

/** One that npm has for both architectures. */
export const NODE_VERSION = '24.21.0';

/** Of Debian 12, by their versions: an image made again holds the same. gcc-12-base is the terms of the two before it. */
export const DEBIAN_PACKAGES = {
  libc6: '2.36-9+deb12u14',
  'libgcc-s1': '12.2.0-14+deb12u1',
  'libstdc++6': '12.2.0-14+deb12u1',
  'gcc-12-base': '12.2.0-14+deb12u1',
} as const;

const SOURCES = ['deb.debian.org/debian bookworm', 'deb.debian.org/debian-security bookworm-security'].map(
  (from) => `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://${from} main\n`,
);

/** A folder with what an image is made of: `node`, `LICENSE` of Node, and Debian's packages, unpacked, below `debian`. */
export async function imageParts(
  architecture: Architecture,
  {env, onProgress, onNotice}: Provisioning,
): Promise<string> {
  return cached(cacheRoot(env), {
    name: `image-parts-${architecture}`,
    inputs: JSON.stringify([NODE_VERSION, DEBIAN_PACKAGES, SOURCES]),
    onNotice,
    proof: {complete: []},
    make: async (target) => {
      onProgress(`Fetching Node ${NODE_VERSION} and Debian's libraries for ${architecture} …`);
      const spec = `node-linux-${ARCHITECTURES[architecture].node}@${NODE_VERSION}`;
      const unpacked = await npmPack(spec, target, env).catch((error: unknown) => {
        throw new UserError(`cannot fetch ${spec} from npm`, 'See whether npm has that version.', {cause: error});
      });
      await rename(join(unpacked, 'bin', 'node'), join(target, 'node'));
      await rename(join(unpacked, 'LICENSE'), join(target, 'LICENSE'));
      await rm(unpacked, {recursive: true});
      await fetchDebian(architecture, target, env);
      // Written last, and run as the proof that nothing was cut short.
      await writeFile(join(target, 'complete'), '#!/bin/sh\n', {mode: 0o755});
    },
  });
}

/** By apt, for it checks Debian's signatures; in folders of its own, so that the machine's packages stay as they are. */
async function fetchDebian(architecture: Architecture, target: string, env: NodeJS.ProcessEnv): Promise<void> {
  const apt = join(target, 'apt');
  await mkdir(join(apt, 'lists', 'partial'), {recursive: true});
  await mkdir(join(apt, 'archives', 'partial'), {recursive: true});
  await writeFile(join(apt, 'sources.list'), SOURCES.join(''));
  const settings = {
    'APT::Architecture': architecture,
    'APT::Architectures': architecture,
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
    'Dir::Cache': apt,
    'Dir::Etc::sourcelist': join(apt, 'sources.list'),
    'Dir::Etc::sourceparts': '-',
    'Dir::State::lists': join(apt, 'lists'),
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const packages = Object.entries(DEBIAN_PACKAGES).map(([name, version]) => `${name}=${version}`);
  try {
    await exec('apt-get', [...options, 'update'], {cwd: apt, env});
    await exec('apt-get', [...options, 'download', ...packages], {cwd: apt, env});
    for (const file of await readdir(apt))
      if (file.endsWith('.deb')) await exec('dpkg-deb', ['-x', join(apt, file), join(target, 'debian')], {env});
  } catch (error) {
    throw new UserError(
      `cannot fetch Debian's packages for the image: ${messageOf(error)}`,
      'It needs apt-get, dpkg-deb and debian-archive-keyring; where Debian has newer versions, name them in scripts/release/parts.ts.',
      {cause: error},
    );
  }
  await rm(apt, {recursive: true});
}
