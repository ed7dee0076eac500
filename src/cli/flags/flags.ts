import type {Options} from 'yargs';

/** The flags that helm itself knows: it takes them out of our argv when it calls us, and we take them when called without it. */
export const CONNECTION_FLAGS = {
  namespace: {alias: 'n', type: 'string', describe: 'namespace of the release', group: 'Cluster:'},
  kubeconfig: {type: 'string', describe: 'path to the kubeconfig file', group: 'Cluster:'},
  'kube-context': {type: 'string', describe: 'name of the kubeconfig context', group: 'Cluster:'},
  'kube-token': {type: 'string', hidden: true},
  'kube-as-user': {type: 'string', hidden: true},
  'kube-as-group': {type: 'string', array: true, nargs: 1, hidden: true},
  'kube-apiserver': {type: 'string', hidden: true},
  'kube-ca-file': {type: 'string', hidden: true},
  'kube-insecure-skip-tls-verify': {type: 'boolean', hidden: true},
  'kube-tls-server-name': {type: 'string', hidden: true},
  debug: {type: 'boolean', hidden: true},
} as const satisfies Record<string, Options>;

/** Flags of helm that mean nothing to us, and that some versions leave in our argv. */
export const LEAKING_FLAGS = {
  'burst-limit': {type: 'number', hidden: true},
  qps: {type: 'number', hidden: true},
  'content-cache': {type: 'string', hidden: true},
  'registry-config': {type: 'string', hidden: true},
  'repository-cache': {type: 'string', hidden: true},
  'repository-config': {type: 'string', hidden: true},
} as const satisfies Record<string, Options>;

/** For commands whose outcome is no drift report: words, or one document for machines. */
export const OUTCOME_FLAG = {
  output: {
    alias: 'o',
    type: 'string',
    choices: ['text', 'json'],
    default: 'text',
    describe: 'format of the outcome',
    group: 'Report:',
  },
} as const satisfies Record<string, Options>;

export const OUTPUT_FLAGS = {
  output: {
    alias: 'o',
    type: 'string',
    array: true,
    nargs: 1,
    // Kept here as text: the formats themselves are loaded when they are asked for.
    describe:
      'FORMAT or FORMAT=FILE (repeatable): text, table, json, yaml, markdown, junit, sarif, github, html; text is the default',
    group: 'Report:',
  },
  color: {
    type: 'string',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    describe: 'colour in the report',
    group: 'Report:',
  },
  diff: {
    type: 'boolean',
    default: false,
    describe: 'a YAML diff below each object (text)',
    group: 'Report:',
  },
  'show-ignored': {
    type: 'boolean',
    default: false,
    describe: 'list what was ignored too, each with its reason',
    group: 'Report:',
  },
  'show-secrets': {
    type: 'boolean',
    default: false,
    describe:
      'secret values as they are, instead of their length and a keyed digest; files are made readable to you alone',
    group: 'Report:',
  },
  'fail-on': {
    type: 'string',
    choices: ['low', 'medium', 'high', 'critical', 'none'],
    default: 'low',
    describe: 'the severity from which drift fails: exit code 2',
    group: 'Exit code:',
  },
  'allow-incomplete': {
    type: 'boolean',
    default: false,
    describe: 'what could not be verified fails nothing: no exit code 3',
    group: 'Exit code:',
  },
} as const satisfies Record<string, Options>;

/** What `helm template` takes to render a chart; handed on as it is. */
export const VALUES_FLAGS = {
  values: {alias: 'f', type: 'string', array: true, nargs: 1, describe: 'values file (repeatable)', group: 'Chart:'},
  set: {type: 'string', array: true, nargs: 1, describe: 'set a value (repeatable)', group: 'Chart:'},
  'set-string': {type: 'string', array: true, nargs: 1, describe: 'set a string (repeatable)', group: 'Chart:'},
  'set-file': {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'set a value from a file (repeatable)',
    group: 'Chart:',
  },
  'set-json': {type: 'string', array: true, nargs: 1, describe: 'set a JSON value (repeatable)', group: 'Chart:'},
  'set-literal': {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'set a literal string (repeatable)',
    group: 'Chart:',
  },
  version: {type: 'string', describe: 'version of the chart', group: 'Chart:'},
  repo: {type: 'string', describe: "URL of the chart's repository", group: 'Chart:'},
  devel: {type: 'boolean', describe: 'development versions of the chart too', group: 'Chart:'},
  'dependency-update': {type: 'boolean', describe: "update the chart's dependencies first", group: 'Chart:'},
} as const satisfies Record<string, Options>;

const REPEATED = ['values', 'set', 'set-string', 'set-file', 'set-json', 'set-literal'] as const;
const SINGLE = ['version', 'repo'] as const;
const SWITCHES = ['devel', 'dependency-update'] as const;

/** The values flags again, as arguments for helm. */
export function valuesArgs(args: Readonly<Record<string, unknown>>): string[] {
  return [
    ...REPEATED.flatMap((flag) =>
      ((args[flag] as readonly string[] | undefined) ?? []).map((value) => `--${flag}=${value}`),
    ),
    ...SINGLE.flatMap((flag) => (typeof args[flag] === 'string' ? [`--${flag}=${args[flag]}`] : [])),
    ...SWITCHES.flatMap((flag) => (args[flag] === true ? [`--${flag}`] : [])),
  ];
}
