import {chmodSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {configMap, installed, secret, startApiServer} from '../../app/api-server.ts';
import type {ApiServer, StoredObject} from '../../app/api-server.ts';
import {cli, folderOf} from '../cli.ts';
import type {Ran} from '../cli.ts';

export interface ScriptedCluster {
  readonly server: ApiServer;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** A command line on this cluster. */
  readonly run: (...argv: readonly string[]) => Promise<Ran>;
}

/** What the release `web` in `shop` declares. */
export const WEB: readonly StoredObject[] = [
  configMap('settings', 'shop', {level: 'info', 'a.yaml': 'x: 1'}),
  secret('token', 'shop', {password: 'hunter2-is-secret'}),
];

/** A scripted API server with one release, and a stand-in for helm that prints its manifest. */
export async function scriptedCluster(objects: readonly StoredObject[] = WEB): Promise<ScriptedCluster> {
  const server = await startApiServer();
  onTestFinished(() => server.close());
  const folder = folderOf();
  installed(server, 'web', 'shop', objects);
  const manifest = objects
    .map(({object}) => `---\n# Source: web/templates/all.yaml\n${JSON.stringify(object)}\n`)
    .join('');
  writeFileSync(join(folder, 'manifest.yaml'), manifest);
  const helm = join(folder, 'helm');
  writeFileSync(
    helm,
    `#!/bin/sh
case "$1 $2" in
  "get manifest") [ "$3" = web ] && exec cat '${folder}/manifest.yaml'; echo "Error: release: not found" >&2; exit 1;;
  "list --short") echo web;;
  template*) exec cat '${folder}/manifest.yaml';;
  *) echo "Error: unknown command" >&2; exit 1;;
esac
`,
  );
  chmodSync(helm, 0o755);
  const env = {HELM_BIN: helm, HOME: folder, PATH: process.env['PATH'], KUBECONFIG: server.kubeconfig(folder)};
  return {server, folder, env, run: (...argv) => cli(argv, folder, env)};
}

/** Changes a live object, as somebody past Helm would. */
export function edit(server: ApiServer, path: string, change: (object: Live) => object): void {
  const object = server.objects.get(path) as Live;
  const {metadata} = object;
  const entry = {
    manager: 'kubectl-edit',
    operation: 'Update',
    apiVersion: 'v1',
    time: '2026-06-01T00:00:00Z',
    fieldsType: 'FieldsV1',
    fieldsV1: {'f:data': {'f:level': {}}},
  };
  server.objects.set(path, {
    ...change(object),
    metadata: {...metadata, resourceVersion: '8', managedFields: [...metadata.managedFields, entry]},
  });
}

interface Live {
  readonly metadata: {readonly managedFields: readonly object[]};
  readonly data: Readonly<Record<string, string>>;
}

export const SETTINGS = '/api/v1/namespaces/shop/configmaps/settings';
