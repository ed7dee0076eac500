import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Answer, Api} from './api.ts';
import {asObj, asText, drop, put} from './json.ts';
import type {Obj} from './json.ts';
import type {Kind} from './openapi.ts';
import type {Writer} from './owners.ts';
import {applied, fragment, jsonPatch, mergePatch, strategicPatch} from './patches.ts';
import type {Change} from './patches.ts';
import {placeOf, pointerOf} from './paths.ts';
import type {Tool, ToolRun} from './run-tool.ts';
import type {Subject} from './subjects.ts';

export interface Hands {
  readonly api: Api;
  readonly kubectl: Tool;
  readonly folder: string;
  /** Names under which drawn writes are made. */
  readonly managers: readonly string[];
}

/** What the server made of a write: the object in its own words, or why it refused. */
export interface Reply {
  readonly after?: Obj;
  readonly message: string;
}

/** A write that is worked out and not yet sent. */
export interface Draft {
  readonly what: string;
  readonly tool: string;
  readonly change: Change;
  readonly writer: Writer;
  send(hands: Hands): Promise<Reply>;
}

const RAW = ['json', 'merge', 'strategic', 'apply', 'put'] as const;
const KUBECTL = [
  'kubectl patch json',
  'kubectl patch merge',
  'kubectl patch strategic',
  'kubectl edit',
  'kubectl replace',
  'kubectl apply',
  'kubectl apply --server-side',
] as const;
export type ToolName = (typeof RAW)[number] | (typeof KUBECTL)[number];

/** The tools that can say this change of this object at all. */
export function toolsFor(
  {kind, declared}: Subject,
  before: Obj,
  {op, pointer}: Change,
): {raw: ToolName[]; kubectl: ToolName[]} {
  const able = (name: ToolName): boolean => {
    if (name.includes('strategic')) return kind.builtin;
    // An apply takes away only what the same manager had applied before.
    if (name === 'apply' || name === 'kubectl apply --server-side') return op === 'set';
    if (name === 'kubectl apply') return op === 'set' && declaredPointer(declared, before, pointer, kind) !== undefined;
    return true;
  };
  return {raw: RAW.filter(able), kubectl: KUBECTL.filter(able)};
}

function declaredPointer(declared: Obj, before: Obj, pointer: Change['pointer'], {schema}: Kind) {
  return pointerOf(declared, placeOf(before, pointer, schema), schema);
}

const PATCH_TYPES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** Who stands in the books when a kubectl command is not told a manager's name. */
const DEFAULT_MANAGERS: Readonly<Record<string, string>> = {
  'kubectl edit': 'kubectl-edit',
  'kubectl replace': 'kubectl-replace',
  'kubectl apply': 'kubectl-client-side-apply',
  'kubectl apply --server-side': 'kubectl',
};

export function draftOf(
  what: string,
  subject: Subject,
  before: Obj,
  change: Change,
  tool: ToolName,
  manager: string,
): Draft {
  const named = DEFAULT_MANAGERS[tool] ?? manager;
  const operation = tool === 'apply' || tool === 'kubectl apply --server-side' ? 'Apply' : 'Update';
  return {
    what,
    tool,
    change,
    writer: {manager: named, operation, subresource: ''},
    send: (hands) =>
      tool.startsWith('kubectl')
        ? byKubectl(hands, subject, before, change, tool, named)
        : byRequest(hands, subject, before, change, tool as (typeof RAW)[number], named),
  };
}

export const replyOf = ({status, body}: Answer): Reply =>
  status >= 200 && status < 300 ? {after: body, message: ''} : {message: `${status} ${asText(body['message'])}`};

