import type {Runtime} from '../../app/runtime.ts';
import {inertText} from '../../model/inert.ts';

/** Lines that are rewritten in place, and keys that are heard, while somebody watches. */
export interface LiveScreen {
  readonly columns: number;
  readonly rows: number;
  /** Replaces what is shown. More lines than the terminal has are cut. */
  show(lines: readonly string[]): void;
  /** Leaves the last lines where they are, and the terminal as it was. */
  close(): void;
}

export type Key = 'up' | 'down' | 'page-up' | 'page-down' | 'quit' | 'interrupt';

const KEYS: Readonly<Record<string, Key>> = {
  '\u001B[A': 'up',
  '\u001BOA': 'up',
  k: 'up',
  '\u001B[B': 'down',
  '\u001BOB': 'down',
  j: 'down',
  '\u001B[5~': 'page-up',
  '\u001B[6~': 'page-down',
  ' ': 'page-down',
  q: 'quit',
  // A terminal that hands out keys hands this one out too, and sends no signal.
  '\u0003': 'interrupt',
};

const ROWS = 24;
const COLUMNS = 80;

type Stdin = Runtime['stdin'] & {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
  unref?(): unknown;
};

/** `onChange` is called when the terminal has another size. */
export function liveScreen(
  {stdin, stdout}: {readonly stdin: Stdin; readonly stdout: Runtime['stdout']},
  onKey: (key: Key) => void,
  onChange: () => void,
): LiveScreen {
  let shown = 0;
  const isRaw = stdin.isTTY === true && stdin.setRawMode !== undefined;
  const hear = (chunk: Buffer | string): void => {
    const text = chunk.toString();
    for (const one of text.match(/\u001B(?:\[[0-9;]*[~A-Z]|O[A-Z])|[^]/g) ?? []) {
      const key = KEYS[one];
      if (key !== undefined) onKey(key);
    }
  };
  if (isRaw) {
    stdin.setRawMode?.(true);
    stdin.on('data', hear);
    stdin.resume();
    stdin.unref?.();
  }
  stdout.on('resize', onChange);
  stdout.write('\u001B[?25l');
  return {
    get columns() {
      return stdout.columns ?? COLUMNS;
    },
    get rows() {
      return stdout.rows ?? ROWS;
    },
    show(lines) {
      const fitting = lines.slice(0, Math.max(1, (stdout.rows ?? ROWS) - 1));
      const back = shown === 0 ? '' : `\u001B[${shown}A`;
      stdout.write(`${back}\r\u001B[J${fitting.map((line) => `${inertText(line)}\n`).join('')}`);
      shown = fitting.length;
    },
    close() {
      stdout.removeListener('resize', onChange);
      stdout.write('\u001B[?25h');
      if (!isRaw) return;
      stdin.removeListener('data', hear);
      stdin.setRawMode?.(false);
      stdin.pause();
    },
  };
}
