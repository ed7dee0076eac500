import type {ErrorAnswer} from '../routes.ts';

export type RefusalCode = ErrorAnswer['error']['code'];

/** The HTTP status that goes with each code where nothing else is said. */
export const STATUS = {
  session: 401,
  gated: 403,
  stale: 409,
  'not-found': 404,
  'bad-request': 400,
  user: 422,
  busy: 429,
  internal: 500,
} as const satisfies Record<RefusalCode, number>;

/** A request that is not granted, and why, for the page to say. */
export class RefusedError extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly hint: string | undefined;

  constructor(code: RefusalCode, message: string, hint?: string, status: number = STATUS[code]) {
    super(message);
    this.name = 'RefusedError';
    this.code = code;
    this.status = status;
    this.hint = hint;
  }
}

/** Throws RefusedError in a console that writes nothing. */
export function assertWritable({readOnly}: {readonly readOnly: boolean}): void {
  if (readOnly)
    throw new RefusedError('gated', 'this console writes nothing', 'It was started with --read-only or --demo.');
}
