import type {Hours} from '../config/durations.ts';

const MINUTE_MS = 60_000;
/** No quiet time is looked for beyond a week: one that never ends ends then, and begins anew. */
const FARTHEST_MS = 8 * 24 * 60 * MINUTE_MS;
const STEP_MS = 15 * MINUTE_MS;

/** Until when it is quiet, milliseconds since 1970, to the minute; undefined where it is not. */
export function quietUntil(hours: Hours, now: number): number | undefined {
  const clock = clockOf(hours.zone);
  if (!isQuiet(hours, clock(now))) return undefined;
  let from = now;
  while (from - now < FARTHEST_MS && isQuiet(hours, clock(from + STEP_MS))) from += STEP_MS;
  // Within this quarter of an hour: zones go by minutes.
  let minute = (Math.floor(from / MINUTE_MS) + 1) * MINUTE_MS;
  while (minute - from < STEP_MS && isQuiet(hours, clock(minute))) minute += MINUTE_MS;
  return minute;
}

/** Whether it is one of these days, and one of these hours; what is not given is any. */
export function isWithinHours({zone, ranges, days}: Hours, now: number): boolean {
  const local = clockOf(zone)(now);
  return (days.length === 0 || days.includes(local.day)) && (ranges.length === 0 || isWithin(ranges, local.minute));
}

interface Local {
  readonly day: string;
  /** Minutes since midnight. */
  readonly minute: number;
}

function isQuiet({ranges, days}: Hours, {day, minute}: Local): boolean {
  return days.includes(day) || isWithin(ranges, minute);
}

/** A range that ends before it begins goes over midnight. */
function isWithin(ranges: Hours['ranges'], minute: number): boolean {
  return ranges.some(({from, to}) => (from <= to ? minute >= from && minute < to : minute >= from || minute < to));
}

const KNOWN_AT_MOST = 50;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks on the wall show there: summer time too. */
function clockOf(zone: string): (time: number) => Local {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    if (formats.size >= KNOWN_AT_MOST) formats.clear();
    formats.set(zone, format);
  }
  const known = format;
  return (time) => {
    const parts = new Map(known.formatToParts(time).map(({type, value}) => [type, value]));
    const day = (parts.get('weekday') ?? '').toLowerCase();
    return {day, minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute'))};
  };
}
