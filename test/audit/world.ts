import {asText, isObj} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import type {Api} from '../accuracy/api.ts';
import type {Kind} from '../accuracy/openapi.ts';
import {tool} from '../accuracy/run-tool.ts';
import type {Tool} from '../accuracy/run-tool.ts';
import {keyOf} from '../accuracy/subjects.ts';
import type {Subject} from '../accuracy/subjects.ts';
import type {Hands} from '../accuracy/write.ts';
import type {Client} from './client.ts';
import {History} from './history.ts';
import type {Actor, Transition} from './history.ts';
import {clientFor, kubeconfigFor} from './people.ts';
import type {Person} from './people.ts';
import type {Ground} from './plane.ts';

/** A person with their tools at hand. */
export interface Worker {
  readonly person: Person;
  readonly actor: Actor;
  readonly client: Client;
  readonly kubectl: Tool;
  /** Under which name the server's books hold what they write without saying one. */
  readonly byAgent: string;
}

/** What is known of one object: what its release declares, and what was done to it. */
export interface Known {
  readonly subject: Subject;
  readonly history: History;
}

export class World {
  readonly ground: Ground;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly workers: readonly Worker[];
  readonly known = new Map<string, Known>();
  /** How often each kind of write was made. */
  readonly made = new Map<string, number>();
  /** Writes that were to have no effect, and had one. */
  readonly surprises: string[] = [];

  constructor(ground: Ground, kinds: ReadonlyMap<string, Kind>) {
    this.ground = ground;
    this.kinds = kinds;
    this.workers = ground.people.map((person) => workerOf(ground, person));
  }

  named(name: string, by?: string): Worker {
    const found = this.workers.find(
      ({person}) => person.name.startsWith(name) && (by === undefined || person.impersonatedBy === by),
    );
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  }

  /** The object as it is, or undefined. */
  async read({url}: Pick<Subject, 'url'>): Promise<Obj | undefined> {
    const {status, body} = await this.ground.admin.ask('GET', url);
    return status === 200 ? body : undefined;
  }

  knows(subject: Subject): Known {
    const key = keyOf(subject);
    const known = this.known.get(key) ?? {subject, history: new History()};
    this.known.set(key, known);
    return known;
  }

  /** Reads, lets somebody write, reads again, and takes it down. */
  async record(
    subject: Subject,
    {actor, kind, manager}: Pick<Transition, 'actor' | 'kind' | 'manager'>,
    write: () => Promise<unknown>,
  ): Promise<{before: Obj | undefined; after: Obj | undefined}> {
    const before = await this.read(subject);
    const answer = await write();
    const after = await this.read(subject);
    const auditId = auditIdOf(answer);
    this.#note(subject, {actor, kind, manager, ...(auditId === '' ? {} : {auditId})}, before, after);
    return {before, after};
  }

  /** Takes down a state that was read before somebody wrote to several objects at once. */
  noteAfter(
    subject: Subject,
    by: Omit<Transition, 'before' | 'after'>,
    before: Obj | undefined,
    after: Obj | undefined,
  ): void {
    this.#note(subject, by, before, after);
  }

  #note(
    subject: Subject,
    by: Omit<Transition, 'before' | 'after'>,
    before: Obj | undefined,
    after: Obj | undefined,
  ): void {
    this.made.set(by.kind, (this.made.get(by.kind) ?? 0) + 1);
    this.knows(subject).history.add({
      ...by,
      ...(before === undefined ? {} : {before}),
      ...(after === undefined ? {} : {after}),
    });
  }

  close(): void {
    for (const {client} of this.workers) client.close();
  }
}

function workerOf(ground: Ground, person: Person): Worker {
  const {name, impersonatedBy, groups = []} = person;
  const env = {...ground.env, KUBECONFIG: kubeconfigFor(ground.plane, person, ground.folder)};
  const as = impersonatedBy === undefined ? [] : ['--as', name, ...groups.flatMap((group) => ['--as-group', group])];
  return {
    person,
    actor: {name, ...(impersonatedBy === undefined ? {} : {impersonatedBy})},
    client: clientFor(ground.plane, person),
    kubectl: tool(ground.kubectl, as, env),
    byAgent: person.userAgent.split('/')[0] ?? '',
  };
}

/** What the last request through these hands was called in the books. */
export interface Used {
  manager: string;
  auditId?: string;
}

const auditIdOf = (answer: unknown): string => (isObj(answer) ? asText(answer['auditId']) : '');

/** Hands for this suite's sister, which draws and words writes: whose they are is decided here. */
export function handsOf(
  {person, client, kubectl, byAgent}: Worker,
  folder: string,
  used: Used,
  more: Readonly<Record<string, string>> = {},
): Hands {
  const {manager} = person;
  const ask: Api['ask'] = async (method, path, asking = {}) => {
    if (method === 'GET') return client.ask(method, path, asking);
    const {fieldManager, ...rest} = asking.query ?? {};
    const isApply = asking.type === 'application/apply-patch+yaml';
    // Who has no name of their own leaves it to the server to take one from the user agent.
    const said = isApply ? fieldManager : manager === undefined ? undefined : fieldManager;
    used.manager = said ?? byAgent;
    const query = {...rest, ...(said === undefined ? {} : {fieldManager: said}), ...more};
    const answer = await client.ask(method, path, {...asking, query});
    used.auditId = answer.auditId;
    return answer;
  };
  return {
    api: {...client, ask},
    kubectl,
    folder,
    managers: manager === undefined ? ['kubectl-patch'] : [manager],
  };
}
