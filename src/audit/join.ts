import type {Attribution, Finding, Person, Persons} from '../model/report.ts';
import type {Effect} from './effect.ts';
import {isAtWorkIn} from './event.ts';
import type {Entry, Page} from './book.ts';
import type {FindingFacts, Owner} from './facts.ts';

/** Microseconds: how long a run of Helm may write to objects after it has begun its record, where the log does not show its end. */
const LONGEST_RUN = 30 * 60 * 1_000_000;

/** What a log tells of one difference, and of the run that wrote the release. */
export interface Told {
  readonly facts: FindingFacts;
  /** The object's own page; undefined where nobody can name it as the log does. */
  readonly page: Page | undefined;
  /** Which of a page's places is the difference's. */
  readonly place: number;
  /** The page of the deployed revision's record. */
  readonly record: Page;
  /** Whether the log holds all writes of the object up to the check. */
  readonly isUpToNow: boolean;
}

/**
 * Who made a difference what it is: the one write that can have, or those of which nobody can tell which. Nothing is left out of
 * the choice but what cannot have been it; where the log does not reach, nobody is named.
 */
export function personsOf(told: Told): Persons {
  const {facts, page} = told;
  if (page === undefined) return unknown('the cluster does not say how the log names its kind');
  if (page.doubt !== undefined) return unknown(page.doubt);
  if (page.entries.length === 0) return unknown('the log has no write of this object');
  const {change} = facts.finding;
  if (change === 'missing') return deleted(told, page.entries);
  if (change === 'extra') return created(facts, page.entries);
  return changed(told, page.entries);
}

/** The same finding with what the log tells; it corrects what managedFields could only guess. */
export function withPersons(finding: Finding, person: Persons, writer: Entry | undefined): Finding {
  const {by} = finding;
  const isGuess = by.certainty !== 'exact';
  const manager = writer?.manager;
  const told: Attribution =
    person.certainty === 'exact' && isGuess && writer !== undefined && manager !== undefined && manager !== ''
      ? {
          ...without(by),
          manager,
          operation:
            writer.verb === 'delete' || writer.verb === 'deletecollection' ? 'Delete' : (by.operation ?? 'Update'),
          ...(writer.subresource === '' ? {} : {subresource: writer.subresource}),
          time: writer.person.at,
          certainty: 'exact',
        }
      : by;
  return {...finding, by: {...told, person}};
}

function without({manager: _manager, subresource: _subresource, time: _time, ...rest}: Attribution): Attribution {
  return rest;
}

/** Nobody, and why. */
export function unknown(why: string): Persons {
  return {certainty: 'unknown', candidates: [], why};
}

/** Several writes of one person are no question. */
function among(entries: readonly Entry[], why: string): Persons {
  const byPerson = new Map<string, Person>();
  for (const {person} of entries) byPerson.set(`${person.impersonatedBy ?? ''} ${person.name}`, person);
  const candidates = [...byPerson.values()];
  if (candidates.length === 0) return unknown(why);
  return candidates.length === 1 ? {certainty: 'exact', candidates} : {certainty: 'one-of', candidates, why};
}

/** It went with the first deletion after it was last made; of a collection's deletion nobody can tell what it took. */
function deleted({record, isUpToNow}: Told, entries: readonly Entry[]): Persons {
  if (!isUpToNow) return unknown(ENDS_BEFORE);
  const made = entries.findLastIndex(({code, verb}) => code === 201 && verb !== 'delete');
  const run = runOf(record);
  const after = entries.slice(made + 1).filter(({done}) => run === undefined || made >= 0 || done >= run.begun);
  const deletions = after.filter(
    ({verb, subresource, isMaybeDry}) => verb.startsWith('delete') && subresource === '' && isMaybeDry !== true,
  );
  const unsure = after.filter(({verb, isMaybeDry}) => verb.startsWith('delete') && isMaybeDry === true);
  const first = deletions.find(({verb}) => verb === 'delete');
  if (first === undefined) {
    if (made < 0 && run === undefined) return unknown(BEGINS_LATER);
    const all = [...deletions, ...unsure];
    return all.length === 0 ? unknown('the log has no deletion of this object') : among(all, MORE_THAN_ONE);
  }
  // Had one before it taken the object, there would have been nothing left to delete: but for what waits for a finalizer.
  const before = [...deletions, ...unsure].filter((one) => one !== first && one.received <= first.done);
  return among([...before, first], MORE_THAN_ONE);
}

const MORE_THAN_ONE = 'more than one deletion may have taken it';

/** By the second in which the API server says it was made. */
function created({createdAt}: FindingFacts, entries: readonly Entry[]): Persons {
  const makers = entries.filter((entry) => isAtWorkIn(entry, createdAt) && mayHaveMade(entry));
  return makers.length === 0
    ? unknown('the log has no creation of this object')
    : among(makers, 'it was made more than once in the same second');
}

function mayHaveMade({verb, code, isMaybeDry}: Entry): boolean {
  return (
    verb === 'create' || (code === 201 && verb !== 'delete') || (isMaybeDry === true && !verb.startsWith('delete'))
  );
}

