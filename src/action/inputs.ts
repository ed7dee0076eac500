import {UserError} from '../model/errors.ts';

/** The environment that the runner gives a step. */
export type StepEnv = Readonly<Record<string, string | undefined>>;

/** What action.yml takes. Texts are empty where nothing was given. */
export interface Inputs {
  readonly release: string;
  readonly chart: string;
  readonly namespace: string;
  readonly allNamespaces: boolean;
  readonly values: readonly string[];
  readonly kubeconfig: string;
  readonly context: string;
  readonly config: string;
  readonly failOn: string;
  readonly allowIncomplete: boolean;
  readonly format: string;
  readonly sarif: string;
  readonly folder: string;
  readonly mode: Mode;
  readonly token: string;
  readonly label: string;
  readonly author: string;
  readonly issueKey: string;
}

const MODES = ['check', 'issue'] as const;
type Mode = (typeof MODES)[number];
/** What the log may show; `github` is made of commands, and is always said. */
const LOG_FORMATS = ['text', 'table', 'json', 'yaml', 'markdown', 'junit', 'html'] as const;

/** Reads the inputs of a step. Throws UserError for what cannot be meant. */
export function inputsOf(env: StepEnv): Inputs {
  const text = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
  const inputs: Inputs = {
    release: text('release'),
    chart: text('chart'),
    namespace: text('namespace'),
    allNamespaces: isTrue('all-namespaces', text('all-namespaces')),
    values: text('values')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    kubeconfig: text('kubeconfig'),
    context: text('kube-context'),
    config: text('config'),
    failOn: text('fail-on'),
    allowIncomplete: isTrue('allow-incomplete', text('allow-incomplete')),
    format: oneOf('format', LOG_FORMATS, text('format') || 'text'),
    sarif: text('sarif'),
    folder: text('working-directory'),
    mode: oneOf('mode', MODES, text('mode') || 'check'),
    token: text('token'),
    label: text('issue-label') || 'helm-drift',
    author: text('issue-author'),
    issueKey: text('issue-key'),
  };
  assertMeant(inputs);
  return inputs;
}

function assertMeant({release, chart, allNamespaces, mode, token, label}: Inputs): void {
  // A name that began with a dash would be another flag.
  for (const [name, value] of Object.entries({release, chart}))
    if (value.startsWith('-'))
      throw new UserError(`the input ${name} is ${JSON.stringify(value)}, and no name`, `Name a ${name}.`);
  if (release !== '' && allNamespaces)
    throw new UserError('both a release and all-namespaces were given', 'Take one of them.');
  if (chart !== '' && release === '')
    throw new UserError('a chart was given without a release', 'Name the release that is compared with it.');
  if (mode === 'issue' && token === '')
    throw new UserError('mode: issue has no token', 'Leave the input token out, or give it ${{ github.token }}.');
  if (label.includes(',')) throw new UserError('issue-label names more than one label', 'Name one, without a comma.');
}

/** As YAML 1.2 spells it: what the runner's own actions take. */
function isTrue(name: string, value: string): boolean {
  return oneOf(name, ['true', 'false'] as const, value.toLowerCase() || 'false') === 'true';
}

function oneOf<T extends string>(name: string, known: readonly T[], value: string): T {
  const found = known.find((one) => one === value);
  if (found === undefined)
    throw new UserError(`the input ${name} is ${JSON.stringify(value)}`, `It is one of ${known.join(', ')}.`);
  return found;
}

/** Files that a check writes its reports to. */
export interface ReportFiles {
  readonly github: string;
  readonly markdown: string;
  readonly json: string;
  readonly sarif: string;
}

/** The arguments of `helm drift` for it. Each value stands in one argument with its flag. */
export function checkArguments(inputs: Inputs, files: ReportFiles): string[] {
  const flag = (name: string, value: string): string[] => (value === '' ? [] : [`--${name}=${value}`]);
  const scope = inputs.allNamespaces ? ['--all-namespaces'] : inputs.release === '' ? ['--all'] : [];
  return [
    'check',
    ...[inputs.release, inputs.chart].filter(Boolean),
    ...scope,
    ...flag('namespace', inputs.namespace),
    ...inputs.values.flatMap((file) => flag('values', file)),
    ...flag('kubeconfig', inputs.kubeconfig),
    ...flag('kube-context', inputs.context),
    ...flag('config', inputs.config),
    ...flag('fail-on', inputs.failOn),
    ...(inputs.allowIncomplete ? ['--allow-incomplete'] : []),
    // A runner is thrown away; one that is not would tell more of what it has seen before. Of a chart none is kept.
    ...(inputs.chart === '' ? ['--no-ledger'] : []),
    `--output=${inputs.format}`,
    ...Object.entries(files).map(([format, file]) => `--output=${format}=${file}`),
  ];
}

/** What a child of ours may know: all but the inputs, among which the token is. */
export function environmentOfCheck(env: StepEnv): StepEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('INPUT_')));
}
