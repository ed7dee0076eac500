/**
 * What GitHub's runner obeys: lines of a log that begin with `::`, and files that it reads after the step. Whatever stands in a
 * report was written by others, and must not become a command.
 */

export type Level = 'error' | 'warning' | 'notice';

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** One annotation. */
export function annotation(level: Level, title: string, message: string): string {
  return `::${level} title=${property(title)}::${data(message)}\n`;
}

/** Between these two lines the runner shows what it would obey. `token` must be one that nobody can guess. */
export function unobeyed(token: string): {readonly begin: string; readonly end: string} {
  return {begin: `::stop-commands::${token}\n`, end: `\n::${token}::\n`};
}

/** One value for a file of outputs, whatever it holds. `delimiter` must be one that nobody can guess. */
export function outputEntry(name: string, value: string, delimiter: string): string {
  if (value.includes(delimiter)) throw new Error(`the output ${name} holds its own delimiter`);
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/** The first whole lines of a text, in `most` bytes at the most, and a last one that says so where any are left out. */
export function cutAtLine(text: string, most: number, note: string): string {
  if (Buffer.byteLength(text) <= most) return text;
  const end = `\n${note}\n`;
  const head = Buffer.from(text)
    .subarray(0, most - Buffer.byteLength(end))
    .toString('utf8');
  // Half a line could end in the midst of what makes its text inert.
  return `${head.slice(0, head.lastIndexOf('\n') + 1)}${end}`;
}
