import {agoOf} from './words.ts';
import type {ReportContext} from './context.ts';

/** How a time is told, from RFC 3339. */
export type When = (time: string) => string;

/** For whoever reads it now. */
export function relativeTo(now: Date): When {
  return (time) => agoOf(time, now);
}

/** For files, which are read later: the time as it is. */
export const absolute: When = (time) => time;

/** For files that people read: the time, and how long before the writing that was. */
export function besideAbsolute(now: Date): When {
  return (time) => `${time} (${agoOf(time, now)} when this was written)`;
}

/** A terminal's times are relative, those of a text in a file are absolute. */
export function whenOf({isFile, now}: Pick<ReportContext, 'isFile' | 'now'>): When {
  return isFile === true ? absolute : relativeTo(now);
}
