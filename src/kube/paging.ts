import {metadataOf, objectsIn, textOf} from '../model/json.ts';
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
  let page: Readonly<Record<string, string>> = {limit: String(PAGE)};
  for (;;) {
    const answer = await getJson(connection, {
      path,
      query: {...page, ...query},
      ...(accept === undefined ? {} : {accept}),
    });
    if (answer.status === 410 && page['continue'] !== undefined) {
      // The token expired while we paged. A list that goes on is not whole, and one that starts to page again may expire again:
      // so all of it is asked for at once, as Kubernetes' own clients do.
      items = [];
      page = {};
      continue;
    }
    if (answer.status !== 200) return {refused: answer};
    for (const item of objectsIn(answer.body['items'])) items.push(item);
    const token = textOf(metadataOf(answer.body)['continue']);
    if (token === '') return {items};
    page = {limit: String(PAGE), continue: token};
  }
}
