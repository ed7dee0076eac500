import type {CommandLine, CommandShape} from '../../app/faces.ts';
import {defined} from '../../model/json.ts';
import type {Workspace} from './context.ts';

type Commands = CommandLine['commands'];

/**
 * The words of a command, with the open release where the command wants one and the line names none. While somebody is typing,
 * the word being typed is one of them, though it is not in `words` yet.
 */
export function withRelease(
  words: readonly string[],
  workspace: Workspace,
  commands: Commands,
  {isTyping}: {readonly isTyping: boolean},
): string[] {
  const [name = '', ...rest] = words;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const isOfNone = rest.some((word) => /^(?:-A|--all|--all-namespaces)$/.test(word)) || isReasonCode(name, rest);
  if (command === undefined || isOfNone) return [...words];
  const places = placesOf(command);
  const at = places.findIndex(({is}) => is === 'release');
  if (at < 0) return [...words];
  const given = rest.filter((word, index) => !word.startsWith('-') && !takesValue(rest[index - 1], command));
  const [release = '', ...where] = workspace.arguments();
  if (!isReleaseMissing(name, places, given.length + (isTyping ? 1 : 0), given.length >= at))
    return given[at] === release ? [...words, ...where] : [...words];
  const index = at === 0 ? 0 : rest.indexOf(defined(given[at - 1], 'the word before the release')) + 1;
  return [name, ...rest.slice(0, index), release, ...rest.slice(index), ...where];
}

interface Place {
  readonly is: string;
  readonly isRequired: boolean;
}

/** The positional arguments of a usage: `ignore <release> <id>`. Who names a finding's id must name its release too. */
function placesOf({usage}: CommandShape): Place[] {
  const places = [...usage.matchAll(/([[<])(\w+)[\]>]/g)];
  const hasId = places.some(([, , is]) => is === 'id');
  return places.map(([, bracket, is = '']) => ({is, isRequired: hasId || bracket === '<'}));
}

/** `explain --reason CODE` speaks of no release. */
function isReasonCode(name: string, rest: readonly string[]): boolean {
  return name === 'explain' && rest.some((word) => /^--reason(?:=|$)/.test(word));
}

function isReleaseMissing(name: string, places: readonly Place[], count: number, hasAllBefore: boolean): boolean {
  const required = places.filter(({isRequired}) => isRequired).length;
  if (required > 0) return count === required - 1 && hasAllBefore;
  return (name === 'check' || name === 'fix') && count === 0;
}

/** Whether a word is a flag whose value is the next word. */
function takesValue(word: string | undefined, {options}: CommandShape): boolean {
  const name = /^--([\w-]+)$/.exec(word ?? '')?.[1] ?? /^-(\w)$/.exec(word ?? '')?.[1];
  if (name === undefined) return false;
  if (name === 'n' || name === 'namespace') return true;
  const found = Object.entries(options).find(([key, {alias}]) => key === name || [alias].flat().includes(name));
  return found !== undefined && found[1].type !== 'boolean';
}
