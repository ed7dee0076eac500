import type {Runtime} from '../../app/runtime.ts';

/** What is filled where nothing tells how wide it is. */
const UNKNOWN = 80;

/** Columns of the terminal: what COLUMNS says, as for git and Python, then what the terminal says itself. */
export function widthOf(runtime: Pick<Runtime, 'env' | 'stdout'>): number {
  return knownWidth(runtime) ?? UNKNOWN;
}

/** The same; undefined where neither says anything, as in a pipe. */
export function knownWidth({env, stdout}: Pick<Runtime, 'env' | 'stdout'>): number | undefined {
  const said = env['COLUMNS'] ?? '';
  return /^[1-9]\d{0,5}$/.test(said) ? Number(said) : stdout.columns;
}
