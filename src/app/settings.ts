import type {ConnectionSettings} from '../kube/connection.ts';

export interface Settings {
  /** From -n or HELM_NAMESPACE; undefined leaves it to the kubeconfig's context. */
  readonly namespace: string | undefined;
  readonly connection: ConnectionSettings;
  readonly helmBin: string;
  readonly driver: string;
}

/**
 * Joins flags and Helm's environment; a flag wins. Helm takes its own flags out of our argv and sets variables instead,
 * and without helm the same flags reach us directly: both ways end here.
 */
export function resolveSettings(args: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv): Settings {
  const flag = (name: string): string | undefined => {
    const value = args[name];
    // yargs makes a list of a flag that was given twice; like helm, take the last.
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    return typeof last === 'string' && last !== '' ? last : undefined;
  };
  const variable = (name: string): string | undefined => env[name] || undefined;
  const groups =
    (args['kube-as-group'] as string[] | undefined) ?? variable('HELM_KUBEASGROUPS')?.split(',').filter(Boolean);
  const connection = {
    kubeconfig: flag('kubeconfig') ?? variable('KUBECONFIG'),
    context: flag('kube-context') ?? variable('HELM_KUBECONTEXT'),
    token: flag('kube-token') ?? variable('HELM_KUBETOKEN'),
    asUser: flag('kube-as-user') ?? variable('HELM_KUBEASUSER'),
    asGroups: groups,
    apiServer: flag('kube-apiserver') ?? variable('HELM_KUBEAPISERVER'),
    caFile: flag('kube-ca-file') ?? variable('HELM_KUBECAFILE'),
    insecure: switchOf(args['kube-insecure-skip-tls-verify']) ?? truth(variable('HELM_KUBEINSECURE_SKIP_TLS_VERIFY')),
    tlsServerName: flag('kube-tls-server-name') ?? variable('HELM_KUBETLS_SERVER_NAME'),
  };
  return {
    namespace: flag('namespace') ?? variable('HELM_NAMESPACE'),
    connection: Object.fromEntries(Object.entries(connection).filter(([, value]) => value !== undefined)),
    helmBin: variable('HELM_BIN') ?? 'helm',
    driver: (variable('HELM_DRIVER') ?? 'secret').toLowerCase(),
  };
}

function switchOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** The words that Go's strconv.ParseBool takes for true; helm sets the variable to `false` when nobody asked. */
function truth(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value) ? true : undefined;
}
