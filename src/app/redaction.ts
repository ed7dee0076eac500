import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {UserError} from '../model/errors.ts';
import {createRedactor} from '../redact/redactor.ts';
import type {Redactor} from '../redact/redactor.ts';
import {isSecretName} from '../redact/secret-names.ts';
import {readYamlDocuments} from '../yaml/read.ts';

/** Digests under one key can be compared between runs; an environment variable shows in no process list, and CI systems keep such. */
const KEY_VARIABLE = 'HELM_DRIFT_REDACTION_KEY';
const MIN_KEY = 16;

/** Throws UserError where the key of the environment is too short to keep anything. */
export function redactorFor({show}: {readonly show: boolean}, env: NodeJS.ProcessEnv): Redactor {
  const key = env[KEY_VARIABLE];
  if (key !== undefined && key !== '' && key.length < MIN_KEY)
    throw new UserError(
      `${KEY_VARIABLE} is shorter than ${MIN_KEY} characters`,
      'With a key that can be guessed, so can the secrets: openssl rand -hex 32 makes a good one.',
    );
  return createRedactor({show, ...(key === undefined || key === '' ? {} : {key})});
}

/** Values that the user gave for a chart. */
export interface GivenValues {
  /** `a.b=c`, of --set and its like. */
  readonly pairs: readonly string[];
  /** `a.b=FILE`, of --set-file. */
  readonly filePairs: readonly string[];
  /** Values files. */
  readonly files: readonly string[];
  /** The chart's folder or name. */
  readonly chart: string | undefined;
  /** Whether one of the files is `-`. */
  readonly onStdin: boolean;
}

/** Takes note of the secrets among the values that the user gave, on stdin too: helm's own errors quote them. */
export async function learnValues(
  {pairs, filePairs, files, chart}: Omit<GivenValues, 'onStdin'>,
  redactor: Redactor,
  stdin?: string,
): Promise<void> {
  const read = async (file: string): Promise<string | undefined> =>
    file.trim() === '-' ? stdin : readFile(file, 'utf8').catch(() => undefined);
  for (const pair of pairs.flatMap((text) => [text, ...text.split(/(?<!\\),/)])) {
    const {name, value} = assignment(pair);
    if (isSecretName(name) && value !== '') redactor.learnText(value.replace(/^"(.*)"$/s, '$1'));
  }
  for (const pair of filePairs.flatMap((list) => list.split(/(?<!\\),/))) {
    const {name, value: file} = assignment(pair);
    const text = isSecretName(name) ? await read(file) : undefined;
    if (text !== undefined && text !== '') redactor.learnText(text);
  }
  const own = chart === undefined ? [] : [join(chart, 'values.yaml')];
  for (const file of [...files.flatMap((list) => list.split(',')), ...own]) {
    const text = await read(file);
    if (text !== undefined) learnDocument(text, file, redactor);
  }
}

function assignment(pair: string): {readonly name: string; readonly value: string} {
  const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
  return {name, value};
}

function learnDocument(text: string, name: string, redactor: Redactor): void {
  try {
    for (const {value} of readYamlDocuments(text, {name})) redactor.learn(value);
  } catch (error) {
    // Helm says what is wrong with it; there is nothing to learn from it.
    if (!(error instanceof UserError)) throw error;
  }
}

/** The same error, of its own class, without secrets; its stack too, which repeats the message under --debug. */
export function safeError(error: unknown, redactor: Redactor): unknown {
  if (!(error instanceof Error)) return error;
  const {message, stack} = error;
  const hint = error instanceof UserError && error.hint !== undefined ? {hint: redactor.text(error.hint)} : {};
  return Object.assign(error, {
    message: redactor.text(message),
    ...(stack === undefined ? {} : {stack: redactor.text(stack)}),
    ...hint,
  });
}
