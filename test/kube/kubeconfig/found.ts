import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import type {ConnectionSettings} from '../../../src/kube/kubeconfig/model.ts';
import {findTarget} from '../../../src/kube/kubeconfig/target.ts';

/** Files of these names, in a folder that goes when the test ends. */
export function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'helm-drift-target-'));
  onTestFinished(() => rmSync(path, {recursive: true, force: true}));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), {recursive: true});
    writeFileSync(join(path, name), text);
  }
  return path;
}

export interface Fields {
  readonly cluster?: object;
  readonly user?: object;
  readonly context?: object;
  readonly current?: string;
}

/** A kubeconfig of one context `one`. */
export const config = ({cluster, user, context, current = 'one'}: Fields = {}): string =>
  JSON.stringify({
    'current-context': current,
    clusters: [{name: 'c', cluster: {server: 'https://one:6443', ...cluster}}],
    users: [{name: 'u', user: {...user}}],
    contexts: [{name: 'one', context: {cluster: 'c', user: 'u', ...context}}],
  });

/** What is meant by a kubeconfig of this text; undefined: by one that is not there. */
export const find = (
  text: string | undefined,
  settings: ConnectionSettings = {},
  {env = {}, serviceAccount = '/nowhere'}: {env?: NodeJS.ProcessEnv; serviceAccount?: string} = {},
) => {
  const file = text === undefined ? '/nowhere/config' : join(folder({config: text}), 'config');
  return findTarget({kubeconfig: file, ...settings}, {env, serviceAccount});
};
