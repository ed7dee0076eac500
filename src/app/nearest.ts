import leven from 'leven';

/** The one of the names that is nearest by letters, and how many letters away it is; undefined where there is none. */
export function nearest(
  word: string,
  names: readonly string[],
): {readonly name: string; readonly distance: number} | undefined {
  return names.map((name) => ({name, distance: leven(word, name)})).toSorted((a, b) => a.distance - b.distance)[0];
}
