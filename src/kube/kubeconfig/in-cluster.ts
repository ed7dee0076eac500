import {readFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {urlHost} from '../../model/address.ts';
import {NO_CLUSTER, NO_USER} from './model.ts';
import type {ConnectionSettings} from './model.ts';
import type {Target} from './resolve.ts';

/** Where a pod finds the token of its service account, the authority of its cluster, and its namespace. */
export const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Whether we run in a pod that may speak to its own cluster. */
export async function isInCluster(env: NodeJS.ProcessEnv, folder: string): Promise<boolean> {
  if (!env['KUBERNETES_SERVICE_HOST'] || !env['KUBERNETES_SERVICE_PORT']) return false;
  return stat(join(folder, 'token')).then(
    (file) => !file.isDirectory(),
    () => false,
  );
}

/** The pod's own cluster and service account. Of the flags only server, token and authority count there, as for client-go. */
export async function inClusterTarget(
  {apiServer, token, caFile}: ConnectionSettings,
  env: NodeJS.ProcessEnv,
  folder: string,
): Promise<Target> {
  const host = env['KUBERNETES_SERVICE_HOST'] ?? '';
  const own = `https://${urlHost(host)}:${env['KUBERNETES_SERVICE_PORT']}`;
  const server = apiServer || own;
  const authority = join(folder, 'ca.crt');
  const hasAuthority = (await textIn(authority)).includes('BEGIN CERTIFICATE');
  return {
    context: '',
    namespace: await inClusterNamespace(env, folder),
    cluster: {...NO_CLUSTER, server, caFile: caFile || (hasAuthority ? authority : '')},
    user: token ? {...NO_USER, token} : {...NO_USER, tokenFile: join(folder, 'token')},
    url: new URL(server),
  };
}

/** The namespace of whoever runs in a pod and names none; '' where that is not known. */
export async function inClusterNamespace(env: NodeJS.ProcessEnv, folder: string): Promise<string> {
  return env['POD_NAMESPACE'] || (await textIn(join(folder, 'namespace'))).trim();
}

async function textIn(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
