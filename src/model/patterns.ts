/**
 * One field of a target: a glob (`*` any text, `?` one character), or a regular expression between slashes, which must
 * match the whole text, as Flux has it.
 */
export function patternMatches(pattern: string, text: string): boolean {
  return pattern === text || expressionOf(pattern).test(text);
}

/** What is wrong with a pattern, in the regular expression engine's words; undefined for a good one. */
export function patternProblem(pattern: string): string | undefined {
  try {
    expressionOf(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A `/regular expression/`, and not a glob. */
export function isExpression(pattern: string): boolean {
  return pattern.length > 2 && pattern.startsWith('/') && pattern.endsWith('/');
}

function expressionOf(pattern: string): RegExp {
  if (!isExpression(pattern)) {
    const glob = pattern
      .replace(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${glob}$`, 's');
  }
  const body = pattern.slice(1, -1);
  // Go's way to ignore case, which JavaScript has as a flag.
  const flag = body.startsWith('(?i)');
  return new RegExp(`^(?:${flag ? body.slice(4) : body})$`, flag ? 'i' : '');
}
