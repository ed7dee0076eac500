import type {Page} from './book.ts';
import {isAtWorkIn, microseconds} from './event.ts';
import type {FindingFacts} from './facts.ts';

/** An object that a difference is in, and what the log has of it. */
export interface Seen {
  readonly facts: FindingFacts;
  readonly page: Page;
  /** Whether the log holds all of its writes up to the check, if it is whole. */
  readonly isUpToNow: boolean;
}

/**
 * Why a log cannot be relied on as a whole: an object tells of a write in a time that the log covers, and the log does not have it.
 * So it is with the log of one API server of several, or where a rotated file is missing. A kind of which the log has nothing at
 * all its policy leaves out. Undefined where nothing says so.
 */
export function missingIn(seen: readonly Seen[]): string | undefined {
  const times = seen.flatMap(({page}) => page.entries.map(({done}) => done));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const kept = new Set(seen.filter(({page}) => page.entries.length > 0).map(({facts}) => kindOf(facts)));
  for (const {facts, page, isUpToNow} of seen.filter((one) => kept.has(kindOf(one.facts))))
    for (const {manager, time = ''} of facts.writes) {
      const at = microseconds(time);
      if (at === undefined || at < first || (at > last && !isUpToNow)) continue;
      const isThere = page.entries.some((entry) => isAtWorkIn(entry, time));
      if (!isThere && page.doubt === undefined)
        return `the log is not whole: ${manager} wrote to ${facts.finding.ref.kind}/${facts.finding.ref.name} at ${time}, and it has no such write (of several API servers each has a log of its own)`;
    }
  return undefined;
}

const kindOf = ({finding: {ref}}: FindingFacts): string => `${ref.group}/${ref.kind}`;
