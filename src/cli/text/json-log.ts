import type {Redactor} from '../../redact/redactor.ts';
import type {Runtime} from '../../app/runtime.ts';
import {withoutLogCommands} from '../../model/inert.ts';
import {stringifyJson} from '../../yaml/json.ts';

export type Level = 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** One line of JSON for each thing that happened. */
export type Log = (level: Level, message: string, fields?: LogFields) => void;

const LONGEST = 2000;

/**
 * The one door of a process that nobody watches: what goes through it is masked as reports are, in one line, and of a bounded length.
 * JSON's escapes make it inert.
 */
export function jsonLog({stderr, now}: Pick<Runtime, 'stderr' | 'now'>, redactor: Pick<Redactor, 'text'>): Log {
  const safe = (text: string): string => redactor.text(text).slice(0, LONGEST);
  return (level, message, fields = {}) => {
    const told = Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? safe(value) : value]],
    );
    const line = {time: now().toISOString(), level, message: safe(message), ...Object.fromEntries(told)};
    stderr.write(`${withoutLogCommands(stringifyJson(line))}\n`);
  };
}
