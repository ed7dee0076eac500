import type {ColorFlag} from '../flags/report.ts';

/** Whether to colour what goes to a stream; NO_COLOR is https://no-color.org. */
export function wantsColor(flag: ColorFlag, env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (flag !== 'auto') return flag === 'always';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return isTerminal && env['TERM'] !== 'dumb';
}
