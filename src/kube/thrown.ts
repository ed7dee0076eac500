/** The message of whatever was thrown. */
export function errorTextOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code that Node gives its errors, `ENOENT`; undefined where it gave none. */
export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
