import {UserError} from '../../model/errors.ts';

const UNITS: Readonly<Record<string, number>> = {Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, Ti: 1024 ** 4};

/** `64Mi`, `2Gi`, in bytes. */
export function bytesOf(text: string, flag: string): number {
  const [, count, unit = ''] = /^(\d{1,6})(Ki|Mi|Gi|Ti)$/.exec(text) ?? [];
  const size = UNITS[unit];
  if (count === undefined || size === undefined || Number(count) === 0)
    throw new UserError(`${flag} takes a size, and "${text}" is none`, 'For example 64Mi or 2Gi.');
  return Number(count) * size;
}

/** `1.5 GiB`, as people read it. */
export function sizeText(bytes: number): string {
  const [unit, size] = Object.entries(UNITS).findLast(([, one]) => bytes >= one) ?? ['Ki', 1024];
  return `${(bytes / size).toFixed(1)} ${unit}B`;
}
