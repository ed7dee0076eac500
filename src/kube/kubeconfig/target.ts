import {UserError} from '../../model/errors.ts';
import {chooseContext} from './chosen.ts';
import {inClusterNamespace, inClusterTarget, isInCluster} from './in-cluster.ts';
import {kubeconfigFiles, loadKubeconfig} from './load.ts';
import type {ConnectionSettings, Kubeconfig} from './model.ts';
import {resolveTarget} from './resolve.ts';
import type {Target} from './resolve.ts';

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** The folder of the pod's service account. */
  readonly serviceAccount: string;
}

/**
 * The cluster that is meant, found as helm finds it: by the kubeconfig and the flags, else, in a pod, the pod's own. Throws
 * UserError where there is none.
 */
export async function findTarget(settings: ConnectionSettings, {env, serviceAccount}: Surroundings): Promise<Target> {
  const config = await loadKubeconfig(settings, env);
  const name = chooseContext(settings, config) ?? config.currentContext;
  const {target, isDefault} = resolveTarget(config, settings, name, env['KUBERNETES_MASTER']);
  const isPod = await isInCluster(env, serviceAccount);
  if (isDefault && isPod) return inClusterTarget(settings, env, serviceAccount);
  if (target === undefined) throw noCluster(config, settings, name, env);
  if (target.namespace !== '' || !isPod) return target;
  return {...target, namespace: await inClusterNamespace(env, serviceAccount)};
}

function noCluster(
  {files, contexts, clusters}: Kubeconfig,
  settings: ConnectionSettings,
  name: string,
  env: NodeJS.ProcessEnv,
): UserError {
  const others = 'or compare files: --baseline FILE --live FILE.';
  if (files.length === 0) {
    const looked = kubeconfigFiles(settings, env);
    return new UserError(
      `there is no kubeconfig, so no cluster: ${looked.length === 0 ? 'KUBECONFIG and HOME are not set' : `${looked.join(', ')} ${looked.length === 1 ? 'is' : 'are'} not there`}`,
      'Name one with --kubeconfig or KUBECONFIG, compare files (check --baseline FILE --live FILE), or rehearse: helm drift sandbox up',
    );
  }
  const known = [...contexts.keys()];
  if (name === '')
    return new UserError(
      `the kubeconfig ${files.join(', ')} names no cluster: it has no current context`,
      known.length === 0 ? `Name another one, ${others}` : `Choose one with --kube-context: ${known.join(', ')}.`,
    );
  const cluster = contexts.get(name)?.cluster ?? '';
  const why = clusters.has(cluster) ? `its cluster "${cluster}" has no server` : `it has no cluster "${cluster}"`;
  return new UserError(
    `the kubeconfig names no cluster for the context "${name}": ${why}`,
    `Choose a context with --kube-context, ${others}`,
  );
}
