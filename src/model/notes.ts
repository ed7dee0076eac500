import {plural} from './plural.ts';

/** That a search left out custom kinds; `lookedAt` is ISO 8601. */
export function leftOutNote({kinds, lookedAt}: {readonly kinds: number; readonly lookedAt: string}): string {
  return `extra objects were not looked for among ${plural(kinds, 'custom kind')}: at ${lookedAt} none of them held an object of Helm's anywhere in the cluster`;
}

const LEFT_OUT =
  /^extra objects were not looked for among \d+ custom kinds?: at ([\d:.TZ-]+) none of them held an object of Helm's anywhere in the cluster$/;
const NARROWED = /^in (\S+(?:, \S+)*) extra objects were looked for among built-in kinds alone$/;

/** What notes say of the search for extra objects of custom kinds: since when some were left out, and in which namespaces all were. */
export function customKindsLeftOut(notes: readonly string[]): {
  readonly since: string | undefined;
  readonly namespaces: readonly string[];
} {
  const since = notes.map((note) => LEFT_OUT.exec(note)?.[1]).find((time) => time !== undefined);
  return {since, namespaces: notes.flatMap((note) => NARROWED.exec(note)?.[1]?.split(', ') ?? [])};
}

/** Whether a note is wholly of our own words: it quotes nothing, and can hold no secret. */
export function quotesNothing(note: string): boolean {
  return LEFT_OUT.test(note);
}

const UNUSED = 'it matches nothing in any release of this run';

/** That a rule had nothing to do in all of many releases. */
export function unusedNote(rule: string): string {
  return `${rule} is unused: ${UNUSED}`;
}

/** Whether a note is about many releases together, and stands in one of their reports only for want of another place. */
export function isOfRun(note: string): boolean {
  return note.endsWith(UNUSED);
}

const STOPS_UPGRADE = 'the next helm upgrade fails here';

/** That the server refuses a merge for what is in it: Helm's own would be the same. `said` are the server's words. */
export function stoppingNote(said: string): string {
  return `${STOPS_UPGRADE}, for the API server refuses this merge: ${said}`;
}

/** Whether a note says that the next upgrade fails at this object. */
export function stopsUpgrade(note: string): boolean {
  return note.startsWith(STOPS_UPGRADE);
}
