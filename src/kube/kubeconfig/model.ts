import type {Json} from '../../model/json.ts';

/**
 * What kubeconfig files say, as client-go understands them. An empty text is a field that nobody set: client-go makes no
 * difference between the two, and neither do its rules of merging.
 */
export interface Kubeconfig {
  /** The files that were read, in the order that gives precedence; those that are not there are left out. */
  readonly files: readonly string[];
  readonly currentContext: string;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
}

export interface ContextEntry {
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
}

/** Paths are absolute; data is base64, as it stands in the file. */
export interface ClusterEntry {
  readonly server: string;
  readonly tlsServerName: string;
  readonly insecure: boolean;
  readonly caFile: string;
  readonly caData: string;
  readonly proxyUrl: string;
  readonly disableCompression: boolean;
  /** What the cluster tells exec plugins: its extension `client.authentication.k8s.io/exec`. */
  readonly execConfig: Json | undefined;
}

export interface UserEntry {
  readonly certFile: string;
  readonly certData: string;
  readonly keyFile: string;
  readonly keyData: string;
  readonly token: string;
  readonly tokenFile: string;
  readonly username: string;
  readonly password: string;
  readonly as: string;
  readonly asUid: string;
  readonly asGroups: readonly string[];
  readonly asExtra: Readonly<Record<string, readonly string[]>>;
  readonly authProvider: AuthProvider | undefined;
  readonly exec: ExecPlugin | undefined;
}

export interface AuthProvider {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
}

/** A program that logs in: https://kubernetes.io/docs/reference/config-api/client-authentication.v1. */
export interface ExecPlugin {
  /** Absolute where it holds a slash, else a name to be found on PATH. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly {readonly name: string; readonly value: string}[];
  readonly apiVersion: string;
  readonly installHint: string;
  readonly provideClusterInfo: boolean;
  /** Never, IfAvailable, Always; '' is an error. */
  readonly interactiveMode: string;
}

export const NO_CLUSTER: ClusterEntry = {
  server: '',
  tlsServerName: '',
  insecure: false,
  caFile: '',
  caData: '',
  proxyUrl: '',
  disableCompression: false,
  execConfig: undefined,
};

export const NO_USER: UserEntry = {
  certFile: '',
  certData: '',
  keyFile: '',
  keyData: '',
  token: '',
  tokenFile: '',
  username: '',
  password: '',
  as: '',
  asUid: '',
  asGroups: [],
  asExtra: {},
  authProvider: undefined,
  exec: undefined,
};

/** How to reach the cluster, as the flags and Helm's environment say. Everything absent is the kubeconfig's business. */
export interface ConnectionSettings {
  /** As $KUBECONFIG holds it: a list of files, of which those that are not there count for nothing. */
  readonly kubeconfig?: string;
  /** Whether it is no list but the one file that `--kubeconfig` names, which must be there. */
  readonly isOneFile?: boolean;
  readonly context?: string;
  readonly token?: string;
  readonly asUser?: string;
  readonly asGroups?: readonly string[];
  readonly apiServer?: string;
  readonly caFile?: string;
  readonly insecure?: boolean;
  readonly tlsServerName?: string;
}
