/**
 * One field of a rule: a glob (`*` any text, `?` one character), or a regular expression between slashes, which must match the
 * whole text, as Flux has it. Expressions are Go's (RE2): without look-around and references back, so that every one of them
 * runs in linear time. main.ts switches the engine's linear fallback on.
 */
export function patternMatches(pattern: string, text: string): boolean {
  if (pattern === text) return true;
  return isExpression(pattern) ? expressionOf(pattern).test(text) : globMatches(pattern, text);
}

/** What is wrong with a pattern, in one line; undefined for a good one. */
export function patternProblem(pattern: string): string | undefined {
  if (!isExpression(pattern)) return undefined;
  if (pattern.length > LONGEST) return `an expression may have ${LONGEST} characters`;
  const unsupported = UNSUPPORTED.exec(pattern)?.[0];
  if (unsupported !== undefined)
    return `"${unsupported}" is not taken: expressions are Go's, without look-around and references back`;
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

const LONGEST = 1000;
/** `(?=`, `(?!`, `(?<=`, `(?<!`, `\1`, `\k<name>`: what the linear engine does not take, and Go neither. */
const UNSUPPORTED = /\(\?<?[=!]|(?<!\\)(?:\\\\)*\\(?:[1-9]|k<)/;
const COMPILED_AT_MOST = 500;
const compiled = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const body = pattern.slice(1, -1);
  // Go's way to ignore case. JavaScript's flag for it has no linear engine, so that the letters say it themselves.
  const expression = new RegExp(`^(?:${body.startsWith('(?i)') ? anyCase(body.slice(4)) : body})$`);
  if (compiled.size >= COMPILED_AT_MOST) compiled.clear();
  compiled.set(pattern, expression);
  return expression;
}

/** `web` → `[wW][eE][bB]`; within a class the other case stands beside each letter and each range. */
function anyCase(body: string): string {
  let inClass = false;
  return body.replace(/\\.|\[|\]|([a-zA-Z])-([a-zA-Z])|[a-zA-Z]/gs, (part: string, from?: string, to?: string) => {
    if (part === '[') inClass = true;
    if (part === ']') inClass = false;
    if (from !== undefined && to !== undefined)
      return inClass ? `${part}${otherCase(from)}-${otherCase(to)}` : `${letter(from)}-${letter(to)}`;
    if (part.length > 1 || part === '[' || part === ']') return part;
    return inClass ? `${part}${otherCase(part)}` : letter(part);
  });
}

const letter = (one: string): string => `[${one}${otherCase(one)}]`;

function otherCase(one: string): string {
  const lower = one.toLowerCase();
  return lower === one ? one.toUpperCase() : lower;
}

/** By two positions that only move on: the time grows with the text, whatever the number of stars. */
function globMatches(glob: string, text: string): boolean {
  let [at, place] = [0, 0];
  let star: {readonly after: number; place: number} | undefined;
  while (place < text.length) {
    const char = glob[at];
    if (char === '*') {
      star = {after: at + 1, place};
      at += 1;
    } else if (char !== undefined && (char === '?' || char === text[place])) {
      at += 1;
      place += 1;
    } else if (star === undefined) {
      return false;
    } else {
      star.place += 1;
      [at, place] = [star.after, star.place];
    }
  }
  while (glob[at] === '*') at += 1;
  return at === glob.length;
}