async function byRequest(
  {api}: Hands,
  {url, kind: {schema}}: Subject,
  before: Obj,
  change: Change,
  tool: (typeof RAW)[number],
  fieldManager: string,
): Promise<Reply> {
  const after = applied(before, change);
  if (tool === 'put') return replyOf(await api.ask('PUT', url, {body: after, query: {fieldManager}}));
  const body =
    tool === 'json'
      ? jsonPatch(before, change)
      : tool === 'merge'
        ? mergePatch(before, after)
        : tool === 'strategic'
          ? strategicPatch(before, after, schema)
          : fragment(after, change.pointer, schema);
  const query = {fieldManager, ...(tool === 'apply' ? {force: 'true'} : {})};
  return replyOf(await api.ask('PATCH', url, {body, type: PATCH_TYPES[tool], query}));
}

export const resourceOf = ({apiVersion, plural}: Kind): string => {
  const [group = '', version] = apiVersion.split('/');
  return version === undefined ? plural : `${plural}.${version}.${group}`;
};

export const targetOf = ({kind, name, namespace}: Subject): string[] => [
  resourceOf(kind),
  name,
  ...(namespace === '' ? [] : ['-n', namespace]),
];

let files = 0;

async function byKubectl(
  hands: Hands,
  subject: Subject,
  before: Obj,
  change: Change,
  tool: string,
  manager: string,
): Promise<Reply> {
  const {kind, declared, namespace} = subject;
  const after = applied(before, change);
  const input = (object: Obj): {input: string} => ({input: JSON.stringify(object)});
  const shown = ['-o', 'json', '--show-managed-fields'];
  switch (tool) {
    case 'kubectl edit': {
      const file = join(hands.folder, `edited-${files++}.json`);
      // kubectl hides the managers from its editor: to give some back would be to change them.
      writeFileSync(file, JSON.stringify(drop(after, ['metadata', 'managedFields']), undefined, 2));
      // The editor that kubectl starts is told what to leave behind.
      const env = {KUBE_EDITOR: `cp ${file}`};
      const run = await hands.kubectl(['edit', ...targetOf(subject), '-o', 'json'], {env});
      return reread(hands, subject, run);
    }
    case 'kubectl replace':
      return printed(await hands.kubectl(['replace', '-f', '-', ...shown], input(after)));
    case 'kubectl apply': {
      const pointer = declaredPointer(declared, before, change.pointer, kind) ?? change.pointer;
      const manifest = put(declared, pointer, change.value ?? null);
      return printed(await hands.kubectl(['apply', '-f', '-', ...inNamespace(namespace), ...shown], input(manifest)));
    }
    case 'kubectl apply --server-side': {
      const args = ['apply', '--server-side', '--force-conflicts', '-f', '-', ...shown];
      return printed(await hands.kubectl(args, input(fragment(after, change.pointer, kind.schema))));
    }
    default: {
      const type = tool.slice('kubectl patch '.length);
      const patch =
        type === 'json'
          ? jsonPatch(before, change)
          : type === 'merge'
            ? mergePatch(before, after)
            : strategicPatch(before, after, kind.schema);
      const named = manager === 'kubectl-patch' ? [] : ['--field-manager', manager];
      // A file: an argument may not be as long as a dashboard is.
      const file = join(hands.folder, `patch-${files++}.json`);
      writeFileSync(file, JSON.stringify(patch));
      const args = ['patch', ...targetOf(subject), '--type', type, '--patch-file', file, ...named, ...shown];
      return printed(await hands.kubectl(args));
    }
  }
}

export const inNamespace = (namespace: string): string[] => (namespace === '' ? [] : ['-n', namespace]);

export function printed({code, stdout, stderr}: ToolRun): Reply {
  if (code !== 0) return {message: stderr.trim().slice(0, 300)};
  try {
    return {after: JSON.parse(stdout) as Obj, message: ''};
  } catch {
    return {message: `kubectl printed no object: ${stdout.slice(0, 100)}${stderr.slice(0, 200)}`};
  }
}

/** For commands that print no object with its managers. */
export async function reread({api}: Hands, {url}: Subject, {code, stderr}: ToolRun): Promise<Reply> {
  return code === 0 ? replyOf(await api.ask('GET', url)) : {message: stderr.trim().slice(0, 300)};
}

export const versionOf = (object: Obj): string => asText(asObj(object['metadata'])['resourceVersion']);
