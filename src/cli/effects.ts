import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {UserError} from '../model/errors.ts';
import {CHART_FLAGS} from './flags/chart.ts';
import {CONNECTION_FLAGS} from './flags/connection.ts';

/** A command line, as it was typed and as it was understood. */
export interface Line {
  readonly command: string;
  /** The flags that were typed, by their long names: a default is none. */
  readonly given: ReadonlySet<string>;
  readonly args: Readonly<Record<string, unknown>>;
  readonly cwd: string;
}

/** Flags that would have no effect on such a line, and why. */
interface Rule {
  readonly commands: readonly string[];
  readonly flags: readonly string[];
  /** Where they have none: why, and what to do. */
  readonly idle: (line: Line) => readonly [why: string, todo: string] | undefined;
}

const CHART = Object.keys(CHART_FLAGS);
/** What chooses one chart of a repository. */
const FROM_REPOSITORY = ['version', 'repo', 'devel'];
const CLUSTER = Object.keys(CONNECTION_FLAGS).filter((flag) => flag !== 'namespace' && flag !== 'debug');
const LEAVE_OUT = 'Leave it out.';

interface Never {
  readonly flags: readonly string[];
  readonly why: string;
}

/** Flags of every command that never have an effect with these: they stand in no help. */
export const NEVER: Readonly<Record<string, Never>> = {
  simulate: {flags: ['namespace'], why: 'a scenario names its own namespace'},
  sandbox: {flags: [...CLUSTER, 'namespace'], why: 'a sandbox is a cluster of its own'},
  plan: {flags: [...CLUSTER, 'namespace'], why: 'a file is read, and no cluster is asked'},
  history: {flags: CLUSTER, why: 'what is kept on this machine is read, and no cluster'},
};

const isOn = ({args}: Line, flag: string): boolean => args[flag] !== undefined && args[flag] !== false;
const textOf = ({args}: Line, flag: string): string => String(args[flag]);

/** What is no duration is told as that. */
const isDuration = (line: Line, flag: string): boolean => /^\d+[smhd]$/.test(textOf(line, flag));

/** Whether none of the formats that are asked for is one of these; text is asked for where nobody says. */
function hasNone({args}: Line, formats: readonly string[], where: 'anywhere' | 'on stdout' = 'anywhere'): boolean {
  const outputs = [args['output'] ?? []].flat().map(String);
  if (outputs.length === 0) return !formats.includes('text');
  return !outputs.some(
    (output) => formats.includes(output.split('=', 1)[0] ?? '') && (where === 'anywhere' || !output.includes('=')),
  );
}

