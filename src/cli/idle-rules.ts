import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {CHART_FLAGS} from './flags/chart.ts';
import {CONNECTION_FLAGS} from './flags/connection.ts';
import {isDuration} from './flags/duration.ts';

/** A command line, as it was typed and as it was understood. */
export interface Line {
  readonly command: string;
  /** The flags that were typed, by their long names: a default is none. */
  readonly given: ReadonlySet<string>;
  readonly args: Readonly<Record<string, unknown>>;
  readonly cwd: string;
}

/** Flags that would have no effect on such a line, and why. */
export interface Rule {
  readonly commands: readonly string[];
  readonly flags: readonly string[];
  /** Where they have none: why, and what to do. */
  readonly idle: (line: Line) => readonly [why: string, todo: string] | undefined;
}

const CHART = Object.keys(CHART_FLAGS);
/** What chooses one chart of a repository. */
const FROM_REPOSITORY = ['version', 'repo', 'devel'];
const CLUSTER = Object.keys(CONNECTION_FLAGS).filter((flag) => flag !== 'namespace' && flag !== 'debug');
export const LEAVE_OUT = 'Leave it out.';

interface Never {
  readonly flags: readonly string[];
  readonly why: string;
}

/** Flags of every command that never have an effect with these: they stand in no help. */
export const NEVER: Readonly<Record<string, Never>> = {
  sandbox: {flags: [...CLUSTER, 'namespace'], why: 'a sandbox is a cluster of its own'},
  plan: {flags: [...CLUSTER, 'namespace'], why: 'a file is read, and no cluster is asked'},
  audit: {flags: [...CLUSTER, 'namespace'], why: 'an API server comes by itself, and none is asked'},
  history: {flags: CLUSTER, why: 'what is kept on this machine is read, and no cluster'},
};

export const isOn = ({args}: Line, flag: string): boolean => args[flag] !== undefined && args[flag] !== false;
const textOf = ({args}: Line, flag: string): string => String(args[flag]);

/** What is no duration is told as that. */
const hasDuration = (line: Line, flag: string): boolean => isDuration(textOf(line, flag));

/** Whether none of the formats that are asked for is one of these; text is asked for where nobody says. */
function hasNone({args}: Line, formats: readonly string[], where: 'anywhere' | 'on stdout' = 'anywhere'): boolean {
  const outputs = [args['output'] ?? []].flat().map(String);
  if (outputs.length === 0) return !formats.includes('text');
  return !outputs.some(
    (output) => formats.includes(output.split('=', 1)[0] ?? '') && (where === 'anywhere' || !output.includes('=')),
  );
}

export const RULES: readonly Rule[] = [
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
    commands: ['check', 'fix', 'watch', 'status', 'rbac'],
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
    commands: ['check'],
    flags: ['audit', 'hooks', 'include-crds'],
    idle: (line) =>
      isOn(line, 'at') ? ['a state that was kept holds what the check of then was told', LEAVE_OUT] : undefined,
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
      const other = ['forecast', 'at', 'live', 'baseline', 'chart', 'revision', 'git'].find((one) => isOn(line, one));
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
    commands: ['rbac'],
    flags: ['reports', 'notify', 'shards', 'home'],
    idle: (line) => (isOn(line, 'agent') ? undefined : ['only a process in the cluster needs that', 'Add --agent.']),
  },
  {
    commands: ['rbac'],
    flags: ['config'],
    idle: (line) =>
      isOn(line, 'notify') ? undefined : ['rights are asked of it by sinks alone', 'Add --agent --notify.'],
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
      isOn(line, 'wait') || !hasDuration(line, 'timeout') ? undefined : ['nothing is waited for', 'Add --wait.'],
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
      isOn(line, 'out') || !hasDuration(line, 'valid-for') ? undefined : ['no plan is written', 'Add --out FILE.'],
  },
  {
    commands: ['fix'],
    flags: ['revision', 'recreate', 'only', 'exclude', 'severity', 'added', 'prune', 'take-ownership'],
    idle: (line) =>
      isOn(line, 'plan') ? ['--plan says itself what is selected, and of which revision', LEAVE_OUT] : undefined,
  },
  {
    commands: ['console'],
    flags: [...CLUSTER, 'namespace', 'hooks', 'include-crds', 'fidelity', 'config', 'no-event', 'audit'],
    idle: (line) => (isOn(line, 'demo') ? ['--demo shows recorded evidence', LEAVE_OUT] : undefined),
  },
  {
    commands: ['simulate'],
    flags: ['namespace'],
    idle: (line) => (isOn(line, 'record') ? undefined : ['a scenario names its own namespace', LEAVE_OUT]),
  },
  {
    commands: ['simulate'],
    flags: ['redact'],
    idle: (line) => (isOn(line, 'record') ? undefined : ['nothing is recorded', 'Add --record FOLDER.']),
  },
  {
    commands: ['simulate'],
    flags: ['step', 'live', 'dir', 'color', 'show-ignored'],
    idle: (line) => (isOn(line, 'record') ? ['a release is recorded, and nothing is played', LEAVE_OUT] : undefined),
  },
  {
    commands: ['simulate'],
    flags: [...CLUSTER, 'dir'],
    idle: (line) =>
      isOn(line, 'live') || isOn(line, 'record')
        ? undefined
        : ['recorded evidence is played', 'Add --live to play it on the sandbox.'],
  },
  {
    commands: ['history'],
    flags: ['yes'],
    idle: (line) => (isOn(line, 'forget') ? undefined : ['a list asks nothing', 'Add --forget.']),
  },
  {
    commands: ['history'],
    flags: ['all'],
    idle: (line) => {
      if (!isOn(line, 'drift')) return ['all records are listed anyway', 'Add --drift.'];
      const other = isOn(line, 'forget') ? '--forget' : textOf(line, 'output') === 'json' ? '-o json' : undefined;
      return other === undefined ? undefined : [`${other} is about all that are meant anyway`, LEAVE_OUT];
    },
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
