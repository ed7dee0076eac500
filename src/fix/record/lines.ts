import {isList, isObject} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';
import {parseJsonExact, stringifyJson} from '../../yaml/json.ts';
import type {RecordLine} from './journal.ts';

/** One line of a record's file, with its end. */
export function formatLine(line: RecordLine): string {
  return `${stringifyJson(line)}\n`;
}

/** The other way round. Throws SyntaxError where the text is no line of a record. */
export function parseLine(text: string): RecordLine {
  const line: unknown = upgraded(parseJsonExact(text));
  if (!isRecordLine(line)) throw new SyntaxError('a line of it is none of a record');
  return line;
}

const OLDER: ReadonlySet<unknown> = new Set(['1', '2']);

/** Records of version 1 call a write-ahead line `intent`; those of 1 and 2 hold Secrets in the clear; all else is the same. */
function upgraded(line: Json): Json {
  if (!isObject(line)) return line;
  if (line['type'] === 'intent') return {...line, type: 'write-ahead'};
  return line['type'] === 'head' && OLDER.has(line['schemaVersion']) ? {...line, schemaVersion: '3'} : line;
}

/** As much as whoever reads on relies on: what a later version writes may have more, and its head says which it is. */
function isRecordLine(line: unknown): line is RecordLine {
  if (!isObject(line) || typeof line['type'] !== 'string') return false;
  if (line['type'] !== 'head') return line['type'] === 'end' || typeof line['step'] === 'number';
  const {plan, before} = line;
  return typeof line['id'] === 'string' && isList(before) && isObject(plan) && isList(plan['steps']);
}
