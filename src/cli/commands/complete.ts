import type {Options} from 'yargs';
import {inertName} from '../../model/inert.ts';
import {FORMATS} from '../../report/reporters.ts';
import {GLOBAL_FLAGS} from '../flags/connection.ts';
import {contexts, findings, namespaces, reasonCodes, records, releases, scenarios, toldReleases} from './candidates.ts';
import type {Candidate} from './candidates.ts';
import type {Command} from './command.ts';
import type {Runtime} from '../../app/runtime.ts';

/** What helm hands on to the shell: cobra's directives. */
const DIRECTIVE = {files: 0, noSpace: 2 | 4, noFiles: 4} as const;

interface Answer {
  readonly candidates: readonly Candidate[];
  readonly directive: number;
}

const FILES: Answer = {candidates: [], directive: DIRECTIVE.files};
const NOTHING: Answer = {candidates: [], directive: DIRECTIVE.noFiles};

/**
 * Called by plugin.complete with the words after `helm drift`, the last one being typed. Writes one candidate a line, a tab
 * before what it is about, and the directive last. A failure is silence: nobody wants an error in the middle of his line.
 */
export async function complete(
  words: readonly string[],
  commands: Readonly<Record<string, Command>>,
  runtime: Runtime,
): Promise<void> {
  const answer = await answerTo(words, commands, runtime).catch(() => NOTHING);
  const typed = words.at(-1) ?? '';
  const lines = answer.candidates
    .filter(({text}) => text.startsWith(typed))
    .map(({text, about}) =>
      about === undefined ? inertName(text) : `${inertName(text)}\t${inertName(about.replace(/\s+/g, ' '))}`,
    );
  await new Promise<void>((resolve) =>
    runtime.stdout.write(`${[...lines, `:${answer.directive}`].join('\n')}\n`, () => resolve()),
  );
}

async function answerTo(
  words: readonly string[],
  commands: Readonly<Record<string, Command>>,
  runtime: Runtime,
): Promise<Answer> {
  const [name = '', ...rest] = words;
  const typed = rest.pop();
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (typed === undefined || command === undefined)
    return {
      candidates: Object.entries(commands).map(([text, {describe}]) => ({text, about: describe})),
      directive: DIRECTIVE.noFiles,
    };
  const before = rest.at(-1);
  const flag = before === undefined ? undefined : optionOf(before, command);
  if (flag !== undefined && flag.option.type !== 'boolean') return valuesOf(flag.name, flag.option, '', runtime);
  const assigned = /^(--[\w-]+)=/.exec(typed)?.[1];
  if (assigned !== undefined) {
    const given = optionOf(assigned, command);
    return given === undefined ? NOTHING : valuesOf(given.name, given.option, `${assigned}=`, runtime);
  }
  if (typed.startsWith('-')) return {candidates: flagsOf(command), directive: DIRECTIVE.noFiles};
  return positional(command, argumentsOf(rest, command), rest, runtime);
}

function optionOf(word: string, {options}: Command): {name: string; option: Options} | undefined {
  const short = /^-(\w)$/.exec(word)?.[1];
  const long = /^--([\w-]+)$/.exec(word)?.[1];
  const found = Object.entries<Options>({...GLOBAL_FLAGS, ...options}).find(
    ([name, {alias}]) => name === long || (short !== undefined && alias === short),
  );
  return found === undefined ? undefined : {name: found[0], option: found[1]};
}

/** Flags whose values are names that something has to be asked for. */
const NAMED: Readonly<Record<string, (runtime: Runtime) => Promise<readonly Candidate[]>>> = {
  namespace: namespaces,
  'kube-context': contexts,
};
const FILE_FLAGS = new Set([
  'audit',
  'baseline',
  'live',
  'config',
  'values',
  'set-file',
  'file',
  'out',
  'plan',
  'dir',
  'chart',
  'kubeconfig',
  'kube-ca-file',
  'into',
  'tls-cert',
  'tls-key',
  'client-ca',
  'token-file',
]);

async function valuesOf(name: string, {choices, describe}: Options, prefix: string, runtime: Runtime): Promise<Answer> {
  const of = (candidates: readonly Candidate[]): Answer => ({
    candidates: candidates.map((one) => ({...one, text: prefix + one.text})),
    directive: DIRECTIVE.noFiles,
  });
  const named = NAMED[name];
  if (named !== undefined) return of(await named(runtime));
  if (choices !== undefined) return of(choices.map((choice) => ({text: String(choice)})));
  if (name === 'output') return of(FORMATS.map((text) => ({text})));
  // That of `ignore` and `accept` is a sentence.
  if (name === 'reason' && describe?.startsWith('a reason code') === true) return of(reasonCodes());
  return FILE_FLAGS.has(name) ? FILES : NOTHING;
}

function flagsOf({options}: Command): Candidate[] {
  return Object.entries(options)
    .filter(([, {hidden}]) => hidden !== true)
    .map(([name, {describe}]) => ({text: `--${name}`, ...(describe === undefined ? {} : {about: describe})}));
}

/** The words that are no flags and no values of flags. */
function argumentsOf(words: readonly string[], command: Command): string[] {
  return words.filter((word, at) => {
    if (word.startsWith('-')) return false;
    const flag = optionOf(words[at - 1] ?? '', command);
    return flag === undefined || flag.option.type === 'boolean';
  });
}

async function positional(
  command: Command,
  given: readonly string[],
  words: readonly string[],
  runtime: Runtime,
): Promise<Answer> {
  const names = [...command.usage.matchAll(/[[<](\w+)[\]>]/g)].map(([, name]) => name);
  switch (names[given.length]) {
    case 'what':
      return {
        candidates: [
          {text: 'baseline', about: 'what the release promised'},
          {text: 'live', about: 'what the cluster holds of it'},
        ],
        directive: DIRECTIVE.noFiles,
      };
    case 'release':
      return {candidates: await releases(runtime), directive: DIRECTIVE.noFiles};
    case 'id':
      return {candidates: await findings(given[0] ?? '', runtime), directive: DIRECTIVE.noFiles};
    case 'record':
      return {
        candidates: await (words.includes('--drift') ? toldReleases(runtime) : records(runtime)),
        directive: DIRECTIVE.noFiles,
      };
    case 'scenario':
      // One of one's own is named by its file.
      return {candidates: await scenarios(runtime), directive: DIRECTIVE.files};
    case 'action':
      return {candidates: ['up', 'status', 'down', 'reset'].map((text) => ({text})), directive: DIRECTIVE.noFiles};
    case 'task':
      return {candidates: [{text: 'receive', about: 'what an API server posts'}], directive: DIRECTIVE.noFiles};
    case 'verb':
      return {candidates: [{text: 'show', about: 'a plan, without a cluster'}], directive: DIRECTIVE.noFiles};
    case 'chart':
    case 'file':
      return FILES;
    default:
      return NOTHING;
  }
}