const RULES: readonly Rule[] = [
  {
    commands: ['check', 'explain', 'ignore', 'accept', 'capture'],
    flags: CHART,
    idle: (line) =>
      isOn(line, 'chart')
        ? undefined
        : [
            'it is about a chart, and none was named',
            line.command === 'check' || line.command === 'capture'
              ? `Name it: helm drift ${line.command === 'check' ? 'check' : 'capture baseline'} RELEASE CHART; without one the release's own record is the baseline.`
              : 'Name it with --chart, as the check did.',
          ],
  },
  {
    commands: ['check', 'explain', 'ignore', 'accept', 'capture'],
    flags: FROM_REPOSITORY,
    idle: (line) =>
      isOn(line, 'chart') && !isOn(line, 'git') && existsSync(resolve(line.cwd, textOf(line, 'chart')))
        ? [`${textOf(line, 'chart')} is a chart on this disk, of which there is one version`, LEAVE_OUT]
        : undefined,
  },
  {
    commands: ['check', 'fix', 'watch'],
    flags: ['namespace'],
    idle: (line) =>
      isOn(line, 'all-namespaces') ? ['-A means every namespace', 'Leave out one of the two.'] : undefined,
  },
  {
    commands: ['check', 'explain', 'ignore', 'accept'],
    flags: CLUSTER,
    idle: (line) =>
      isOn(line, 'baseline') && isOn(line, 'live')
        ? ['two files are compared, and no cluster is asked', LEAVE_OUT]
        : undefined,
  },
  {
    commands: ['check', 'explain'],
    flags: ['audit'],
    idle: (line) =>
      isOn(line, 'live')
        ? ['a file is compared, and an audit log tells of the cluster as it is now', LEAVE_OUT]
        : undefined,
  },
  {
    commands: ['check', 'explain', 'timeline'],
    flags: ['who'],
    idle: (line) =>
      textOf(line, 'who') === 'person' && !isOn(line, 'audit')
        ? ['only an audit log names persons', 'Add --audit FILE.']
        : undefined,
  },
  {
    commands: ['check', 'explain', 'ignore', 'accept'],
    flags: ['include-crds'],
    idle: (line) => (isOn(line, 'baseline') ? ['a baseline file holds what it holds', LEAVE_OUT] : undefined),
  },
  {
    commands: ['check'],
    flags: ['diff'],
    idle: (line) => (hasNone(line, ['text']) ? ['the diff stands in text alone', 'Add -o text.'] : undefined),
  },
  {
    commands: ['check'],
    flags: ['color'],
    // Whoever wants none has none.
    idle: (line) =>
      textOf(line, 'color') === 'always' && hasNone(line, ['text'], 'on stdout')
        ? ['only text on stdout has colours', LEAVE_OUT]
        : undefined,
  },
  {
    commands: ['check'],
    flags: ['no-ledger'],
    idle: (line) => {
      const other = ['forecast', 'live', 'baseline', 'chart', 'revision', 'git'].find((one) => isOn(line, one));
      return other === undefined
        ? undefined
        : ['only a check of a release as it was deployed keeps the history of findings', LEAVE_OUT];
    },
  },
  {
    commands: ['watch'],
    flags: ['fail-on'],
    idle: (line) =>
      isOn(line, 'once-stable') || isOn(line, 'until-drift')
        ? undefined
        : ['a watch that goes on has no exit code', 'Add --until-drift or --once-stable.'],
  },
  {
    commands: ['watch'],
    flags: ['allow-incomplete'],
    idle: (line) =>
      isOn(line, 'once-stable')
        ? undefined
        : ['only a watch that ends by itself without drift has such an exit code', 'Add --once-stable.'],
  },
  {
    commands: ['watch'],
    flags: ['color'],
    idle: (line) =>
      textOf(line, 'color') === 'always' && textOf(line, 'output') === 'json'
        ? ['only text has colours', LEAVE_OUT]
        : undefined,
  },
  {
    commands: ['simulate'],
    flags: ['color', 'show-ignored'],
    idle: (line) => {
      if (textOf(line, 'output') === 'json')
        return textOf(line, 'color') === 'always' ? ['only text has colours', LEAVE_OUT] : undefined;
      return isOn(line, 'scenario')
        ? undefined
        : ['no scenario is played', 'Name one: `helm drift simulate` lists them.'];
    },
  },
  {
    commands: ['fix'],
    flags: ['timeout'],
    idle: (line) =>
      isOn(line, 'wait') || !isDuration(line, 'timeout') ? undefined : ['nothing is waited for', 'Add --wait.'],
  },
  {
    commands: ['fix'],
    flags: ['wait'],
    idle: (line) => nothingWritten(line),
  },
  {
    commands: ['fix'],
    flags: ['valid-for'],
    idle: (line) =>
      isOn(line, 'out') || !isDuration(line, 'valid-for') ? undefined : ['no plan is written', 'Add --out FILE.'],
  },
  {
    commands: ['fix'],
    flags: ['revision', 'recreate', 'only', 'exclude', 'severity', 'added', 'prune', 'take-ownership'],
    idle: (line) =>
      isOn(line, 'plan') ? ['--plan says itself what is selected, and of which revision', LEAVE_OUT] : undefined,
  },
  {
    commands: ['console'],
    flags: [...CLUSTER, 'namespace', 'hooks', 'include-crds', 'fidelity', 'config', 'no-event'],
    idle: (line) => (isOn(line, 'demo') ? ['--demo shows recorded evidence', LEAVE_OUT] : undefined),
  },
  {
    commands: ['simulate'],
    flags: [...CLUSTER, 'dir'],
    idle: (line) =>
      isOn(line, 'live') ? undefined : ['recorded evidence is played', 'Add --live to play it on the sandbox.'],
  },
  {
    commands: ['history'],
    flags: ['yes'],
    idle: (line) => (isOn(line, 'forget') ? undefined : ['a list asks nothing', 'Add --forget.']),
  },
  {
    commands: ['sandbox'],
    flags: ['output'],
    idle: (line) => (line.args['action'] === 'down' ? ['the outcome of `down` is a sentence', LEAVE_OUT] : undefined),
  },
];

