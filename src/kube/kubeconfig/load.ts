import {readFile} from 'node:fs/promises';
import {delimiter, join} from 'node:path';
import {messageOf, UserError, errorCodeOf} from '../../model/errors.ts';
import {mergeKubeconfigs} from './merge.ts';
import type {ConnectionSettings, Kubeconfig} from './model.ts';
import {parseKubeconfig} from './parse.ts';

/**
 * The kubeconfig that counts: the one file of --kubeconfig, else all files of $KUBECONFIG, else ~/.kube/config. Throws
 * UserError where a file that is there cannot be understood, or the one of the flag is not there.
 */
export async function loadKubeconfig(settings: ConnectionSettings, env: NodeJS.ProcessEnv): Promise<Kubeconfig> {
  const isNamed = settings.isOneFile === true;
  const configs = await Promise.all(kubeconfigFiles(settings, env).map((file) => loadFile(file, isNamed)));
  return mergeKubeconfigs(configs.filter((config) => config !== undefined));
}

/** The files that would be read, whether they are there or not. */
export function kubeconfigFiles(
  {isOneFile = false, kubeconfig}: ConnectionSettings,
  env: NodeJS.ProcessEnv,
): readonly string[] {
  const list = kubeconfig ?? env['KUBECONFIG'] ?? '';
  if (isOneFile && list !== '') return [list];
  if (list !== '') return [...new Set(list.split(delimiter).filter((file) => file !== ''))];
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  return home === '' ? [] : [join(home, '.kube', 'config')];
}

async function loadFile(file: string, isNamed: boolean): Promise<Kubeconfig | undefined> {
  try {
    return parseKubeconfig(await readFile(file, 'utf8'), file);
  } catch (error) {
    const isAbsent = errorCodeOf(error) === 'ENOENT';
    if (isAbsent && !isNamed) return undefined;
    const said = messageOf(error).split('\n', 1)[0] ?? '';
    throw new UserError(
      `cannot read the kubeconfig ${file}: ${said.replace(`${file}:`, 'line ')}`,
      'Name a valid one with --kubeconfig or KUBECONFIG, or compare files: --baseline FILE --live FILE.',
      {cause: error},
    );
  }
}
