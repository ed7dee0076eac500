import {spawn} from 'node:child_process';
import {chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {getuid} from 'node:process';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {writeImage} from '../../scripts/release/image.ts';
import type {Descriptor} from '../../scripts/release/oci.ts';
import {events, session} from './console.ts';
import {helmBinary, kubectl, must, namespace, run, temporaryFolder} from './harness.ts';
import type {Run} from './harness.ts';
import {plane} from './plane.ts';

const {version: VERSION} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};
const HERE = process.arch === 'arm64' ? 'arm64' : 'amd64';
const MACHINES = {amd64: 62, arm64: 183} as const;
const NONROOT = 65_532;

interface Config {
  readonly architecture: string;
  readonly config: {readonly User: string; readonly Env: readonly string[]; readonly Entrypoint: readonly string[]};
  readonly rootfs: {readonly diff_ids: readonly string[]};
}

interface Unpacked {
  readonly root: string;
  readonly config: Config;
  readonly size: number;
}

const made = mkdtempSync(join(tmpdir(), 'helm-drift-image-'));
const images = new Map<string, Unpacked>();

/** As a runtime unpacks it: the manifest of a platform, its layers one over the other. */
beforeAll(async () => {
  const none = Buffer.alloc(0);
  const signer = {clearSigned: () => none, publicKey: none, keyring: none, fingerprint: ''};
  const about = {version: VERSION, commit: 'c', time: 1_795_000_000, repository: 'https://example.invalid/x', signer};
  await writeImage({...about, out: made}, {env: process.env, onProgress: (text) => process.stderr.write(`${text}\n`)});
  const layout = join(made, 'oci/image');
  const file = (digest: string): string => join(layout, 'blobs/sha256', digest.replace('sha256:', ''));
  const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
  const {
    manifests: [index],
  } = read(join(layout, 'index.json')) as {manifests: Descriptor[]};
  const {manifests} = read(file(index?.digest ?? '')) as {manifests: Descriptor[]};
  for (const {digest, platform} of manifests) {
    const manifest = read(file(digest)) as {config: Descriptor; layers: Descriptor[]};
    const root = join(made, platform?.['architecture'] ?? '');
    mkdirSync(root, {mode: 0o755});
    for (const layer of manifest.layers) await must('tar', ['-xpzf', file(layer.digest), '-C', root]);
    const size = manifest.layers.reduce((sum, layer) => sum + layer.size, 0);
    images.set(platform?.['architecture'] ?? '', {root, config: read(file(manifest.config.digest)) as Config, size});
  }
  return () => rmSync(made, {recursive: true, force: true});
});

function image(architecture: string): Unpacked {
  const found = images.get(architecture);
  if (found === undefined) throw new Error(`the layout has no image for ${architecture}`);
  return found;
}

/** A root of its own that is read-only, a volume as the user's home, the machine's network, and nothing of its environment. */
const CONTAINED = [
  'mount --bind "$1" "$1"',
  'mount -o remount,bind,ro "$1"',
  'mount --bind "$2" "$1/home/nonroot"',
  'mount --rbind /proc "$1/proc"',
  'shift 2',
  'exec env -i "$@"',
].join(' && ');

/** The arguments of `unshare` that run a command in the image for this machine, as its configuration says. */
async function contained(command: readonly string[], volume: string): Promise<string[]> {
  const {root, config} = image(HERE);
  const {User, Env} = config.config;
  // Who is not root becomes it in a namespace of his own: root there has no right on the machine.
  const [flags, user] = getuid?.() === 0 ? [[], [`--userspec=${User}`]] : [['--user', '--map-root-user'], []];
  const chroot = (await must('sh', ['-c', 'PATH=$PATH:/usr/sbin:/sbin command -v chroot'])).trim();
  const env = [...Env, 'KUBECONFIG=/home/nonroot/kubeconfig'];
  return [...flags, '--mount', 'sh', '-c', CONTAINED, 'sh', root, volume, ...env, chroot, ...user, root, ...command];
}

const entrypoint = (): readonly string[] => image(HERE).config.config.Entrypoint;

const inside = async (command: readonly string[]): Promise<Run> => run('unshare', await contained(command, volumeOf()));

