import {readFile} from 'node:fs/promises';
import {UserError, messageOf} from '../model/errors.ts';
import type {JsonObject} from '../model/json.ts';
import {execLogin} from './exec-plugin.ts';
import type {ClusterEntry, UserEntry} from './kubeconfig/model.ts';
import type {Target} from './kubeconfig/resolve.ts';
import {inFlight} from './in-flight.ts';

/** A client certificate and its key, PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** What a request shows of whoever asks. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly certificate: Certificate | undefined;
}

export interface Login {
  /** As things are now: token files are rewritten and plugins' credentials expire while a watch runs. */
  credentials(): Promise<Credentials>;
  /** The server did not take the last credentials: a plugin is asked for others. */
  readonly renew: () => void;
}

type Authorize = () => Promise<{readonly authorization?: string; readonly certificate?: Certificate}>;

/**
 * Who asks, in client-go's order: what the URL holds, a token (its file wins), a password, else an exec plugin or an auth
 * provider. A client certificate goes along with a token, and no plugin is run beside one. Over plain HTTP nobody logs in.
 */
export async function loginOf(target: Target, env: NodeJS.ProcessEnv): Promise<Login> {
  const {user, url} = target;
  const impersonation = impersonationOf(user);
  const own =
    url.username === '' ? undefined : basic(decodeURIComponent(url.username), decodeURIComponent(url.password));
  const isSecure = url.protocol === 'https:';
  const {authorize, renew} = isSecure ? await methodOf(target, env) : NOBODY;
  // Hundreds of requests at once read a file once.
  const heldCertificate = inFlight(() => certificateOf(user));
  return {
    renew,
    async credentials() {
      const certificate = isSecure ? await heldCertificate() : undefined;
      const given = own === undefined ? await authorize() : {authorization: own};
      const {authorization} = given;
      const held = certificate ?? given.certificate;
      return {
        headers: {...(authorization === undefined ? {} : {Authorization: sendable(authorization)}), ...impersonation},
        certificate: held,
      };
    },
  };
}

interface Method {
  readonly authorize: Authorize;
  readonly renew: () => void;
}

const NOBODY: Method = {authorize: async () => ({}), renew: () => {}};

async function methodOf({user, cluster}: Target, env: NodeJS.ProcessEnv): Promise<Method> {
  const {token, tokenFile, username, password, exec, authProvider, certFile, certData} = user;
  if (token !== '' || tokenFile !== '') return {...NOBODY, authorize: bearer(token, tokenFile)};
  if (username !== '' || password !== '')
    return {...NOBODY, authorize: async () => ({authorization: basic(username, password)})};
  if (exec !== undefined && certFile === '' && certData === '') {
    const login = execLogin(exec, {cluster: await clusterInfo(cluster), env});
    const authorize: Authorize = async () => {
      const {token: given, certificate, key} = await login.credential();
      return {
        ...(given === '' ? {} : {authorization: `Bearer ${given}`}),
        ...(certificate === '' ? {} : {certificate: {cert: certificate, key}}),
      };
    };
    return {authorize, renew: login.renew};
  }
  if (authProvider === undefined) return NOBODY;
  const {authProviderLogin} = await import('./auth-provider.ts');
  return {...NOBODY, authorize: authProviderLogin(authProvider)};
}

/** The token file's last word counts for as long as it cannot be read. */
function bearer(token: string, file: string): Authorize {
  let last = token;
  return inFlight(async () => {
    if (file !== '') {
      try {
        last = (await readFile(file, 'utf8')).trim() || last;
      } catch (error) {
        if (last === '') throw unreadable('token file', file, error);
      }
    }
    // Whoever means to be somebody is not to go on as nobody.
    if (last === '') throw unreadable('token file', file, `${file} is empty`);
    return {authorization: `Bearer ${last}`};
  });
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** Files are read each time: whoever renews a certificate writes it there. */
async function certificateOf({certFile, certData, keyFile, keyData}: UserEntry): Promise<Certificate | undefined> {
  if (certFile === '' && certData === '') return undefined;
  const [cert, key] = await Promise.all([
    pemOf(certData, certFile, 'client certificate'),
    pemOf(keyData, keyFile, 'client key'),
  ]);
  return {cert, key};
}

/** The PEM of a certificate or key that stands in the kubeconfig itself or in a file; '' where there is neither. */
export async function pemOf(data: string, file: string, what: string): Promise<string> {
  if (data !== '') return Buffer.from(data, 'base64').toString('utf8');
  if (file === '') return '';
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(what, file, error);
  });
}

function unreadable(what: string, file: string, error: unknown): UserError {
  return new UserError(`cannot read the ${what} that the kubeconfig names: ${messageOf(error)}`, `Mend ${file}.`, {
    code: 'unauthorized',
    cause: error,
  });
}

/** What an exec plugin is told of the cluster, in the words of client.authentication.k8s.io. */
async function clusterInfo(cluster: ClusterEntry): Promise<JsonObject> {
  const {server, tlsServerName, insecure, caFile, caData, proxyUrl, disableCompression, execConfig = null} = cluster;
  const authority = Buffer.from(await pemOf(caData, caFile, 'certificate authority')).toString('base64');
  return {
    server,
    ...(tlsServerName === '' ? {} : {'tls-server-name': tlsServerName}),
    ...(insecure ? {'insecure-skip-tls-verify': true} : {}),
    ...(authority === '' ? {} : {'certificate-authority-data': authority}),
    ...(proxyUrl === '' ? {} : {'proxy-url': proxyUrl}),
    ...(disableCompression ? {'disable-compression': true} : {}),
    config: execConfig,
  };
}

function impersonationOf({as, asUid, asGroups, asExtra}: UserEntry): Record<string, string | string[]> {
  if (as === '') return {};
  const extra = Object.entries(asExtra)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => [`Impersonate-Extra-${headerName(name)}`, values.map(sendable)] as const);
  return {
    'Impersonate-User': sendable(as),
    ...(asUid === '' ? {} : {'Impersonate-Uid': sendable(asUid)}),
    ...(asGroups.length === 0 ? {} : {'Impersonate-Group': asGroups.map(sendable)}),
    ...Object.fromEntries(extra),
  };
}

/** The part of a header's name that is a key of `as-user-extra`: what no such name may hold is percent-encoded, as UTF-8. */
function headerName(key: string): string {
  return [...Buffer.from(key, 'utf8')]
    .map((byte) => {
      const text = String.fromCharCode(byte);
      return /[!#$&'*+.^_`|~\w-]/.test(text) ? text : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** A header's value as Go sends it: the bytes of UTF-8, which Node takes one character each. Throws where it is no value. */
function sendable(value: string): string {
  const bytes = Buffer.from(value, 'utf8').toString('latin1');
  if (/[^\t\u0020-\u007E\u0080-\u00FF]/.test(bytes))
    throw new UserError(
      'cannot log in: a token or a name of the kubeconfig holds a line break or another control character',
      "Check the context's user: `kubectl auth whoami` must work.",
      {code: 'unauthorized'},
    );
  return bytes;
}
