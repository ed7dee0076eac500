import type {Api} from '../accuracy/api.ts';
import {asList, asObj, asText} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';
import type {Tool, ToolRun} from '../accuracy/run-tool.ts';
import {isKindName, kindEntry, urlOfKind} from './kinds.ts';
import type {KindName} from './kinds.ts';

/** The server, or a tool before it, did not let it through. */
export class RefusedError extends Error {}

export interface Target {
  readonly kind: KindName;
  readonly namespace: string;
  readonly name: string;
}

export interface As {
  /** A field manager; without one the tool's own name. */
  readonly manager?: string;
  readonly subresource?: string;
  readonly type?: 'strategic' | 'merge' | 'json';
}

/** What the adversary writes with. Each command is kept, for a person to repeat it. */
export interface Hand {
  readonly commands: string[];
  kubectl(args: readonly string[], input?: Json): Promise<string>;
  get(target: Target): Promise<Obj>;
  patch(target: Target, body: Json, as?: As): Promise<void>;
  /** Server-side, with all that stands in the object. */
  apply(object: Obj, namespace: string, manager: string): Promise<void>;
  /** Writes managedFields anew, as anybody may who may write the object. */
  editManaged(target: Target, edit: (entries: readonly Obj[]) => readonly Json[]): Promise<void>;
  /** Dates a manager's own entry. */
  date(target: Target, manager: string, time: string): Promise<void>;
  helm(args: readonly string[]): Promise<string>;
}

const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

const inNamespace = ({kind, namespace}: Target): string[] =>
  kindEntry(kind).isClusterScoped === true ? [] : ['-n', namespace];

const resourceOf = (kind: KindName): string => {
  const {apiVersion, plural} = kindEntry(kind);
  const [group = '', version] = apiVersion.split('/');
  return version === undefined ? plural : `${plural}.${version}.${group}`;
};

const PATCH_TYPES = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
} as const;

export const managedOf = (object: Obj): Obj[] => asList(asObj(object['metadata'])['managedFields']).map(asObj);

/** Whose entries these are. What the server cannot read in what is written it drops, which hides as well. */
const namesOf = (entries: readonly Obj[]): ReadonlySet<string> =>
  new Set(
    entries
      .filter(({manager}) => manager !== undefined)
      .map(({manager, operation, subresource}) => [manager, operation, subresource].map(asText).join(' ').trim()),
  );

/** A patch as kubectl's command, and as the request that this makes. */
function patchOf(
  target: Target,
  body: Json,
  {manager, subresource, type}: As,
): {readonly args: readonly string[]; readonly url: string; readonly type: string} {
  const how = type ?? (target.kind === 'Widget' ? 'merge' : 'strategic');
  const args = [
    'patch',
    ...inNamespace(target),
    resourceOf(target.kind),
    target.name,
    `--type=${how}`,
    ...(manager === undefined ? [] : [`--field-manager=${manager}`]),
    ...(subresource === undefined ? [] : [`--subresource=${subresource}`]),
    '-p',
    JSON.stringify(body),
  ];
  const object = urlOfKind(target.kind, target.namespace, target.name);
  return {args, url: subresource === undefined ? object : `${object}/${subresource}`, type: PATCH_TYPES[how]};
}

export function handOf(api: Api, tools: {readonly kubectl: Tool; readonly helm: Tool}): Hand {
  const commands: string[] = [];
  const run = async (name: 'kubectl' | 'helm', args: readonly string[], input?: Json): Promise<string> => {
    const text = input === undefined ? '' : ` <<< ${quoted(JSON.stringify(input))}`;
    commands.push(`${name} ${args.map(quoted).join(' ')}${text}`);
    const done: ToolRun = await tools[name](args, input === undefined ? {} : {input: JSON.stringify(input)});
    if (done.code !== 0) throw new RefusedError(done.stderr.trim().slice(0, 400));
    return done.stdout;
  };
  const get = async ({kind, namespace, name}: Target): Promise<Obj> => api.get(urlOfKind(kind, namespace, name));
  const patched = (target: Target, body: Json, as: As = {}): Promise<Obj> => {
    const {args, url, type} = patchOf(target, body, as);
    return ask(args, url, type, body, {fieldManager: as.manager ?? 'kubectl-patch', fieldValidation: 'Strict'});
  };
  /** The request that kubectl makes of this command: a process for each would take most of the suite's time. */
  const ask = async (
    args: readonly string[],
    url: string,
    type: string,
    body: Json,
    query: Readonly<Record<string, string>>,
    input = '',
  ): Promise<Obj> => {
    commands.push(`kubectl ${args.map(quoted).join(' ')}${input}`);
    const {status, body: answer} = await api.ask('PATCH', url, {body, type, query});
    if (status >= 300) throw new RefusedError(`${status} ${asText(answer['message']).slice(0, 400)}`);
    return answer;
  };
  const editManaged: Hand['editManaged'] = async (target, edit) => {
    const entries = edit(managedOf(await get(target))).map(asObj);
    const body = [{op: 'replace', path: '/metadata/managedFields', value: entries}];
    const wanted = namesOf(entries);
    const left = namesOf(managedOf(await patched(target, body, {type: 'json'})));
    const stayed = [...left].filter((name) => !wanted.has(name));
    if (stayed.length > 0) throw new RefusedError(`managedFields keep what was taken away: ${stayed.join(', ')}`);
  };
  return {
    commands,
    kubectl: (args, input) => run('kubectl', args, input),
    helm: (args) => run('helm', args),
    get,
    patch: async (target, body, as) => void (await patched(target, body, as)),
    async apply(object, namespace, manager) {
      const args = ['apply', '--server-side', '--force-conflicts', `--field-manager=${manager}`, '-n', namespace];
      const kind = asText(object['kind']);
      if (!isKindName(kind)) throw new Error(`the adversary knows no kind ${kind}`);
      const url = urlOfKind(kind, namespace, asText(asObj(object['metadata'])['name']));
      const query = {fieldManager: manager, force: 'true', fieldValidation: 'Strict'};
      const input = ` <<< ${quoted(JSON.stringify(object))}`;
      await ask([...args, '-f', '-'], url, 'application/apply-patch+yaml', object, query, input);
    },
    editManaged,
    async date(target, manager, time) {
      const own = (name: string) => (entry: Obj) => entry['manager'] === name && entry['subresource'] === undefined;
      // The server ignores a write that changes nothing but times: the entry gets another name on the way.
      const between = `${manager}-x`;
      await editManaged(target, (entries) =>
        entries.map((entry) => (own(manager)(entry) ? {...entry, manager: between} : entry)),
      );
      await editManaged(target, (entries) =>
        entries.map((entry) => (own(between)(entry) ? {...entry, manager, time} : entry)),
      );
      if (!managedOf(await get(target)).some((entry) => own(manager)(entry) && entry['time'] === time))
        throw new Error(`the entry of ${manager} could not be dated`);
    },
  };
}