/** A volume of the user's that holds a kubeconfig. */
function volumeOf(): string {
  const folder = temporaryFolder();
  copyFileSync(plane().kubeconfig, join(folder, 'kubeconfig'));
  if (getuid?.() === 0) for (const path of [folder, join(folder, 'kubeconfig')]) chownSync(path, NONROOT, NONROOT);
  return folder;
}

describe.each(['amd64', 'arm64'] as const)('the image for %s', (architecture) => {
  test('holds Node and its libraries of that machine, and nothing else that could be run', () => {
    const {root, config} = image(architecture);
    expect(config.architecture).toBe(architecture);
    expect(readdirSync(join(root, 'usr/bin'))).toEqual(['node']);
    expect(['bin', 'sbin', 'usr/sbin', 'usr/local'].filter((folder) => existsSync(join(root, folder)))).toEqual([]);
    const libraries = readdirSync(join(root, 'lib'), {recursive: true, encoding: 'utf8'}).filter((one) =>
      /\.so/.test(one),
    );
    expect(libraries.length).toBeGreaterThan(7);
    for (const program of ['usr/bin/node', ...libraries.map((one) => join('lib', one))]) {
      const head = readFileSync(join(root, program)).subarray(0, 20);
      expect([program, head.toString('latin1', 1, 4), head.readUInt16LE(18)]).toEqual([
        program,
        'ELF',
        MACHINES[architecture],
      ]);
    }
  });

  test('is small, brings its terms, and does not run as root', () => {
    const {root, config, size} = image(architecture);
    expect(size).toBeLessThan(60_000_000);
    for (const file of ['libc6/copyright', 'gcc-12-base/copyright', 'node/LICENSE'])
      expect(readFileSync(join(root, 'usr/share/doc', file)).length).toBeGreaterThan(500);
    expect(existsSync(join(root, 'opt/helm-drift/dist/THIRD-PARTY-NOTICES.txt'))).toBe(true);
    expect(config.config.User).toBe(`${NONROOT}:${NONROOT}`);
    expect(config.rootfs.diff_ids).toHaveLength(2);
  });
});

describe('in its own root, read-only, as nobody', () => {
  test('it says its version', async () => {
    expect(await inside([...entrypoint(), '--version'])).toEqual({code: 0, stdout: `${VERSION}\n`, stderr: ''});
  });

  test('nothing outside of its volume can be written, and nobody is root', async () => {
    const script = `
      const {writeFileSync} = require('node:fs');
      const tried = ['/opt/helm-drift/x', '/tmp/x', '/home/nonroot/x'].map((file) => {
        try { writeFileSync(file, ''); return 'written'; } catch ({code}) { return code; }
      });
      process.stdout.write(JSON.stringify([...tried, process.getuid()]));`;
    const {stdout} = await inside(['/usr/bin/node', '-e', script]);
    expect(JSON.parse(stdout)).toEqual(['EROFS', 'EROFS', 'written', getuid?.() === 0 ? NONROOT : 0]);
  });

  test('it checks a release of a real cluster without helm', async () => {
    const space = await namespace('image');
    await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', space]);
    expect(await inside([...entrypoint(), 'check', 'test-nginx', '-n', space])).toMatchObject({code: 0, stderr: ''});
    const patch = ['patch', 'hpa', 'test-nginx', '-n', space, '--type=merge', '-p', '{"spec":{"minReplicas":2}}'];
    await kubectl(...patch);
    const drifted = await inside([...entrypoint(), 'check', 'test-nginx', '-n', space]);
    expect(drifted).toMatchObject({code: 2, stderr: ''});
    expect(drifted.stdout).toContain('spec.minReplicas');
  });

  test('its console shows the scenario that it brings along', async () => {
    const child = spawn('unshare', await contained([...entrypoint(), 'console', '--demo', '--no-open'], volumeOf()));
    onTestFinished(() => void child.kill());
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => resolve(text.trim()));
      child.on('close', (code) => reject(new Error(`the console ended with ${code}: ${stderr}`)));
    });
    const {port, hash} = new URL(url);
    const at = {port: Number(port), token: hash.slice(1)};
    const seen = events(at.port, await session(at));
    const state = await seen.until('the scenario is there', ({opened}) => opened?.ready === true);
    expect(state).toMatchObject({version: VERSION, readOnly: true});
  });
});
