import {difference} from '../accuracy/diff.ts';
import type {Obj} from '../accuracy/json.ts';
import {placeText} from '../accuracy/paths.ts';
import {readSubjects, keyOf} from '../accuracy/subjects.ts';
import type {Subject} from '../accuracy/subjects.ts';
import {tool} from '../accuracy/run-tool.ts';
import {judge, NOBODYS} from './compare.ts';
import type {Judged} from './compare.ts';
import type {Actor, Transition} from './history.ts';
import {placesIn} from './product.ts';
import type {Found} from './product.ts';
import type {Scene} from './scene.ts';

/** A finding, and who is its author by what this suite did. */
export interface Truth {
  readonly found: Found;
  /** Absent where it is none of this suite's writes. */
  readonly by: Transition | undefined;
  /** Of a path that can be read in several ways, the authors of each. */
  readonly readings: readonly Actor[];
  /** Others whose part of it stands there too. */
  readonly others: readonly string[];
}

export interface Measure {
  readonly judged: readonly Judged[];
  readonly wrong: readonly {readonly key: string; readonly text: string}[];
  /** Of the right ones that name one person: whether the event is the very one. */
  readonly events: {readonly same: number; readonly other: readonly string[]};
}

/** The truth of each finding that says that something drifted. */
export async function truthsOf(scene: Scene, found: readonly Found[]): Promise<Map<string, Truth>> {
  const {world, releases} = scene;
  const kubectl = tool(world.ground.kubectl, [], world.ground.env);
  const again = await readSubjects(world.ground.admin, world.kinds, releases, {helm: world.ground.helm, kubectl});
  const declared = new Map(again.map((subject): [string, Subject] => [keyOf(subject), subject]));
  const truths = new Map<string, Truth>();
  for (const one of found) {
    const known = world.known.get(one.key);
    if (known === undefined || one.verdict !== 'drift') continue;
    const {history, subject} = known;
    if (one.change === 'missing' || one.change === 'extra') {
      const by = one.change === 'extra' ? history.created : history.deleted;
      truths.set(one.id, {found: one, by, readings: actorsOf([by]), others: []});
      continue;
    }
    const documents: Obj[] = [declared.get(one.key)?.declared ?? subject.declared];
    const now = await world.read(subject);
    if (now !== undefined) documents.push(now);
    const {schema} = subject.kind;
    const places = placesIn(one, documents, schema);
    const by = history.authorOf(places, schema);
    const readings = actorsOf([by, ...places.map((place) => history.authorOf([place], schema))]);
    truths.set(one.id, {found: one, by, readings, others: history.othersOf(places, schema)});
  }
  return truths;
}

const actorsOf = (transitions: readonly (Transition | undefined)[]): Actor[] =>
  transitions.flatMap((one) => (one === undefined || one.actor.name === '' ? [] : [one.actor]));

/** Who is somebody of this suite: naming them where they did nothing is wrong. */
export const everybody = ({world}: Scene): Set<string> =>
  new Set([...world.workers.map(({person}) => person.name), 'gateway', 'nobody', 'helm-ci']);

/** All that was done to the object of a finding, for whoever wants to know why the truth is what it is. */
export function storyOf({world}: Scene, key: string): string[] {
  const known = world.known.get(key);
  if (known === undefined) return [];
  return known.history.all.map(({kind, actor, manager, before, after}) => {
    const effects =
      before === undefined || after === undefined
        ? [before === undefined ? (after === undefined ? 'nothing' : 'made') : 'gone']
        : difference(before, after, known.subject.kind.schema).map(
            ({kind: change, place, from, to}) =>
              `${change} ${placeText(place)} ${JSON.stringify(from)?.slice(0, 60)} to ${JSON.stringify(to)?.slice(0, 60)}`,
          );
    return `${kind} by ${named(actor.name, actor.impersonatedBy)} as ${manager}: ${effects.join('; ') || 'no effect'}`;
  });
}

/** Holds a report with a log against the truth. */
export function measure(
  truths: ReadonlyMap<string, Truth>,
  found: readonly Found[],
  ours: ReadonlySet<string>,
  isLoose = false,
): Measure {
  const judged: Judged[] = [];
  const wrong: {key: string; text: string}[] = [];
  const other: string[] = [];
  let same = 0;
  const byId = new Map(found.map((one) => [one.id, one]));
  for (const [id, {found: plain, by, readings, others}] of truths) {
    const one = byId.get(id);
    const author = by === undefined || by.actor.name === '' ? undefined : by.actor;
    const verdict = judge(one?.person, readings, ours, isLoose);
    judged.push({kind: author === undefined ? NOBODYS : (by?.kind ?? NOBODYS), verdict, book: bookOf(plain, by)});
    const [event] = one?.person?.candidates ?? [];
    if (verdict === 'exact' && by?.auditId !== undefined && event?.auditID !== undefined) {
      if (event.auditID === by.auditId) same++;
      else other.push(`${plain.key} ${plain.path} ${plain.change} by ${by.kind}: ${event.auditID}, not ${by.auditId}`);
    }
    if (verdict !== 'wrong' && verdict !== 'malformed') continue;
    const names = one?.person?.candidates.map(({name, impersonatedBy}) => named(name, impersonatedBy)).join(', ');
    const also = others.length > 1 ? ` (also in it: ${others.join(', ')})` : '';
    const said = one?.person === undefined ? 'no person' : `${one.person.certainty} ${names ?? ''}`;
    wrong.push({
      key: plain.key,
      text: `${plain.key} ${plain.path} ${plain.change}: ${said}; it was ${named(author?.name ?? 'none of ours', author?.impersonatedBy)} by ${by?.kind ?? 'nothing'} as ${by?.manager ?? ''}${also}`,
    });
  }
  return {judged, wrong, events: {same, other}};
}

const named = (name: string, by: string | undefined): string => (by === undefined ? name : `${name} through ${by}`);

/** What the books alone say of the tool. */
function bookOf({manager}: Found, by: Transition | undefined): Judged['book'] {
  if (manager === '') return 'none';
  return by !== undefined && manager === by.manager ? 'right' : 'other';
}

/** Where the books are exact, and the truth says otherwise: of a list that is owned as one, or one of the two is mistaken. */
export function disputes(truths: ReadonlyMap<string, Truth>): {key: string; text: string}[] {
  return [...truths.values()].flatMap(({found: {key, path, change, certainty, manager}, by}) =>
    certainty === 'exact' && by !== undefined && by.actor.name !== '' && by.manager !== manager
      ? [{key, text: `${key} ${path} ${change}: ${manager} by the books, ${by.manager} (${by.kind})`}]
      : [],
  );
}