function changed(told: Told, entries: readonly Entry[]): Persons {
  const {facts, place, isUpToNow} = told;
  const {owners, finding} = facts;
  const from = beginning(told, entries);
  if (from === undefined) return unknown(BEGINS_LATER);
  const within = from.filter(({verb}) => !verb.startsWith('delete'));
  const isOwned = owners.length > 0 && finding.by.certainty === 'exact';
  if (isOwned) {
    // An entry's time is that of its manager's last write: a log without that write does not reach so far.
    const unseen = owners.find((owner) => !within.some((entry) => isOf(entry, owner) && isAtWork(entry, owner)));
    if (unseen !== undefined && !isUpToNow)
      return unknown('the log has no write by its manager at the time that the object names');
    if (unseen !== undefined) return unknown('its manager wrote at a time of which the log has no write');
    // What was scaled has no time: whether that was the last time, only a log that reaches up to now can tell.
    if (owners.some(({time}) => time === undefined) && !isUpToNow) return unknown(ENDS_BEFORE);
  } else if (!isUpToNow) return unknown(ENDS_BEFORE);
  const candidates = possible(within, place).filter((entry) => !isOwned || owners.some((owner) => isOf(entry, owner)));
  const why = 'the log does not tell which of their writes it was';
  return candidates.length === 0 ? unknown('no write in the log can have made it what it is') : among(candidates, why);
}

function isAtWork(entry: Entry, {time}: Owner): boolean {
  return time === undefined || isAtWorkIn(entry, time);
}

function isOf({manager, subresource}: Entry, owner: Owner): boolean {
  return (manager === undefined || manager === owner.manager) && subresource === (owner.subresource ?? '');
}

const BEGINS_LATER = 'the log begins after helm wrote this object';
const ENDS_BEFORE = 'the log ends before this check: what was done since is not in it';

/** The writes since the value was known to be another one: since the object was made, or since Helm's run put it right. */
function beginning({facts, record}: Told, entries: readonly Entry[]): readonly Entry[] | undefined {
  const made = entries.findLastIndex(
    (entry) => isAtWorkIn(entry, facts.createdAt) && mayHaveMade(entry) && entry.isMaybeDry !== true,
  );
  const since = made < 0 ? undefined : entries.slice(made);
  if (!facts.isResetByRun) return since;
  const run = runOf(record);
  if (run === undefined) return since;
  // The run's own last write to it; a client-side run writes nothing where nothing is to be changed.
  const own = entries.findLastIndex((entry) => isByRun(entry, run));
  const after =
    own < 0
      ? entries.filter(({done}) => done >= run.begun)
      : entries.filter((one, at) => at > own || isBeside(one, entries[own]));
  return since !== undefined && since.length < after.length ? since : after;
}

/** Requests that were at work at the same time: nobody can tell which came last. */
function isBeside(one: Entry, other: Entry | undefined): boolean {
  return other !== undefined && one !== other && one.done > other.received && one.received < other.done;
}

interface Run {
  readonly begun: number;
  readonly ended: number;
  readonly writer: Entry;
}

/** A run of Helm, by the record that it made: whoever made it is its user. Undefined where the log does not have that. */
function runOf({entries, doubt}: Page): Run | undefined {
  const writer = entries.find(({code, verb}) => verb === 'create' && code === 201);
  if (writer === undefined || doubt !== undefined) return undefined;
  const later = entries.find((entry) => entry !== writer && isSamePerson(entry, writer));
  return {begun: writer.received, ended: Math.min(writer.done + LONGEST_RUN, later?.done ?? Infinity), writer};
}

function isByRun(entry: Entry, {begun, ended, writer}: Run): boolean {
  return isSamePerson(entry, writer) && entry.received >= begun && entry.done <= ended && entry.isMaybeDry !== true;
}

function isSamePerson(a: Entry, b: Entry): boolean {
  return (
    a.person.name === b.person.name &&
    a.person.impersonatedBy === b.person.impersonatedBy &&
    a.person.userAgent === b.person.userAgent &&
    a.person.sourceIP === b.person.sourceIP
  );
}

/** Those of writes in their order, of a value that was another one before the first, that can have made it what it is now. */
function possible(entries: readonly Entry[], place: number): readonly Entry[] {
  const effect = (entry: Entry): Effect => entry.effects[place] ?? 'maybe';
  const reaching = entries.filter((entry) => effect(entry) !== 'none');
  const cut = reaching.findLastIndex((entry) => effect(entry) === 'other');
  const left = reaching.filter(
    (entry, at) => at > cut || (effect(entry) !== 'other' && isBeside(entry, reaching[cut])),
  );
  const set = left.find((entry) => effect(entry) === 'live');
  if (set === undefined) return left;
  const at = left.indexOf(set);
  const later = left.slice(at + 1);
  const away = later.find((entry) => effect(entry) === 'maybe');
  // What was set already, another write can only have set again after one had changed it.
  const again = away === undefined ? [] : later.slice(later.indexOf(away) + 1);
  return [...left.slice(0, at), set, ...later.filter((entry) => again.includes(entry) || isBeside(entry, set))];
}

/** The write of a person that is told of: the last one of that person's. */
export function writerOf({candidates}: Persons, page: Page | undefined): Entry | undefined {
  const [only] = candidates;
  return page?.entries.find(({person}) => person === only);
}
