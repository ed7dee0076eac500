import {signal} from '@preact/signals';
import {say} from '../state/announce.ts';
import {messageOf, post} from '../state/api.ts';
import {focused} from '../state/store.ts';

export interface Entry {
  readonly line: string;
  readonly text: string;
  /** Absent while it runs, and where the line was no command. */
  readonly exitCode?: number | undefined;
  readonly running: boolean;
}

const KEPT = 40;
const STORED = 'helm-drift-history';

export const entries = signal<readonly Entry[]>([]);
export const terminalOpen = signal(false);
export const lines = signal<readonly string[]>(JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as string[]);

/** Runs a line of the prompt. A bare `explain` speaks of the one selection. */
export function runLine(typed: string): void {
  const line = typed.trim().replace(/^(helm )?drift /, '');
  if (line === '') return;
  lines.value = [...lines.value.filter((each) => each !== line), line].slice(-200);
  sessionStorage.setItem(STORED, JSON.stringify(lines.value));
  if (line === 'clear') {
    entries.value = [];
    terminalOpen.value = false;
    return;
  }
  terminalOpen.value = true;
  void run(line);
}

async function run(line: string): Promise<void> {
  const sent = line === 'explain' && focused.value !== undefined ? `explain ${focused.value.id}` : line;
  const begun: Entry = {line: sent, text: '', running: true};
  entries.value = [...entries.value, begun].slice(-KEPT);
  const end = (entry: Entry): void => {
    entries.value = entries.value.map((each) => (each === begun ? entry : each));
  };
  try {
    const {stdout, stderr, exitCode} = await post('POST /api/command', {line: sent});
    const text = [stdout, stderr]
      .filter((part) => part !== '')
      .join('\n')
      .trimEnd();
    end({line: sent, text, exitCode, running: false});
    say(text.split('\n').slice(0, 3).join('. '));
  } catch (error) {
    end({line: sent, text: messageOf(error), running: false});
  }
}
