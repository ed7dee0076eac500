import type {Connection} from '../kube/connection.ts';
import {pause} from '../kube/pause.ts';
import {errorCodeOfStatus, getJson} from '../kube/request.ts';
import {theCluster} from '../model/cluster-words.ts';
import {UserError} from '../model/errors.ts';
import {metadataOf, textOf} from '../model/json.ts';

const MADE_WITHIN_MS = 10_000;

/** The uid of kube-system: every cluster has one of its own, for its whole life. A server makes it soon after it is ready. */
export async function kubeSystemUid(connection: Connection, signal?: AbortSignal): Promise<string> {
  const deadline = Date.now() + MADE_WITHIN_MS;
  for (;;) {
    signal?.throwIfAborted();
    const {status, body} = await getJson(connection, {path: '/api/v1/namespaces/kube-system'});
    if (status === 200) return textOf(metadataOf(body)['uid']);
    if (status !== 404 || signal === undefined || Date.now() > deadline)
      throw new UserError(
        `${theCluster(connection.identity)} does not show its namespace kube-system (${status}): ${textOf(body['message'])}`,
        'Without it nobody can tell which cluster that is.',
        {code: errorCodeOfStatus(status)},
      );
    await pause(100);
  }
}
