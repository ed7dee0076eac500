import type {Json, JsonObject} from '../model/json.ts';
import {listField, mapOf, mistake, requiredText, textField, textsField, wordOf} from './fields.ts';
import type {Place} from './fields.ts';

/** Times of the wall clock in a zone. */
export interface Hours {
  /** `Europe/Berlin`, `UTC`. */
  readonly zone: string;
  /** Minutes since midnight; one that ends before it begins goes over midnight. */
  readonly ranges: readonly {readonly from: number; readonly to: number}[];
  /** Whole days: `sat`, `sun`. */
  readonly days: readonly string[];
}

const UNITS = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000} as const;
const LONGEST_MS = 366 * UNITS.d;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** `30s`, `10m`, `24h`, `7d`, in milliseconds; undefined where it is absent. */
export function durationField(fields: JsonObject, field: string, place: Place): number | undefined {
  const text = textField(fields, field, place);
  if (text === undefined) return undefined;
  const [, number = '', unit = 's'] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const milliseconds = Number(number) * UNITS[unit as keyof typeof UNITS];
  if (number === '' || milliseconds === 0 || milliseconds > LONGEST_MS)
    throw mistake(
      place,
      `${field} cannot be "${text}"`,
      'Write a number and s, m, h or d: 10m. A year is the longest.',
    );
  return milliseconds;
}

/** `{zone: Europe/Berlin, hours: ["20:00-07:00"], days: [sat, sun]}`; `also` are fields of the caller's. */
export function hoursField(value: Json, place: Place, also: readonly string[] = []): Hours {
  const fields = mapOf(value, place, 'it', ['zone', 'hours', 'days', ...also]);
  const zone = requiredText(fields, 'zone', place, 'Hours are of a place: Europe/Berlin, or UTC.');
  if (!isZone(zone))
    throw mistake(place, `zone cannot be "${zone}"`, 'Name one of the tz database: Europe/Berlin, or UTC.');
  const ranges = (textsField(fields, 'hours', place) ?? []).map((text) => rangeOf(text, place));
  const days = (textsField(fields, 'days', place) ?? []).map((day) => wordOf(day, DAYS, place, 'days'));
  if (ranges.length + days.length === 0)
    throw mistake(
      place,
      'neither hours nor days are given',
      'Write them as:  hours: ["20:00-07:00"]  or  days: [sat, sun]',
    );
  if (listField(fields, 'days', place)?.length === 0) throw mistake(place, 'days is empty', 'Leave it out.');
  return {zone, ranges, days};
}

function rangeOf(text: string, place: Place): {from: number; to: number} {
  const [, ...parts] = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(text) ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
  const [from, to] = [(fromHour ?? 0) * 60 + (fromMinute ?? 0), (toHour ?? 0) * 60 + (toMinute ?? 0)];
  if (parts.length === 0 || from === to || to > 24 * 60)
    throw mistake(place, `hours cannot hold "${text}"`, 'Write them as "20:00-07:00".');
  return {from, to};
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', {timeZone: zone}).format(0) !== '';
  } catch {
    return false;
  }
}
