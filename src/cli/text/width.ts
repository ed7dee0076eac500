import type {Runtime} from '../../app/runtime.ts';

/** What is filled where nothing tells how wide it is. */
const UNKNOWN = 80;

/** Columns of the terminal: what COLUMNS says, as for git and Python, then what the terminal says itself. */
export function widthOf({env, stdout}: Pick<Runtime, 'env' | 'stdout'>): number {
  const said = env['COLUMNS'] ?? '';
  return /^[1-9]\d{0,5}$/.test(said) ? Number(said) : (stdout.columns ?? UNKNOWN);
}
