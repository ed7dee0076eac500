import {UserError} from '../../model/errors.ts';

const SIZES: Readonly<Record<string, number>> = {s: 1, m: 60, h: 3600, d: 86_400};

/** `30s`, `15m`, `8h`, `7d`, in seconds. */
export function secondsOf(text: string, flag: string): number {
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const size = SIZES[unit];
  if (count === undefined || size === undefined)
    throw new UserError(`${flag} takes a duration, and "${text}" is none`, 'For example 90s, 30m, 8h or 7d.');
  return Number(count) * size;
}
