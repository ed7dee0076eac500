import {metadataOf, objectsIn, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {Connection} from './connection.ts';
import {getJson} from './request.ts';
import type {ApiResponse} from './request.ts';

/** Objects a page: small enough for a busy API server, large enough that nearly every kind fits into one. */
const PAGE = 500;

type Page = {readonly items: readonly JsonObject[]; readonly isLast?: boolean} | {readonly refused: ApiResponse};

interface Form {
  readonly accept?: string;
  /** The API server's cache has all of it at hand, and knows no pages. */
  readonly fromCache?: boolean;
  readonly limit?: number;
}

/**
 * All items of a collection, page by page, or from the API server's cache at once; the server's answer where it refuses. Throws
 * what getJson throws.
 */
export async function listAll(
  connection: Connection,
  path: string,
  query: Readonly<Record<string, string>>,
  form: Form = {},
): Promise<Page> {
  const items: JsonObject[] = [];
  if (form.fromCache === true) return wholeList(connection, path, {...query, resourceVersion: '0'}, form);
  let pages = 0;
  for await (const page of pagesOf(connection, path, query, form)) {
    // The token expired while we paged. A list that goes on is not whole, and one that starts to page again may expire again:
    // so all of it is asked for at once, as Kubernetes' own clients do.
    if ('refused' in page)
      return page.refused.status === 410 && pages > 0 ? wholeList(connection, path, query, form) : page;
    pages += 1;
    for (const item of page.items) items.push(item);
  }
  return {items};
}

async function wholeList(
  connection: Connection,
  path: string,
  query: Readonly<Record<string, string>>,
  {accept}: Form,
): Promise<Page> {
  const answer = await getJson(connection, {path, query, ...(accept === undefined ? {} : {accept})});
  return answer.status === 200 ? {items: objectsIn(answer.body['items'])} : {refused: answer};
}

/** The pages of a collection in the order of their keys, each asked for when it is wanted; a refusal is the last. */
export async function* pagesOf(
  connection: Connection,
  path: string,
  query: Readonly<Record<string, string>>,
  {accept, limit = PAGE}: Form = {},
): AsyncGenerator<Page> {
  let token = '';
  do {
    const answer = await getJson(connection, {
      path,
      query: {limit: String(limit), ...(token === '' ? {} : {continue: token}), ...query},
      ...(accept === undefined ? {} : {accept}),
    });
    if (answer.status !== 200) {
      yield {refused: answer};
      return;
    }
    token = textOf(metadataOf(answer.body)['continue']);
    yield {items: objectsIn(answer.body['items']), isLast: token === ''};
  } while (token !== '');
}
