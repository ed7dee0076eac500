import type {Json, JsonObject} from '../model/json.ts';
import {NOTICE_WORDS} from '../model/notice-words.ts';
import {durationField} from './durations.ts';
import {inside, mapOf, mistake, requiredText, textField} from './fields.ts';
import type {Place} from './fields.ts';

/** Where a secret stands: never in a report, and only in the file of the rules where somebody wrote it there. */
export type SecretSource = {readonly env: string} | {readonly file: string} | {readonly value: string};

export interface HttpSettings {
  readonly url: SecretSource;
  /** PEM, of a certificate authority of one's own. */
  readonly caFile?: string;
  /** For `Authorization: Bearer`. */
  readonly token?: SecretSource;
}

interface Named {
  readonly name: string;
}

export interface CloudEventsSink extends Named, HttpSettings {
  readonly kind: 'cloudEvents';
  /** What the body is signed with. */
  readonly secret?: SecretSource;
}

export interface ChatSink extends Named, HttpSettings {
  readonly kind: 'slack' | 'teams';
  /** The line of each finding. */
  readonly template?: string;
}

export interface AlertmanagerSink extends Named, HttpSettings {
  readonly kind: 'alertmanager';
  readonly resendMs: number;
  readonly resolveAfterMs: number;
}

export interface EventsSink extends Named {
  readonly kind: 'events';
}

export type SinkSettings = CloudEventsSink | ChatSink | AlertmanagerSink | EventsSink;

const KINDS = ['cloudEvents', 'slack', 'teams', 'alertmanager', 'events'] as const;
const HTTP_FIELDS = ['url', 'urlFrom', 'caFile', 'token', 'tokenFrom'];
const [RESEND_MS, RESOLVE_AFTER_MS] = [60_000, 300_000];
const TEMPLATE_AT_MOST = 500;
/** A label of a metric, and a name of a file. */
const NAME = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

export function parseSink(value: Json, place: Place): SinkSettings {
  const fields = mapOf(value, place, 'it', ['name', 'template', ...KINDS]);
  const name = requiredText(fields, 'name', place, 'What was told is remembered by it.');
  if (name === 'exec') throw mistake(place, 'exec is what --exec is called in metrics', 'Name it otherwise.');
  if (!NAME.test(name))
    throw mistake(place, `name cannot be "${name}"`, 'Small letters, digits and dashes, 63 at most.');
  const kinds = KINDS.filter((kind) => fields[kind] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1)
    throw mistake(
      place,
      kind === undefined ? 'what it is is missing' : `it is ${kinds.join(' and ')}`,
      `It is one of ${KINDS.join(', ')}.`,
    );
  if (fields['template'] !== undefined && kind !== 'slack' && kind !== 'teams')
    throw mistake(place, `a sink of ${kind} takes no template`, 'Programs read it; slack and teams take one.');
  const within = inside(place, kind);
  switch (kind) {
    case 'events':
      mapOf(fields[kind], within, 'it', []);
      return {name, kind};
    case 'cloudEvents': {
      const own = mapOf(fields[kind], within, 'it', [...HTTP_FIELDS, 'secret', 'secretFrom']);
      return {name, kind, ...httpOf(own, within), ...optionalSecret(own, 'secret', within)};
    }
    case 'alertmanager':
      return alertmanager(name, mapOf(fields[kind], within, 'it', [...HTTP_FIELDS, 'resend', 'resolveAfter']), within);
    default: {
      const template = templateOf(fields, place);
      const own = mapOf(fields[kind], within, 'it', HTTP_FIELDS);
      return {name, kind, ...httpOf(own, within), ...(template === undefined ? {} : {template})};
    }
  }
}

function alertmanager(name: string, fields: JsonObject, place: Place): AlertmanagerSink {
  const resendMs = durationField(fields, 'resend', place) ?? RESEND_MS;
  const resolveAfterMs = durationField(fields, 'resolveAfter', place) ?? Math.max(RESOLVE_AFTER_MS, 3 * resendMs);
  if (resolveAfterMs < 2 * resendMs)
    throw mistake(
      place,
      'resolveAfter is shorter than two times of resend',
      'One that is late would resolve what stands.',
    );
  return {name, kind: 'alertmanager', ...httpOf(fields, place), resendMs, resolveAfterMs};
}

function httpOf(fields: JsonObject, place: Place): HttpSettings {
  const url = secretOf(fields, 'url', place);
  if (url === undefined) throw mistake(place, 'url is missing', 'Or  urlFrom: {env: NAME}  or  urlFrom: {file: PATH}.');
  if ('value' in url) {
    const problem = urlProblem(url.value);
    if (problem !== undefined) throw mistake(place, `url ${problem}`);
  }
  const caFile = textField(fields, 'caFile', place);
  return {url, ...(caFile === undefined ? {} : {caFile}), ...optionalSecret(fields, 'token', place)};
}

/** What is wrong with an address, in words that do not quote it. */
export function urlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'is no address';
  const {protocol, username, password} = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return 'is not one of http or https';
  return username === '' && password === '' ? undefined : 'holds a user or a password: use tokenFrom';
}

function optionalSecret<Field extends string>(
  fields: JsonObject,
  field: Field,
  place: Place,
): {readonly [name in Field]?: SecretSource} {
  const source = secretOf(fields, field, place);
  return (source === undefined ? {} : {[field]: source}) as {readonly [name in Field]?: SecretSource};
}

/** `url: …`, or `urlFrom: {env: …}`, or `urlFrom: {file: …}`. */
function secretOf(fields: JsonObject, field: string, place: Place): SecretSource | undefined {
  const value = textField(fields, field, place);
  const from = fields[`${field}From`];
  if (value !== undefined && from !== undefined)
    throw mistake(place, `${field} and ${field}From are given`, 'Leave out one of the two.');
  if (value !== undefined) {
    if (value.trim() === '') throw mistake(place, `${field} is empty`);
    return {value};
  }
  if (from === undefined) return undefined;
  const within = inside(place, `${field}From`);
  const source = mapOf(from, within, 'it', ['env', 'file']);
  const [env, file] = [textField(source, 'env', within), textField(source, 'file', within)];
  if (env !== undefined && env !== '' && file === undefined) return {env};
  if (file !== undefined && file !== '' && env === undefined) return {file};
  throw mistake(within, 'it names neither an env nor a file, or both', `Write it as  ${field}From: {env: NAME}.`);
}

function templateOf(fields: JsonObject, place: Place): string | undefined {
  const template = textField(fields, 'template', place);
  if (template === undefined) return undefined;
  if (template.trim() === '' || template.length > TEMPLATE_AT_MOST)
    throw mistake(place, `template must have 1 to ${TEMPLATE_AT_MOST} characters`);
  const words: readonly string[] = NOTICE_WORDS;
  const stranger = [...template.matchAll(/\{([^{}]*)\}/g)].find(([, word = '']) => !words.includes(word));
  if (stranger !== undefined)
    throw mistake(
      place,
      `template holds ${stranger[0]}`,
      `Known are: ${NOTICE_WORDS.map((word) => `{${word}}`).join(', ')}.`,
    );
  return template;
}
