import {dirname, isAbsolute, join, resolve} from 'node:path';
import {isList, isObject} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {readYamlDocuments} from '../../yaml/read.ts';
import {isPath} from './paths.ts';
import type {AuthProvider, ClusterEntry, ContextEntry, ExecPlugin, Kubeconfig, UserEntry} from './model.ts';

const EXEC_EXTENSION = 'client.authentication.k8s.io/exec';
/** Versions of the exec API that need no interactiveMode. */
const LENIENT = new Set(['client.authentication.k8s.io/v1beta1', 'client.authentication.k8s.io/v1alpha1']);

/**
 * One kubeconfig file. Relative paths are relative to the folder of the file that names them. Throws an Error that names the
 * field where one is of the wrong type: client-go refuses the whole file then.
 */
export function parseKubeconfig(text: string, file: string): Kubeconfig {
  const [document] = readYamlDocuments(text, {name: file});
  const root = objectOf(document?.value, 'the file');
  const kind = textOf(root['kind'], 'kind') || 'Config';
  const apiVersion = textOf(root['apiVersion'], 'apiVersion') || 'v1';
  if (kind !== 'Config' || apiVersion !== 'v1') throw new Error(`it is ${kind} of ${apiVersion}, not Config of v1`);
  const folder = resolve(dirname(file));
  return {
    files: [file],
    currentContext: textOf(root['current-context'], 'current-context'),
    clusters: named(root, 'clusters', 'cluster', (fields, at) => clusterOf(fields, at, folder)),
    users: named(root, 'users', 'user', (fields, at) => userOf(fields, at, folder)),
    contexts: named(root, 'contexts', 'context', contextOf),
  };
}

function named<T>(
  root: JsonObject,
  list: string,
  field: string,
  entryOf: (fields: JsonObject, at: string) => T,
): Map<string, T> {
  const entries = new Map<string, T>();
  listOf(root[list], list).forEach((item, index) => {
    const at = `${list}[${index}]`;
    const fields = objectOf(item, at);
    const name = textOf(fields['name'], `${at}.name`);
    if (entries.has(name)) throw new Error(`${list} has two entries of the name "${name}"`);
    entries.set(name, entryOf(objectOf(fields[field], `${at}.${field}`), `${at}.${field}`));
  });
  return entries;
}

function contextOf(fields: JsonObject, at: string): ContextEntry {
  const text = (name: string): string => textOf(fields[name], `${at}.${name}`);
  return {cluster: text('cluster'), user: text('user'), namespace: text('namespace')};
}

function clusterOf(fields: JsonObject, at: string, folder: string): ClusterEntry {
  const text = (name: string): string => textOf(fields[name], `${at}.${name}`);
  const flag = (name: string): boolean => flagOf(fields[name], `${at}.${name}`);
  const extensions = listOf(fields['extensions'], `${at}.extensions`).map((item) => objectOf(item, `${at}.extensions`));
  return {
    server: text('server'),
    tlsServerName: text('tls-server-name'),
    insecure: flag('insecure-skip-tls-verify'),
    caFile: pathIn(folder, text('certificate-authority')),
    caData: dataOf(fields['certificate-authority-data'], `${at}.certificate-authority-data`),
    proxyUrl: text('proxy-url'),
    disableCompression: flag('disable-compression'),
    execConfig: extensions.find(({name}) => name === EXEC_EXTENSION)?.['extension'],
  };
}

function userOf(fields: JsonObject, at: string, folder: string): UserEntry {
  const text = (name: string): string => textOf(fields[name], `${at}.${name}`);
  const path = (name: string): string => pathIn(folder, text(name));
  const data = (name: string): string => dataOf(fields[name], `${at}.${name}`);
  const extra = objectOf(fields['as-user-extra'], `${at}.as-user-extra`);
  return {
    certFile: path('client-certificate'),
    certData: data('client-certificate-data'),
    keyFile: path('client-key'),
    keyData: data('client-key-data'),
    token: text('token'),
    tokenFile: path('tokenFile'),
    username: text('username'),
    password: text('password'),
    as: text('as'),
    asUid: text('as-uid'),
    asGroups: textsOf(fields['as-groups'], `${at}.as-groups`),
    asExtra: mapped(extra, (values, name) => textsOf(values, `${at}.as-user-extra.${name}`)),
    authProvider: authProviderOf(fields['auth-provider'], `${at}.auth-provider`),
    exec: execOf(fields['exec'], `${at}.exec`, folder),
  };
}

function authProviderOf(value: Json | undefined, at: string): AuthProvider | undefined {
  if (value === undefined || value === null) return undefined;
  const fields = objectOf(value, at);
  const config = objectOf(fields['config'], `${at}.config`);
  return {
    name: textOf(fields['name'], `${at}.name`),
    config: mapped(config, (one, name) => textOf(one, `${at}.config.${name}`)),
  };
}

function execOf(value: Json | undefined, at: string, folder: string): ExecPlugin | undefined {
  if (value === undefined || value === null) return undefined;
  const fields = objectOf(value, at);
  const text = (name: string): string => textOf(fields[name], `${at}.${name}`);
  const command = text('command');
  const apiVersion = text('apiVersion');
  return {
    // A name without a slash is looked for on PATH.
    command: isPath(command) ? pathIn(folder, command) : command,
    args: textsOf(fields['args'], `${at}.args`),
    env: listOf(fields['env'], `${at}.env`).map((item) => {
      const one = objectOf(item, `${at}.env`);
      return {name: textOf(one['name'], `${at}.env.name`), value: textOf(one['value'], `${at}.env.value`)};
    }),
    apiVersion,
    installHint: text('installHint'),
    provideClusterInfo: flagOf(fields['provideClusterInfo'], `${at}.provideClusterInfo`),
    interactiveMode: text('interactiveMode') || (LENIENT.has(apiVersion) ? 'IfAvailable' : ''),
  };
}

function pathIn(folder: string, path: string): string {
  return path === '' || isAbsolute(path) ? path : join(folder, path);
}

function mapped<T>(
  object: JsonObject,
  valueOf: (value: Json | undefined, name: string) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, valueOf(value, name)]));
}

function objectOf(value: Json | undefined, at: string): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new Error(`${at} is no object`);
  return value;
}

function listOf(value: Json | undefined, at: string): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (!isList(value)) throw new Error(`${at} is no list`);
  return value;
}

function textsOf(value: Json | undefined, at: string): readonly string[] {
  return listOf(value, at).map((item) => textOf(item, at));
}

function textOf(value: Json | undefined, at: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new Error(`${at} is no text`);
  return value;
}

function flagOf(value: Json | undefined, at: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw new Error(`${at} is neither true nor false`);
  return value;
}

function dataOf(value: Json | undefined, at: string): string {
  const text = textOf(value, at).replace(/[\r\n]/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) throw new Error(`${at} is no base64`);
  return text;
}
