import type {ConnectionSettings} from '../kube/connection.ts';

export interface Settings {
  /** From -n or HELM_NAMESPACE; undefined leaves it to the kubeconfig's context. */
  readonly namespace: string | undefined;
  readonly connection: ConnectionSettings;
  readonly helmBin: string;
  readonly driver: string;
}

/** What flags say of the cluster and the namespace. */
export interface ConnectionFlags extends ConnectionSettings {
  readonly namespace?: string;
}

/**
 * Joins flags and Helm's environment; a flag wins. Helm takes its own flags out of our argv and sets variables instead, and
 * without helm the same flags reach us directly: both ways end here.
 */
export function settingsOf(flags: ConnectionFlags, env: NodeJS.ProcessEnv): Settings {
  const variable = (name: string): string | undefined => env[name] || undefined;
  const connection = {
    kubeconfig: flags.kubeconfig ?? variable('KUBECONFIG'),
    context: flags.context ?? variable('HELM_KUBECONTEXT'),
    token: flags.token ?? variable('HELM_KUBETOKEN'),
    asUser: flags.asUser ?? variable('HELM_KUBEASUSER'),
    asGroups: flags.asGroups ?? variable('HELM_KUBEASGROUPS')?.split(',').filter(Boolean),
    apiServer: flags.apiServer ?? variable('HELM_KUBEAPISERVER'),
    caFile: flags.caFile ?? variable('HELM_KUBECAFILE'),
    insecure: flags.insecure ?? truth(variable('HELM_KUBEINSECURE_SKIP_TLS_VERIFY')),
    tlsServerName: flags.tlsServerName ?? variable('HELM_KUBETLS_SERVER_NAME'),
  };
  return {
    namespace: flags.namespace ?? variable('HELM_NAMESPACE'),
    connection: Object.fromEntries(Object.entries(connection).filter(([, value]) => value !== undefined)),
    helmBin: variable('HELM_BIN') ?? 'helm',
    driver: (variable('HELM_DRIVER') ?? 'secret').toLowerCase(),
  };
}

/** The same settings in Helm's own variables: for a command line that is to speak of the same cluster. */
export function environmentOf({namespace, connection, driver}: Settings): NodeJS.ProcessEnv {
  const {kubeconfig, context, token, asUser, asGroups, apiServer, caFile, insecure, tlsServerName} = connection;
  const entries = {
    HELM_NAMESPACE: namespace,
    KUBECONFIG: kubeconfig,
    HELM_KUBECONTEXT: context,
    HELM_KUBETOKEN: token,
    HELM_KUBEASUSER: asUser,
    HELM_KUBEASGROUPS: asGroups?.join(','),
    HELM_KUBEAPISERVER: apiServer,
    HELM_KUBECAFILE: caFile,
    HELM_KUBEINSECURE_SKIP_TLS_VERIFY: insecure === true ? 'true' : undefined,
    HELM_KUBETLS_SERVER_NAME: tlsServerName,
    HELM_DRIVER: driver,
  };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

/** The words that Go's strconv.ParseBool takes for true; helm sets the variable to `false` when nobody asked. */
function truth(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value) ? true : undefined;
}
