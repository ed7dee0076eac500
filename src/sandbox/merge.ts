import {mkdir, readFile, stat} from 'node:fs/promises';
import {homedir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import {topFields} from '../config/positions.ts';
import {replaceFile} from '../disk/replace.ts';
import {UserError, messageOf} from '../model/errors.ts';
import {isObject, objectsIn, scalarText} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {readYamlDocuments} from '../yaml/read.ts';
import {CONTEXT} from './control-plane.ts';
import {exists} from './files.ts';

const LISTS = ['clusters', 'users', 'contexts'] as const;
const CURRENT = 'current-context';

/** The user's own kubeconfig: the first of KUBECONFIG's files that is there, as kubectl writes it. */
export async function userKubeconfig(env: NodeJS.ProcessEnv): Promise<string> {
  const files = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  for (const file of files) if (await exists(file)) return file;
  return files.at(-1) ?? join(env['HOME'] || homedir(), '.kube', 'config');
}

/**
 * Puts the sandbox's context into a kubeconfig, and leaves all else in it as it is. Answers with the current context, which
 * stays what it was; undefined where there is none but the sandbox's own. Throws UserError.
 */
export async function mergeInto(file: string, sandboxKubeconfig: string): Promise<string | undefined> {
  const entries = documentOf(await readFile(sandboxKubeconfig, 'utf8'), sandboxKubeconfig);
  const before = await textOf(file);
  await replace(file, before, merged(before, entries, file));
  const current = scalarText(documentOf(before, file)[CURRENT]);
  return current === '' || current === CONTEXT ? undefined : current;
}

/** Throws UserError where the sandbox's context could not be put into a kubeconfig, for its name is taken there. */
export async function assertMergeable(file: string, server: string | undefined): Promise<void> {
  assertOurs(documentOf(await textOf(file), file), server, file);
}

/** That the current context was the sandbox's, and which one is current now; undefined for none. */
export interface Switched {
  readonly to: string | undefined;
}

/**
 * Takes the sandbox's context out again; a context of that name which leads elsewhere is somebody else's by now. Where it is
 * the current one, that is `earlier` again, if there is such a one. Throws UserError.
 */
export async function takeOut(file: string, server: string, earlier?: string): Promise<Switched | undefined> {
  const before = await textOf(file);
  const document = documentOf(before, file);
  if (serverIn(document) !== server) return undefined;
  const after = without(before, file);
  const rest = documentOf(after, file);
  if (rest[CURRENT] !== CONTEXT) {
    await replace(file, before, after);
    return undefined;
  }
  const to = entriesOf(rest, 'contexts').some(({name}) => name === earlier) ? earlier : undefined;
  await replace(file, before, switched(after, to, file));
  return {to};
}

/** The text with another current context; pure. */
function switched(text: string, to: string | undefined, file: string): string {
  const lines = text.split('\n');
  const line = topFields(text).find(({name}) => name === CURRENT)?.line;
  if (line === undefined) throw byHand(file);
  lines.splice(line, 1, `${CURRENT}: ${JSON.stringify(to ?? '')}`);
  return proven(lines.join('\n'), {...documentOf(text, file), [CURRENT]: to ?? ''}, file);
}

/** Where the cluster of the sandbox's name is. */
function serverIn(document: JsonObject): Json | undefined {
  const cluster = entriesOf(document, 'clusters').find(({name}) => name === CONTEXT)?.['cluster'];
  return isObject(cluster) ? cluster['server'] : undefined;
}

/** Nothing tells an entry of that name from somebody else's but where it leads. */
function assertOurs(document: JsonObject, server: string | undefined, file: string): void {
  const taken = LISTS.flatMap((list) =>
    entriesOf(document, list)
      .filter(({name}) => isOurs(name))
      .map(({name}) => `kubectl config delete-${list.slice(0, -1)} ${scalarText(name)}`),
  );
  const context = entriesOf(document, 'contexts').find(({name}) => name === CONTEXT)?.['context'];
  const leadsHere = context === undefined || (isObject(context) && context['cluster'] === CONTEXT);
  const there = serverIn(document);
  if (taken.length === 0 || (leadsHere && server !== undefined && there === server)) return;
  const where = typeof there === 'string' ? `, which leads to ${there}` : '';
  throw new UserError(
    `${file} has a context "${CONTEXT}" already that is not this sandbox's${where}`,
    `Leave --merge out (the sandbox has a kubeconfig of its own), or take it out first: ${taken.join('; ')}.`,
  );
}

/** The text with the sandbox's entries in it; pure. Throws UserError where somebody else has their names. */
export function merged(text: string, sandbox: JsonObject, file: string): string {
  const server = serverIn(sandbox);
  assertOurs(documentOf(text, file), typeof server === 'string' ? server : undefined, file);
  const clean = without(text, file);
  let after = clean;
  for (const list of LISTS) {
    const entry = JSON.stringify(entriesOf(sandbox, list)[0]);
    after = withItem(after, list, entry, file);
  }
  const wanted = withEntries(documentOf(clean, file), sandbox);
  return proven(after, wanted, file);
}

/** The text without the sandbox's entries; pure. */
export function without(text: string, file: string): string {
  const document = documentOf(text, file);
  let after = text;
  for (const list of LISTS) {
    const at = entriesOf(document, list).findIndex(({name}) => isOurs(name));
    if (at >= 0) after = withoutItem(after, list, at, file);
  }
  return proven(after, stripped(document), file);
}

const isOurs = (name: Json | undefined): boolean => name === CONTEXT || name === `${CONTEXT}-admin`;

function stripped(document: JsonObject): JsonObject {
  const lists = LISTS.filter((list) => document[list] !== undefined);
  const kept = lists.map((list) => [list, entriesOf(document, list).filter(({name}) => !isOurs(name))] as const);
  return {...document, ...Object.fromEntries(kept)};
}

function withEntries(document: JsonObject, sandbox: JsonObject): JsonObject {
  const lists = LISTS.map((list) => [list, [...entriesOf(document, list), ...entriesOf(sandbox, list)]] as const);
  return {...document, ...Object.fromEntries(lists)};
}

function entriesOf(document: JsonObject, list: (typeof LISTS)[number]): readonly JsonObject[] {
  return objectsIn(document[list]);
}

function documentOf(text: string, file: string): JsonObject {
  const documents = readYamlDocuments(text, {name: file});
  const value = documents[0]?.value;
  if (documents.length <= 1 && isObject(value)) return value;
  if (documents.length === 0) return {};
  throw new UserError(`${file} is no kubeconfig`, 'Leave --merge out, and use the kubeconfig of the sandbox itself.');
}

/** A line behind the list's last item, or a list of its own; in JSON the entries are told, not woven in. */
function withItem(text: string, list: string, entry: string, file: string): string {
  const lines = ended(text).split('\n');
  const fields = topFields(text);
  const at = fields.findIndex(({name}) => name === list);
  const field = fields[at];
  if (field === undefined) {
    if (text.trimStart().startsWith('{')) throw byHand(file);
    lines.splice(lines.length - 1, 0, `${list}:`, `- ${entry}`);
  } else if (field.isBlockList && field.items[0] !== undefined) {
    const indent = /^( *)- /.exec(lines[field.items[0]] ?? '')?.[1];
    if (indent === undefined) throw byHand(file);
    lines.splice(field.items[0], 0, `${indent}- ${entry}`);
  } else if (/^\w+:\s*(?:\[\s*\]|null|~)?\s*$/.test(lines[field.line] ?? '')) {
    lines.splice(field.line, 1, `${list}:`, `- ${entry}`);
  } else throw byHand(file);
  return lines.join('\n');
}

function withoutItem(text: string, list: string, at: number, file: string): string {
  const fields = topFields(text);
  const index = fields.findIndex(({name}) => name === list);
  const field = fields[index];
  const from = field?.items[at];
  if (field === undefined || from === undefined || !field.isBlockList) throw byHand(file);
  const lines = text.split('\n');
  const to = field.items[at + 1] ?? fields[index + 1]?.line ?? lines.length - (text.endsWith('\n') ? 1 : 0);
  lines.splice(from, to - from);
  if (field.items.length === 1) lines[field.line] = `${list}: []`;
  return lines.join('\n');
}

/** What was made is read again: a kubeconfig that says anything else than it must is not written. */
function proven(text: string, wanted: JsonObject, file: string): string {
  const found = documentOf(text, file);
  const sorted = (document: JsonObject): JsonObject => {
    const lists = LISTS.map((list) => [
      list,
      entriesOf(document, list).toSorted((a, b) => scalarText(a['name']).localeCompare(scalarText(b['name']))),
    ]);
    return {...document, ...Object.fromEntries(lists)};
  };
  if (isDeepStrictEqual(sorted(found), sorted(wanted))) return text;
  throw byHand(file);
}

function byHand(file: string): UserError {
  return new UserError(
    `the context cannot be put into ${file}: it is not written the way kubectl writes it`,
    'Leave --merge out, and use the kubeconfig of the sandbox itself.',
  );
}

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

async function textOf(file: string): Promise<string> {
  return (await exists(file)) ? readFile(file, 'utf8') : '';
}

async function replace(file: string, before: string, after: string): Promise<void> {
  if (before === after) return;
  try {
    await mkdir(dirname(file), {recursive: true});
    const mode = await stat(file).then(
      (info) => info.mode & 0o777,
      () => 0o600,
    );
    await replaceFile(file, after, mode);
  } catch (error) {
    throw new UserError(`cannot write ${file}: ${messageOf(error)}`, 'Mend its permissions, or leave --merge out.', {
      cause: error,
    });
  }
}
