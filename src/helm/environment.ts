import {delimiter} from 'node:path';
import type {ConnectionSettings} from '../kube/connection.ts';

/** A cluster and a namespace in Helm's own variables. What nobody says is left out. */
export function helmVariables(
  namespace: string | undefined,
  connection: ConnectionSettings,
): Readonly<Record<string, string>> {
  const {context, token, asUser, asGroups, apiServer, caFile, insecure, tlsServerName} = connection;
  const variables: Readonly<Record<string, string | undefined>> = {
    KUBECONFIG: connection.kubeconfig,
    HELM_NAMESPACE: namespace,
    HELM_KUBECONTEXT: context,
    HELM_KUBETOKEN: token,
    HELM_KUBEASUSER: asUser,
    HELM_KUBEASGROUPS: asGroups?.join(','),
    HELM_KUBEAPISERVER: apiServer,
    HELM_KUBECAFILE: caFile,
    HELM_KUBEINSECURE_SKIP_TLS_VERIFY: insecure === undefined ? undefined : String(insecure),
    HELM_KUBETLS_SERVER_NAME: tlsServerName,
  };
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/**
 * What Helm's variables cannot say, as its flags: a kubeconfig whose path looks like a list, groups with a comma or with spaces
 * around them. Neither is a secret.
 */
export function helmFlags({kubeconfig = '', isOneFile = false, asGroups = []}: ConnectionSettings): readonly string[] {
  const looksLikeList = isOneFile && kubeconfig.includes(delimiter);
  const isSayable = asGroups.every((group) => !group.includes(',') && group.trim() === group);
  return [
    ...(looksLikeList ? [`--kubeconfig=${kubeconfig}`] : []),
    ...(isSayable ? [] : asGroups.map((group) => `--kube-as-group=${group}`)),
  ];
}
