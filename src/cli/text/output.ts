import leven from 'leven';
import {UserError} from '../../model/errors.ts';
import type {ReportContext} from '../../report/context.ts';
import type {SafeReport} from '../../redact/redactor.ts';
import {FORMATS, REPORTERS} from '../../report/reporters.ts';
import {withoutNames} from '../../report/who.ts';
import type {Format} from '../../report/reporters.ts';
import {assertWritable, writeWhole} from '../../app/files.ts';
import type {Privacy} from '../../app/files.ts';
import type {Runtime} from '../../app/runtime.ts';
import {inertText} from '../../model/inert.ts';

/** Where one format of the report goes; to stdout where no file is named. */
export interface ReportTarget {
  readonly format: Format;
  readonly file?: string;
}

/** `-o text -o sarif=drift.sarif`: formats, each with a file but for one at most. Throws UserError before anything is read. */
export async function targetsOf(given: readonly string[]): Promise<readonly ReportTarget[]> {
  const targets = given.map(targetOf);
  const [first, second] = targets.filter(({file}) => file === undefined);
  if (first !== undefined && second !== undefined)
    throw new UserError(
      `two formats want stdout: ${first.format} and ${second.format}`,
      `Give one of them a file: -o ${second.format}=FILE.`,
    );
  const files = targets.flatMap(({file}) => file ?? []);
  const twice = files.find((file, at) => files.indexOf(file) !== at);
  if (twice !== undefined) throw new UserError(`two formats want the file ${twice}`, 'Give each a file of its own.');
  for (const file of files) await assertWritable(file);
  return targets;
}

function targetOf(text: string): ReportTarget {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  const format = FORMATS.find((known) => known === name);
  if (format === undefined) {
    const near = FORMATS.find((known) => leven(known, name) <= Math.max(1, known.length / 4));
    throw new UserError(
      `there is no format "${name}"`,
      `${near === undefined ? '' : `Did you mean ${near}? `}There are ${FORMATS.join(', ')}; FORMAT=FILE writes a file.`,
    );
  }
  const file = at < 0 ? undefined : text.slice(at + 1);
  if (file === '') throw new UserError(`-o ${text} names no file`, `Write -o ${name}=FILE, or -o ${name} for stdout.`);
  return {format, ...(file === undefined ? {} : {file})};
}

/** Writes every format: files first, so that stdout says nothing that did not come about. Only what is asked for is loaded. */
export async function writeReports(
  targets: readonly ReportTarget[],
  reports: readonly SafeReport[],
  context: ReportContext,
  {stdout, privacy}: {readonly stdout: Runtime['stdout']; readonly privacy: Privacy},
): Promise<void> {
  const inOrder = targets.toSorted((a, b) => Number(a.file === undefined) - Number(b.file === undefined));
  for (const {format, file} of inOrder) {
    const reporter = await REPORTERS[format]();
    // Colour and the terminal's width are the terminal's.
    // A file goes to others.
    const who = context.who ?? (file === undefined ? 'person' : 'manager');
    const told = reports.map((report) => withoutNames(report, who));
    const text = reporter(told, file === undefined ? context : {...context, color: false, width: 100, isFile: true});
    if (file === undefined) await (PRINTED_AS_IT_IS.has(format) ? writeAll : sayAll)(stdout, text);
    else await writeWhole(file, text, privacy);
  }
}

/** Formats that machines read: each makes its own text inert, without changing what it means. `github` is made of log commands. */
const PRINTED_AS_IT_IS: ReadonlySet<Format> = new Set<Format>(['json', 'yaml', 'junit', 'sarif', 'github', 'html']);

/** The one door for words to people: nothing that a terminal or a CI log would act on goes through it but our own colours. */
export function say(stream: NodeJS.WritableStream, text: string): void {
  stream.write(inertText(text));
}

/** The same, done when the stream has taken all of it: a process that ends earlier would cut it off. */
export async function sayAll(stream: NodeJS.WritableStream, text: string): Promise<void> {
  await writeAll(stream, inertText(text));
}

/** An outcome, by the format that was asked for: words, or a document. */
export async function sayOutcome(stream: NodeJS.WritableStream, output: 'text' | 'json', text: string): Promise<void> {
  await (output === 'json' ? writeAll : sayAll)(stream, text);
}

/** A document for machines, which is inert by its own format. */
export async function writeAll(stream: NodeJS.WritableStream, text: string): Promise<void> {
  await new Promise<void>((resolve) => stream.write(text, () => resolve()));
}
