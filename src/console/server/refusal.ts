import type {ErrorAnswer} from '../routes.ts';

type Code = ErrorAnswer['error']['code'];

const STATUS = {
  session: 401,
  gated: 403,
  stale: 409,
  'not-found': 404,
  'bad-request': 400,
  user: 422,
  busy: 429,
  internal: 500,
} as const satisfies Record<Code, number>;

/** A request that is not granted, and why, for the page to say. */
export class RefusedError extends Error {
  readonly code: Code;
  readonly status: number;
  readonly hint: string | undefined;

  constructor(code: Code, message: string, hint?: string, status: number = STATUS[code]) {
    super(message);
    this.name = 'RefusedError';
    this.code = code;
    this.status = status;
    this.hint = hint;
  }
}
