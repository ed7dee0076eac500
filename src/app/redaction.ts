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

export function redactorFor(args: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv): Redactor {
  const key = env[KEY_VARIABLE];
  if (key !== undefined && key !== '' && key.length < MIN_KEY)
    throw new UserError(
      `${KEY_VARIABLE} is shorter than ${MIN_KEY} characters`,
      'With a key that can be guessed, so can the secrets: openssl rand -hex 32 makes a good one.',
    );
  return createRedactor({show: args['show-secrets'] === true, ...(key === undefined || key === '' ? {} : {key})});
}

const SET_FLAGS = ['set', 'set-string', 'set-literal', 'set-json'] as const;

/** Takes note of the secrets among the values that the user gave: helm's own errors quote them. */
export async function learnValues(args: Readonly<Record<string, unknown>>, redactor: Redactor): Promise<void> {
  const list = (flag: string): readonly string[] => (args[flag] as readonly string[] | undefined) ?? [];
  for (const flag of SET_FLAGS)
    for (const pair of list(flag).flatMap((text) => [text, ...text.split(/(?<!\\),/)])) {
      const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
      if (isSecretName(name) && value !== '') redactor.learnText(value.replace(/^"(.*)"$/s, '$1'));
    }
  for (const pair of list('set-file')) {
    const [, name = '', file = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    const text = isSecretName(name) ? await readQuietly(file) : undefined;
    if (text !== undefined && text !== '') redactor.learnText(text);
  }
  const chart = typeof args['chart'] === 'string' ? [join(args['chart'], 'values.yaml')] : [];
  for (const file of [...list('values'), ...chart]) {
    const text = await readQuietly(file);
    if (text !== undefined) learnDocument(text, file, redactor);
  }
}

function learnDocument(text: string, name: string, redactor: Redactor): void {
  try {
    for (const {value} of readYamlDocuments(text, {name})) redactor.learn(value);
  } catch (error) {
    // Helm says what is wrong with it; there is nothing to learn from it.
    if (!(error instanceof UserError)) throw error;
  }
}

async function readQuietly(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
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
