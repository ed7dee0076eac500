import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {connect} from '../../src/kube/connection.ts';
import type {Connection, ConnectionSettings} from '../../src/kube/connection.ts';
import {stringifyJson} from '../../src/yaml/json.ts';

interface Parts {
  readonly context?: string;
  readonly server?: string;
  readonly user?: object | null;
  readonly namespace?: string;
  readonly cluster?: object;
}

/** A kubeconfig of one context; JSON, which is YAML. */
export function config({
  context = 'prod',
  server = 'https://prod:6443',
  user = {token: 't'},
  namespace,
  cluster,
}: Parts = {}) {
  return stringifyJson({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context,
    clusters: [{name: context, cluster: {server, ...cluster}}],
    users: user === null ? [] : [{name: `${context}-user`, user}],
    contexts: [
      {name: context, context: {cluster: context, ...(user === null ? {} : {user: `${context}-user`}), namespace}},
    ],
  });
}

/** Goes when the test ends. */
export function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'helm-drift-kubeconfig-'));
  onTestFinished(() => rmSync(path, {recursive: true, force: true}));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

/** A connection by a kubeconfig of this text. */
export async function opened(text: string, settings: ConnectionSettings = {}): Promise<Connection> {
  const connection = await connect({kubeconfig: join(folder({config: text}), 'config'), ...settings});
  onTestFinished(() => connection.close());
  return connection;
}
