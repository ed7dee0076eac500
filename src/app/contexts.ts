import {loadKubeconfig} from '../kube/kubeconfig/load.ts';
import type {Settings} from './settings.ts';

/** The contexts of the kubeconfig that is meant, each with its cluster. Throws UserError where it cannot be read. */
export async function contextsOf(
  {connection}: Pick<Settings, 'connection'>,
  env: NodeJS.ProcessEnv,
): Promise<{readonly name: string; readonly cluster: string}[]> {
  const {contexts} = await loadKubeconfig(connection, env);
  return [...contexts].map(([name, {cluster}]) => ({name, cluster}));
}
