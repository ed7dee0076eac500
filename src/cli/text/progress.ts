import type {Runtime} from '../../app/runtime.ts';

export interface Progress {
  /** Replaces the line that is shown; says nothing where nobody watches. */
  say(text: string): void;
  /** Wipes the line, so that the report starts on a clean one. */
  done(): void;
}

/** One line on stderr, rewritten in place, and only on a terminal: a log keeps every byte. */
export function progressOn(stderr: Runtime['stderr'], env: NodeJS.ProcessEnv): Progress {
  if (stderr.isTTY !== true || env['TERM'] === 'dumb' || env['CI'] === 'true') return {say: () => {}, done: () => {}};
  let shown = false;
  return {
    say(text) {
      stderr.write(`\r\u001B[2K${text}`);
      shown = true;
    },
    done() {
      if (shown) stderr.write('\r\u001B[2K');
      shown = false;
    },
  };
}
