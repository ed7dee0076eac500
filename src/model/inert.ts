/**
 * Text of anybody's, made fit for a terminal and for a CI system's log: both act on some of what they are given. Names, messages
 * and values come from clusters and repositories, and whoever wrote them chose every byte.
 */

/** What a terminal or an editor acts on instead of showing it, as part of a character class; tab and line feed are not among them. */
export const ACTIVE =
  '\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u200E\\u200F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\uFEFF';
/** The colours of report/paint.ts alone: others hide text (black on black, concealed). */
const ACTIVE_BUT_COLOURS = new RegExp(`\\u001B\\[(?:1|2|22|32|33|35|36|39)m|[${ACTIVE}\\u061C]`, 'g');
const ACTIVE_OR_BREAK = new RegExp(`[${ACTIVE}\\u061C\\t\\n]`, 'g');

/** GitHub's runner obeys a line that begins with `::`, after spaces too; it and Azure's agent obey `##[` and `##vso[` anywhere. */
export const COMMAND_LINE = /^([^\S\n]*):(?=:)/gm;
export const COMMAND_ANYWHERE = /##(?=(?:vso)?\[)/gi;
const COMMAND = /^[^\S\n]*::|##(?:vso)?\[/im;

/** Whole lines for people, in our own colours. What would be obeyed instead of shown is taken apart, and stays readable. */
export function inertText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(ACTIVE_BUT_COLOURS, (one) => (one.length > 1 ? one : '\uFFFD'))
    .replace(COMMAND_LINE, '$1: ')
    .replace(COMMAND_ANYWHERE, '# #');
}

/** A name in a line: an escape stands for each character that would break the line or be acted on. */
export function inertName(name: string): string {
  return name.replace(ACTIVE_OR_BREAK, unicodeEscape);
}

/** `\u001b`: what JSON and YAML between double quotes read as the very character. */
export function unicodeEscape(one: string): string {
  return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Whether a CI system that reads this in a log would obey some of it. */
export function holdsLogCommand(text: string): boolean {
  return COMMAND.test(text);
}

/** The same document, where `##[` and `##vso[` can only stand between double quotes. */
export function withoutLogCommands(quoted: string): string {
  return quoted.replace(COMMAND_ANYWHERE, '\\u0023#');
}
