import {helmVariables} from '../helm/environment.ts';
import type {ConnectionSettings} from '../kube/connection.ts';
import {chosenContext} from '../kube/kubeconfig/chosen.ts';

export interface Settings {
  /** From -n or HELM_NAMESPACE; undefined leaves it to the kubeconfig's context. */
  readonly namespace: string | undefined;
  readonly connection: ConnectionSettings;
  readonly helmBin: string;
  /** What helm finds on stdin: values for a chart that came on our own. */
  readonly helmInput?: string;
  readonly driver: string;
  /** Where proxies, exec plugins and the pod's own cluster are found; this process's own where nothing is said. */
  readonly env?: NodeJS.ProcessEnv;
  /** Nothing that a Secret holds is ever asked for, whatever rights there are. */
  readonly withoutSecrets?: true;
  /** Whether Events in the cluster tell of what is written; they do where nothing is said. */
  readonly events?: boolean;
}

/** What flags say of the cluster and the namespace; `kubeconfig` is one file, as its flag takes it. */
export interface ConnectionFlags extends Omit<ConnectionSettings, 'isOneFile'> {
  readonly namespace?: string;
}

/**
 * Joins flags and Helm's environment; a flag wins. Helm takes its own flags out of our argv and sets variables instead, and
 * without helm the same flags reach us directly: both ways end here.
 */
export function settingsOf(flags: ConnectionFlags, env: NodeJS.ProcessEnv): Settings {
  const variable = (name: string): string | undefined => env[name] || undefined;
  const connection = {
    kubeconfig: flags.kubeconfig || variable('KUBECONFIG'),
    isOneFile: flags.kubeconfig ? true : undefined,
    context: flags.context ?? variable('HELM_KUBECONTEXT'),
    token: flags.token ?? variable('HELM_KUBETOKEN'),
    asUser: flags.asUser ?? variable('HELM_KUBEASUSER'),
    asGroups: flags.asGroups ?? groupsOf(variable('HELM_KUBEASGROUPS')),
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
    env,
  };
}

/** The same settings in Helm's own variables: for a command line that is to speak of the same cluster. */
export function environmentOf({namespace, connection, driver}: Settings): NodeJS.ProcessEnv {
  // The context that the session speaks to, whatever the kubeconfig calls its current one by now.
  const context = chosenContext(connection);
  const variables = helmVariables(namespace, context === undefined ? connection : {...connection, context});
  return {...variables, HELM_DRIVER: driver};
}

/** As helm reads the list: commas and spaces around it mean nothing. */
function groupsOf(list: string | undefined): readonly string[] | undefined {
  const text = list?.replace(/^[, ]+|[, ]+$/g, '') ?? '';
  return text === '' ? undefined : text.split(',');
}

/** The words that Go's strconv.ParseBool takes for true; helm sets the variable to `false` when nobody asked. */
function truth(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value) ? true : undefined;
}
