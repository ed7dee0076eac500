import {resolve} from 'node:path';
import {helmCommand} from '../helm/helm.ts';
import {provisionHelm} from './provision.ts';
import type {Provisioning} from './provision.ts';

/** The helm that called us, else the one on PATH, else one of our own. */
export async function helmAtHand(provisioning: Provisioning): Promise<string> {
  const {env} = provisioning;
  for (const bin of [env['HELM_BIN'] ?? '', 'helm']) {
    if (bin === '') continue;
    const answer = await helmCommand({bin, namespace: undefined, connection: {}, env})
      .run(['version', '--short'])
      .catch(() => undefined);
    // Helm hands over the name it was called by, which may lead there from this folder alone.
    if (answer?.code === 0) return bin.includes('/') ? resolve(bin) : bin;
  }
  return provisionHelm(4, provisioning);
}

/** What would send helm elsewhere than to the kubeconfig that it is given. */
const ELSEWHERE = /^HELM_(?:KUBE|NAMESPACE$|DRIVER)/;

/** The environment for a helm, or a check, that shall see the sandbox and nothing else. */
export function sandboxEnv(env: NodeJS.ProcessEnv, kubeconfig: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !ELSEWHERE.test(name));
  return {...Object.fromEntries(kept), KUBECONFIG: kubeconfig};
}
