import {isObject} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {Connection} from './connection.ts';
import {getJson} from './request.ts';
import type {ApiResponse} from './request.ts';

/** Objects a page: small enough for a busy API server, large enough that nearly every kind fits into one. */
const PAGE = 500;

/** All items of a collection, page by page; the server's answer where it refuses. Throws what getJson throws. */
export async function listAll(
  connection: Connection,
  path: string,
  query: Readonly<Record<string, string>>,
  accept?: string,
): Promise<{readonly items: readonly JsonObject[]} | {readonly refused: ApiResponse}> {
  let items: JsonObject[] = [];
  let token = '';
  for (;;) {
    const page = {limit: String(PAGE), ...query, ...(token === '' ? {} : {continue: token})};
    const answer = await getJson(connection, {path, query: page, ...(accept === undefined ? {} : {accept})});
    if (answer.status === 410 && token !== '') {
      // The token expired while we paged; a list that starts again is whole, one that goes on is not.
      items = [];
      token = '';
      continue;
    }
    if (answer.status !== 200) return {refused: answer};
    items = [...items, ...((answer.body['items'] as readonly JsonObject[] | undefined) ?? [])];
    const metadata = answer.body['metadata'];
    token = isObject(metadata) && typeof metadata['continue'] === 'string' ? metadata['continue'] : '';
    if (token === '') return {items};
  }
}
