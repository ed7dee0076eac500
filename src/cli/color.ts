import type {Surroundings} from './surroundings.ts';

/** NO_COLOR and a dumb terminal are heard where the flag leaves it open. */
export function wantsColor(flag: 'auto' | 'always' | 'never', {env, stdout}: Surroundings): boolean {
  if (flag !== 'auto') return flag === 'always';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return stdout.isTTY === true && env['TERM'] !== 'dumb';
}
