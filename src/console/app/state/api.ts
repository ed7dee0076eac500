import {KEY_HEADER} from '../../routes.ts';
import type {DocumentForm, DocumentView, ErrorAnswer, Routes} from '../../routes.ts';

type Posts = Extract<keyof Routes, `POST ${string}`>;

const STORED_KEY = 'helm-drift-key';

/** What the server answered where it was no success. */
export class ApiError extends Error {
  readonly code: ErrorAnswer['error']['code'] | 'network';
  readonly hint: string | undefined;
  constructor(code: ApiError['code'], message: string, hint?: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Half of the session; the other half is a cookie that no script can read. Kept over a reload, not over tabs. */
export function sessionKey(): string | undefined {
  return sessionStorage.getItem(STORED_KEY) ?? undefined;
}

/** The token works once: from here on the key stands for it. */
export async function beginSession(token: string): Promise<void> {
  const {key} = await post('POST /api/session', {token});
  sessionStorage.setItem(STORED_KEY, key);
}

export function post<R extends Posts>(route: R, body: Routes[R]['request']): Promise<Routes[R]['answer']> {
  return ask(route.slice('POST '.length), {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(body),
  }).then((answer) => answer.json() as Promise<Routes[R]['answer']>);
}

export async function get<A>(path: string): Promise<A> {
  return (await ask(path, {})).json() as Promise<A>;
}

export async function getText(path: string): Promise<string> {
  return (await ask(path, {})).text();
}

export async function ask(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  const key = sessionKey();
  if (key !== undefined) headers.set(KEY_HEADER, key);
  let answer: Response;
  try {
    answer = await fetch(path, {...init, headers});
  } catch {
    throw new ApiError('network', 'The console does not answer.', 'Is `helm drift console` still running?');
  }
  if (answer.ok) return answer;
  const told = (await answer.json().catch(() => undefined)) as ErrorAnswer | undefined;
  if (told === undefined) throw new ApiError('internal', `The console answered ${answer.status}.`);
  throw new ApiError(told.error.code, told.error.message, told.error.hint);
}

const documents = new Map<string, Promise<DocumentView>>();

/** An id stands for its content for ever, so one request will do. */
export function documentOf(id: string, form: DocumentForm): Promise<DocumentView> {
  const key = `${id} ${form}`;
  const known = documents.get(key);
  if (known !== undefined) return known;
  const asked = get<DocumentView>(`/api/documents/${encodeURIComponent(id)}?form=${form}`);
  documents.set(key, asked);
  asked.catch(() => documents.delete(key));
  const oldest = documents.keys().next();
  if (documents.size > 24 && oldest.done !== true) documents.delete(oldest.value);
  return asked;
}
