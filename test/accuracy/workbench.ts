import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startControlPlane} from '../../src/sandbox/control-plane.ts';
import {provisionControlPlane, provisionHelm} from '../../src/sandbox/provision.ts';
import {connect} from './api.ts';
import type {Api} from './api.ts';
import {tool} from './run-tool.ts';
import type {Tool} from './run-tool.ts';

/** A control plane, and real tools that know no other. */
export interface Workbench {
  readonly api: Api;
  readonly helm: Tool;
  readonly kubectl: Tool;
  /** What tools need to know of it: KUBECONFIG, HELM_BIN, folders of their own. */
  readonly env: Readonly<Record<string, string>>;
  /** Goes with it. */
  readonly folder: string;
  /** Whether others use the control plane too. */
  readonly isShared: boolean;
  close(): Promise<void>;
}

interface WorkbenchOptions {
  readonly helm: 3 | 4;
  /** Of a control plane that others may use too; without one, an own is started and thrown away. */
  readonly kubeconfig?: string | undefined;
  readonly onProgress: (text: string) => void;
}

export async function openWorkbench({helm, kubeconfig, onProgress}: WorkbenchOptions): Promise<Workbench> {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-workbench-'));
  const provisioning = {env: process.env, onProgress};
  const binaries = await provisionControlPlane('sandbox/controlplane', provisioning);
  const helmBinary = await provisionHelm(helm, provisioning);
  mkdirSync(join(folder, 'plane'));
  const plane =
    kubeconfig === undefined ? await startControlPlane({binaries, folder: join(folder, 'plane')}) : undefined;
  const config = plane?.kubeconfig ?? kubeconfig ?? '';
  const env = {
    KUBECONFIG: config,
    KUBECACHEDIR: join(folder, 'cache'),
    HELM_DATA_HOME: join(folder, 'data'),
    HELM_CONFIG_HOME: join(folder, 'config'),
    HELM_CACHE_HOME: join(folder, 'cache'),
    XDG_STATE_HOME: join(folder, 'state'),
    HELM_BIN: helmBinary,
    // kubectl leaves a copy of every edit that the server refused.
    TMPDIR: folder,
  };
  const api = connect(config);
  return {
    api,
    helm: tool(helmBinary, [], env),
    kubectl: tool(binaries.kubectl, [], env),
    env,
    folder,
    isShared: plane === undefined,
    async close() {
      api.close();
      await plane?.stop();
      rmSync(folder, {recursive: true, force: true, maxRetries: 3});
    },
  };
}