function nothingWritten(line: Line): readonly [string, string] | undefined {
  const flag = ['dry-run', 'out'].find((one) => isOn(line, one));
  return flag === undefined ? undefined : [`--${flag} writes nothing to the cluster`, LEAVE_OUT];
}

/**
 * Throws UserError for a flag that cannot do what it says: whoever typed it believes that it does, and a check that ignores half
 * of its line says "in contract" about something else. One whose wish is granted anyway (`--dry-run --yes`) is fine.
 */
export function assertEffective(line: Line): void {
  assertNoneEmpty(line);
  if (line.command === 'explain' && isOn(line, 'reason')) {
    const flag = [...line.given].find((one) => one !== 'reason' && one !== 'debug');
    if (flag !== undefined) throw idle(flag, '--reason explains a code, and reads nothing else', LEAVE_OUT);
  }
  const never = NEVER[line.command];
  const one = never?.flags.find((flag) => line.given.has(flag));
  if (never !== undefined && one !== undefined) throw idle(one, never.why, LEAVE_OUT);
  for (const {commands, flags, idle: isIdle} of RULES) {
    if (!commands.includes(line.command)) continue;
    const flag = flags.find((named) => line.given.has(named));
    const found = flag === undefined ? undefined : isIdle(line);
    if (flag !== undefined && found !== undefined) throw idle(flag, ...found);
  }
}

/** What an unset variable of a script leaves behind: without its word the flag would be as good as left out. */
const NEEDS_WORD = [
  'audit',
  'baseline',
  'live',
  'git',
  'chart',
  'config',
  'file',
  'out',
  'plan',
  'dir',
  'step',
  'exec',
  'metrics',
];

function assertNoneEmpty({args, given}: Line): void {
  const flag = NEEDS_WORD.find((one) => given.has(one) && args[one] === '');
  if (flag !== undefined)
    throw new UserError(
      `--${flag} was given an empty word`,
      'Is a variable of a script not set? Leave the flag out, or say it.',
    );
  if (args['release'] === '')
    throw new UserError(
      'the release was given as an empty word',
      'Is a variable of a script not set? Name the release.',
    );
}

function idle(flag: string, why: string, todo: string): UserError {
  return new UserError(`--${flag} has no effect here: ${why}`, todo);
}

/** The long names of the flags that were typed; `takesValue` are those behind which a word stands that is none. */
export function givenFlags(
  argv: readonly string[],
  aliases: Readonly<Record<string, string>>,
  takesValue: (flag: string) => boolean,
): Set<string> {
  const given = new Set<string>();
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (word === '--') break;
    const [, long, short] = /^(?:--([^=]+)|-([A-Za-z]+))(?:=.*)?$/s.exec(word) ?? [];
    const names =
      long === undefined ? Array.from(short ?? '').map((letter) => aliases[letter] ?? letter) : [aliases[long] ?? long];
    for (const name of names) given.add(name);
    const last = names.at(-1);
    if (last !== undefined && !word.includes('=') && takesValue(last)) at += 1;
  }
  return given;
}
