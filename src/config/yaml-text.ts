import type {WrittenRule} from './written.ts';

/** Reads the same to every YAML parser without quotes, unless it is one of its words. */
const PLAIN = /^[A-Za-z/][\w ./~=[\],*-]*$/;
/** Numbers need no place here: PLAIN begins with no digit. */
const WORDS = /^(?:y|n|yes|no|true|false|on|off|null)$/i;

/** A rule as an item of a YAML list, `indent` columns before its dash. */
export function yamlItem({reason, expires, target, paths, changes}: WrittenRule, indent: number): string[] {
  const list = (name: string, texts: readonly string[] | undefined): string[] =>
    texts === undefined ? [] : [`${name}:`, ...texts.map((text) => `  - ${yamlText(text)}`)];
  const lines = [
    `reason: ${yamlText(reason)}`,
    ...(expires === undefined ? [] : [`expires: ${yamlText(expires)}`]),
    'target:',
    ...Object.entries(target).map(([field, text]) => `  ${field}: ${yamlText(text)}`),
    ...list('paths', paths),
    ...list('changes', changes),
  ];
  return lines.map((line, at) => `${' '.repeat(indent)}${at === 0 ? '- ' : '  '}${line}`);
}

/** A text as a YAML scalar, between quotes where it could be read as anything else. */
function yamlText(text: string): string {
  if (PLAIN.test(text) && !WORDS.test(text) && !text.endsWith(' ')) return text;
  // JSON leaves some characters that YAML refuses, or takes for the end of a line.
  return JSON.stringify(text).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFD-\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
