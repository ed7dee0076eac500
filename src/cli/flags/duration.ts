import {UserError} from '../../model/errors.ts';

const SIZES: Readonly<Record<string, number>> = {s: 1, m: 60, h: 3600, d: 86_400};

/** A time of the past: RFC 3339, a day (its first moment, UTC), or how long ago: `8h`. Answers with RFC 3339. */
export function pastTime(text: string, flag: string, now: Date): string {
  const isAge = isDuration(text);
  const time = isAge ? now.getTime() - secondsOf(text, flag) * 1000 : Date.parse(text);
  if (!isAge && (!/^\d{4}-\d{2}-\d{2}(?:$|[T ].*(?:Z|[+-]\d{2}:?\d{2})$)/.test(text) || Number.isNaN(time)))
    throw new UserError(
      `${flag} takes a time, and "${text}" is none`,
      'For example 2026-11-28T09:30:00Z, 2026-11-28, or how long ago: 8h.',
    );
  if (time > now.getTime()) throw new UserError(`${flag} takes a time of the past, and ${text} is to come`);
  return new Date(time).toISOString();
}

export const isDuration = (text: string): boolean => /^\d+[smhd]$/.test(text);

/** `30s`, `15m`, `8h`, `7d`, in seconds. */
export function secondsOf(text: string, flag: string): number {
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const size = SIZES[unit];
  if (count === undefined || size === undefined)
    throw new UserError(`${flag} takes a duration, and "${text}" is none`, 'For example 90s, 30m, 8h or 7d.');
  return Number(count) * size;
}
