import {helmFailure} from '../helm/helm.ts';
import type {Helm, HelmRun} from '../helm/helm.ts';
import type {Connection} from '../kube/connection.ts';
import {discover, resourcePath} from '../kube/discovery.ts';
import {pause} from '../kube/pause.ts';
import {getJson, UnreachableError, writeJson} from '../kube/request.ts';
import type {ApiResponse, WriteRequest} from '../kube/request.ts';
import {theCluster} from '../model/cluster-words.ts';
import {UserError} from '../model/errors.ts';
import {textOf} from '../model/json.ts';
import {mutationsOf} from '../model/scenario.ts';
import type {ApiResource} from '../model/ports.ts';
import type {Mutation, MutationResult, MutationTarget, SandboxWriter} from '../model/scenario.ts';
import {stringifyJson} from '../yaml/json.ts';
import {kubeSystemUid} from './identity.ts';

/**
 * The one place of ours, beside fix, that writes to a cluster: and only to the one whose kube-system namespace has this
 * uid. It looks before each write, for a connection says where it goes, not who answers there.
 */
export function sandboxWriter(connection: Connection, helm: Helm, uid: string): SandboxWriter {
  const guard = async (): Promise<void> => {
    if ((await kubeSystemUid(connection)) === uid) return;
    throw new UserError(
      `${theCluster(connection.identity)} at ${connection.server.origin} is not the sandbox: nothing was written there`,
      'A scenario is played on the sandbox alone: unset KUBECONFIG and name no other cluster.',
    );
  };
  return {
    assertSandbox: guard,
    async install({release, steps}) {
      await guard();
      if (release.from !== 'chart')
        throw new UserError('a scenario of files cannot be installed', 'Play it without --live.');
      const {name, chart, values} = release;
      for (const {action, target} of mutationsOf({steps}))
        if (action.do === 'create') await remove(connection, await find(connection, target), target, release.namespace);
      const gone = await helm.run(['uninstall', name, '--ignore-not-found']);
      if (gone.code !== 0) throw helmFailed('uninstall', name, gone);
      const settings = Object.entries(values).map(([key, value]) => `--set-json=${key}=${stringifyJson(value)}`);
      const made = await helm.run(['install', name, chart, '--create-namespace', ...settings]);
      if (made.code !== 0) throw helmFailed('install', name, made);
    },
    async mutate(mutation, releaseNamespace) {
      await guard();
      const resource = await find(connection, mutation.target);
      if (typeof resource === 'string') return {absent: resource};
      return carryOut(connection, resource, mutation, mutation.target.namespace ?? releaseNamespace);
    },
  };
}

function helmFailed(action: string, name: string, run: HelmRun): UserError {
  return helmFailure(
    `helm cannot ${action} ${name} on the sandbox`,
    run,
    "The words are helm's own. A fresh one: `helm drift sandbox reset`.",
  );
}

/** The resource of a target, or why there is none. */
async function find(connection: Connection, {kind, group}: MutationTarget): Promise<ApiResource | string> {
  const {preferred} = await discover(connection);
  const found = preferred.filter((one) => one.kind === kind && (group === undefined || one.group === group));
  const [first] = found;
  if (first === undefined)
    return `the cluster serves no ${kind}${group === undefined || group === '' ? '' : ` of ${group}`}`;
  if (found.length === 1) return first;
  const groups = found.map((one) => one.group).filter((one) => one !== '');
  return `${kind} is served by several groups: write ${groups.map((one) => `${kind}.${one}`).join(' or ')}`;
}

async function carryOut(
  connection: Connection,
  resource: ApiResource,
  {manager, target, action}: Mutation,
  namespace: string,
): Promise<MutationResult> {
  const path = resourcePath(resource, namespace, target.name);
  const patch = (contentType: string, body: unknown, at = path): Promise<ApiResponse> =>
    send(connection, 'PATCH', at, {manager, contentType, body});
  switch (action.do) {
    case 'patch': {
      const answer = await patch('application/strategic-merge-patch+json', action.patch);
      // The server has no Go type of a custom resource to merge by.
      return result(
        answer.status === 415 ? await patch('application/merge-patch+json', action.patch) : answer,
        resource,
        target,
        namespace,
      );
    }
    case 'jsonPatch':
      return result(await patch('application/json-patch+json', action.patch), resource, target, namespace);
    case 'scale':
      return result(
        await patch('application/merge-patch+json', {spec: {replicas: action.replicas}}, `${path}/scale`),
        resource,
        target,
        namespace,
      );
    case 'create':
      return result(
        await send(connection, 'POST', resourcePath(resource, namespace), {
          manager,
          contentType: 'application/json',
          body: action.object,
        }),
        resource,
        target,
        namespace,
      );
    case 'delete':
      return remove(connection, resource, target, namespace);
  }
}

async function remove(
  connection: Connection,
  resource: ApiResource | string,
  target: MutationTarget,
  namespace: string,
): Promise<MutationResult> {
  if (typeof resource === 'string') return {absent: resource};
  const path = resourcePath(resource, target.namespace ?? namespace, target.name);
  const answer = await send(connection, 'DELETE', path, {
    contentType: 'application/json',
    body: {propagationPolicy: 'Background'},
  });
  // Finalizers may hold it for a while.
  for (
    let attempt = 0;
    attempt < 100 && answer.status === 200 && (await getJson(connection, {path})).status === 200;
    attempt++
  )
    await pause(100);
  return result(answer, resource, target, namespace);
}

function result(
  {status, body}: ApiResponse,
  {kind, namespaced}: ApiResource,
  {name}: MutationTarget,
  namespace: string,
): MutationResult {
  if (status >= 200 && status < 300) return {done: true};
  if (status === 404) return {absent: `${kind}/${name} does not exist${namespaced ? ` in ${namespace}` : ''}`};
  return {refused: textOf(body['message']) || `it answered ${status}`};
}

interface Sent {
  /** The field manager. */
  readonly manager?: string;
  readonly contentType: string;
  readonly body: unknown;
}

async function send(
  connection: Connection,
  method: WriteRequest['method'],
  path: string,
  {manager, contentType, body}: Sent,
): Promise<ApiResponse> {
  const query = manager === undefined ? {} : {fieldManager: manager};
  try {
    return await writeJson(connection, {method, path, query, contentType, body: stringifyJson(body)});
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    throw new UserError(`the sandbox does not answer: ${error.message}`, 'See `helm drift sandbox status`.', {
      code: 'unreachable',
      cause: error,
    });
  }
}
