/**
 * What each folder of src/ may import, and why. What is not named fails, an unknown folder too. Folders, packages and node:
 * modules stand by name; a folder is itself and not those below it. `npm run layers` checks it, and `npm run docs` draws it into docs/ARCHITECTURE.md.
 */
export interface Layer {
  /** One line: what the folder is for. */
  readonly is: string;
  /** No clock, process, network, disk or chance: these come in as arguments, so that the same input gives the same output. */
  readonly pure?: true;
  /** What it may import → why. */
  readonly may: Readonly<Record<string, string>>;
}

const WORDS = 'the words and ports that all share';
const HASH = 'a digest of its own input: no state and no world';
const YAML = 'reads and writes documents as Helm does';
const SCHEMA = 'knows what a field is';

export const LAYERS = {
  main: {
    is: 'argv → run → exit code; the only file that touches the process',
    may: {
      app: 'exit codes, errors, the runtime',
      cli: 'the command line',
      'console/server': 'hands the console to the command line, which may not import it',
    },
  },
  launch: {
    is: 'the head of the script: answers --version, and runs the program from compiled code',
    may: {
      disk: "where the plugin's own cache is",
      'node:fs': 'reads the script itself and the compiled code',
      'node:path': 'names files in the cache',
      'node:v8': 'switches the linear engine of regular expressions on',
      'node:vm': 'compiles the program',
      'node:zlib': 'checksums of what is compiled',
    },
  },
  model: {is: 'the words and all ports', pure: true, may: {}},
  yaml: {
    is: 'YAML and JSON as Helm reads and writes them',
    pure: true,
    may: {
      model: WORDS,
      'js-yaml': 'the parser',
      'lossless-json': 'integers of 64 bits stay exact',
      'node:crypto': HASH,
    },
  },
  config: {
    is: "the user's rules and settings",
    pure: true,
    may: {
      model: WORDS,
      yaml: YAML,
      'js-yaml': 'positions in the file',
      leven: '"did you mean"',
      'node:util': 'deep equality',
    },
  },
  redact: {
    is: 'what must not leave',
    pure: true,
    may: {
      model: WORDS,
      yaml: YAML,
      'redact/names': 'whether a name is one of a secret',
      'redact/formats': 'a text by the structure of what it is',
      'node:crypto': 'keyed digests stand for secrets',
    },
  },
  'redact/names': {is: 'what a name and the look of a value say of it', pure: true, may: {}},
  'redact/formats': {
    is: 'one file a format: where its secrets stand in a text',
    pure: true,
    may: {
      model: WORDS,
      'redact/names': 'whether a name is one of a secret',
      'js-yaml': 'where in a text the scalars of a document stand',
    },
  },
  'check/intent': {
    is: 'a baseline parsed, each object in the namespace where it lands',
    pure: true,
    may: {
      model: WORDS,
      yaml: YAML,
      'node:crypto': HASH,
      'check/compare': 'of several documents for one object the nearest to what is live counts',
      'check/normalize': SCHEMA,
    },
  },
  'check/evidence': {
    is: 'live objects, by as few requests as will do, through a reader port',
    pure: true,
    may: {
      model: WORDS,
      yaml: YAML,
      'check/intent': 'a snapshot is parsed as a manifest is',
      'check/normalize': 'operators are of custom kinds',
    },
  },
  'check/align': {is: 'pairs both sides by identity', pure: true, may: {model: WORDS}},
  'check/normalize': {
    is: 'makes both sides say the same thing the same way',
    pure: true,
    may: {model: WORDS, 'check/normalize/scalars': 'one spelling for one meaning', 'check/normalize/schema': SCHEMA},
  },
  'check/normalize/scalars': {is: "Kubernetes' quantities and durations", pure: true, may: {}},
  'check/normalize/schema': {is: 'schemas in a form small enough to ship', pure: true, may: {model: WORDS}},
  'check/compare': {
    is: 'yields variances, and who wrote them',
    pure: true,
    may: {
      model: WORDS,
      'check/align': 'compares what was paired',
      'check/normalize': 'compares what was normalized',
      'deep-diff': 'the differ',
      'node:util': 'deep equality',
    },
  },
  'check/autoscaling': {is: 'replicas that an autoscaler owns', pure: true, may: {model: WORDS}},
  'check/blind-spots': {
    is: 'what nobody can tell becomes a gap',
    pure: true,
    may: {
      model: WORDS,
      'check/align': 'looks at what was paired',
      'check/compare': 'reads managedFields',
      'check/normalize': SCHEMA,
    },
  },
  'check/confirm': {
    is: 'asks the server about what looks different, through a dry-run port',
    pure: true,
    may: {
      model: WORDS,
      'check/align': 'confirms what was paired',
      'check/autoscaling': 'scaled replicas need no question',
      'check/compare': 'compares again what was read anew',
      'check/intent': 'writes an intent as Helm writes it',
      'check/normalize': SCHEMA,
      'node:util': 'deep equality',
    },
  },
  'check/judge': {
    is: 'makes a finding of every variance',
    pure: true,
    may: {
      model: WORDS,
      'check/autoscaling': 'replicas within the range are ignored',
      'check/compare': 'what the server allocates, and who is part of Kubernetes',
      'node:crypto': 'IDs are short hashes',
    },
  },
  check: {
    is: 'tells the story of one check on one page',
    pure: true,
    may: {
      model: WORDS,
      config: 'applies the rules',
      'check/align': 'a stage',
      'check/autoscaling': 'a stage',
      'check/blind-spots': 'a stage',
      'check/compare': 'a stage',
      'check/confirm': 'a stage',
      'check/evidence': 'a stage',
      'check/intent': 'a stage',
      'check/judge': 'a stage',
      'check/normalize': SCHEMA,
    },
  },
  'fix/plan': {
    is: 'the steps that put findings right: nothing that could write is within reach',
    pure: true,
    may: {
      model: WORDS,
      yaml: 'digests of plans, exact numbers',
      check: 'plans from an inspection',
      'check/compare': 'who owns which field',
      'check/intent': 'writes an intent as Helm writes it',
      'check/judge': 'whole IDs, and what an undo brings back',
      'check/normalize': 'walks both sides as the comparison did',
      'node:crypto': HASH,
      'node:util': 'deep equality',
    },
  },
  'fix/record': {
    is: 'what was written, on the disk before and after each write',
    may: {
      model: WORDS,
      yaml: 'exact JSON',
      'node:crypto': 'record IDs and digests',
      'node:fs/promises': 'records are files',
      'node:path': 'records are files',
    },
  },
  'fix/gate': {
    is: 'one question',
    may: {model: WORDS, 'node:readline/promises': 'asks on the terminal that it is handed'},
  },
  'fix/apply': {
    is: 'rehearses and writes, through the writer port',
    may: {
      model: WORDS,
      'check/compare': 'which paths overlap',
      'fix/plan': 'carries steps out',
      'fix/record': 'no write without a record',
      'node:util': 'deep equality',
    },
  },
  'fix/verify': {
    is: 'checks again, and waits for rollouts',
    may: {
      model: WORDS,
      check: 'an inspection is what it verifies',
      'fix/apply': 'reads through the same ports',
      'fix/plan': 'what was planned',
    },
  },
  fix: {
    is: 'tells the story of a fix and of an undo, each in two halves',
    may: {
      model: WORDS,
      check: 'fixes what an inspection found',
      'check/compare': 'which paths overlap',
      'check/normalize': SCHEMA,
      'fix/apply': 'a stage',
      'fix/plan': 'a stage',
      'fix/record': 'a stage',
      'fix/verify': 'a stage',
    },
  },
  forecast: {
    is: 'what the next upgrade does to each difference',
    may: {
      model: WORDS,
      check: 'is made for an inspection',
      'check/compare': 'which paths overlap',
      'check/normalize': SCHEMA,
      'node:fs/promises': 'writes the stored manifest as a chart into a folder that it is handed',
      'node:path': 'the same',
      'node:util': 'deep equality',
    },
  },
  report: {
    is: 'one file a format: a redacted report becomes a text',
    pure: true,
    may: {
      model: WORDS,
      redact: 'takes safe reports alone',
      yaml: YAML,
      kleur: 'colours',
      'node:crypto': 'the hash of the page’s own script, for its policy',
    },
  },
  'kube/kubeconfig': {
    is: 'which cluster is meant, and as whom: by client-go’s rules',
    may: {
      model: WORDS,
      yaml: YAML,
      'node:fs/promises': 'kubeconfig files, the service account of a pod',
      'node:path': 'paths in a kubeconfig are relative to it',
    },
  },
  kube: {
    is: 'the API server, behind the ports; http.ts is its one door',
    may: {
      model: WORDS,
      yaml: 'exact JSON',
      'kube/kubeconfig': 'which cluster is meant, and as whom',
      '@kubernetes/client-node/dist/config.js': 'the auth providers of old, and nothing else of it',
      'node:child_process': 'exec plugins are processes',
      'node:crypto': "the dry proxy's secret",
      'node:events': 'limits of listeners',
      'node:fs/promises': 'token files and certificates',
      'node:http': 'the door, and the dry proxy’s own server',
      'node:https': 'the door',
      'node:http2': 'many requests over one connection',
      'node:net': 'SOCKS proxies',
      'node:path': 'where exec plugins lie',
      'node:process': 'the environment of whoever hands none',
      'node:stream': 'tunnels through proxies',
      'node:timers/promises': 'pauses before another attempt',
      'node:tls': 'TLS through a tunnel',
      'node:tty': 'whether an exec plugin can ask anybody',
      'node:util': 'gunzip as a promise',
      'node:zlib': 'release records are gzip',
    },
  },
  helm: {
    is: "the user's own helm, as a process",
    may: {
      model: WORDS,
      yaml: 'exact JSON',
      kube: 'how the cluster is reached, for its environment',
      'kube/kubeconfig': 'which context is meant',
      'node:child_process': 'helm is a process',
      'node:path': 'lists of paths',
      'node:process': 'ends the group that helm leads',
    },
  },
  disk: {
    is: 'the one way in which a file is written',
    may: {
      'node:path': 'names a file in a folder',
      'node:crypto': 'names that nobody can guess',
      'node:fs': 'who owns a folder',
      'node:process': 'who the user is',
      'node:fs/promises': 'files',
    },
  },
  git: {
    is: 'a chart as of a commit, by the user’s own git',
    may: {
      model: WORDS,
      'node:child_process': 'git is a process',
      'node:fs': 'the stream of a file',
      'node:fs/promises': 'the tree is written out',
      'node:os': 'into the temporary folder',
      'node:path': 'paths in the tree',
      'node:util': 'execFile as a promise',
    },
  },
  sandbox: {
    is: 'a real control plane of one’s own, and the one writer beside fix',
    may: {
      model: WORDS,
      config: 'edits a kubeconfig as text, in place',
      disk: 'writes its files',
      helm: 'installs the release',
      kube: 'writes to the sandbox',
      yaml: 'exact JSON, YAML',
      'node:child_process': 'etcd and the API server are processes',
      'node:crypto': 'tokens and checksums',
      'node:fs': 'log files of processes',
      'node:fs/promises': 'its folder',
      'node:net': 'free ports',
      'node:os': 'its folder',
      'node:path': 'its folder',
      'node:readline': "the supervisor's pipe",
      'node:stream': 'pipes',
      'node:timers/promises': 'waits until it is ready',
      'node:url': 'finds what ships with the script',
      'node:util': 'execFile as a promise',
      'node:zlib': 'archives of npm packages',
    },
  },
  simulate: {
    is: 'plays a scenario on a stage that it is handed',
    may: {
      model: WORDS,
      yaml: YAML,
      config: 'positions in a scenario’s file',
      check: 'judges each state',
      'check/evidence': 'reads recorded objects',
      'check/intent': 'reads recorded manifests',
      'node:crypto': HASH,
      'node:fs/promises': 'scenarios are files',
      'node:path': 'scenarios are files',
      'node:timers/promises': 'waits for controllers',
      'node:util': 'deep equality',
    },
  },
  app: {
    is: 'a session with one cluster: ports meet adapters here',
    may: {
      leven: '"did you mean"',
      'node:events': 'many requests listen to one signal',
      model: WORDS,
      yaml: 'plan files, values files',
      config: 'reads the rules',
      redact: 'what must not leave',
      check: 'checks',
      'check/confirm': 'questions to a cluster',
      'check/evidence': 'evidence of a cluster or a file',
      'check/intent': 'chooses a revision',
      'check/normalize': 'which kinds need a schema of the cluster',
      'check/normalize/schema': 'makes a table of the cluster’s schemas',
      disk: 'writes files',
      fix: 'ports of fix and undo',
      'fix/apply': 'the context of writes',
      'fix/plan': 'plan files',
      'fix/record': 'records',
      forecast: 'foresees an upgrade',
      git: 'a chart as of a commit',
      helm: 'runs helm',
      kube: 'reaches the cluster',
      'kube/kubeconfig': 'which context the session speaks to',
      report: 'captures, the outcome of a report',
      sandbox: 'the writer of the sandbox, for the live stage',
      simulate: 'the stage of a scenario',
      'node:fs/promises': 'baselines, plans, caches',
      'node:os': 'temporary folders',
      'node:path': 'paths',
      'node:timers/promises': 'pauses',
    },
  },
  'cli/flags': {
    is: 'flag groups: raw arguments become structs here',
    may: {
      model: WORDS,
      app: 'the structs that a session takes',
      'fix/plan': 'what a selection is',
      report: 'what a policy is',
      yargs: 'types of flags',
    },
  },
  'cli/text': {
    is: 'what a terminal shows beside reports',
    may: {
      model: WORDS,
      app: 'events, files, the runtime',
      'cli/flags': 'the colour flag',
      redact: 'safe reports',
      report: 'formats',
      simulate: 'what was played',
      yaml: 'exact JSON',
      leven: '"did you mean"',
    },
  },
  'cli/commands': {
    is: 'one file a command',
    may: {
      model: WORDS,
      app: 'sessions and all that a command does with them',
      cli: 'opens a session from flags',
      'cli/flags': 'its flags',
      'cli/text': 'its words',
      config: 'writes a rule',
      fix: 'the two halves of fix and undo',
      'fix/gate': 'asks',
      'fix/plan': 'the patch of a finding',
      'fix/record': 'history',
      'fix/verify': 'waits for rollouts',
      helm: 'lists releases for completion',
      kube: 'whether there is a cluster, for the console',
      report: 'plans and outcomes in words',
      sandbox: 'the sandbox command',
      simulate: 'the simulate command',
      yaml: 'exact JSON',
      yargs: 'types of flags',
      'node:child_process': 'opens a browser',
      'node:fs/promises': 'the browser’s file, the rules file',
      'node:os': 'the browser’s file',
      'node:path': 'paths',
    },
  },
  cli: {
    is: 'parses the command line and runs a command',
    may: {
      'node:fs': 'whether a chart is on this disk',
      'node:path': 'from which folder it is named',
      model: WORDS,
      app: 'a session, the runtime',
      'cli/commands': 'the registry of commands',
      'cli/flags': 'global flags',
      'cli/text': 'progress, "did you mean"',
      yargs: 'the parser',
    },
  },
  console: {is: 'the contract between server and page', pure: true, may: {model: WORDS}},
  'console/views': {
    is: 'the engine’s words become those of the contract',
    pure: true,
    may: {
      model: WORDS,
      console: 'the contract',
      config: 'the rule that would accept a finding',
      check: 'shows an inspection',
      'fix/plan': 'the patch of a finding',
      redact: 'safe reports',
      report: 'explanations in words',
      yaml: 'YAML of values',
      'node:crypto': 'a document’s ID stands for its content',
    },
  },
  'console/session': {
    is: 'what is open, and its state over time',
    may: {
      'check/normalize': 'a manifest as the server stores it',
      model: WORDS,
      console: 'the contract',
      'console/views': 'views of what is open',
      app: 'the session with the cluster',
      check: 'judges snapshots',
      config: 'scenarios have no rules',
      fix: 'the two halves of fix and undo',
      'fix/record': 'records of this machine',
      kube: 'watches',
      redact: 'what must not leave',
      report: 'plans in words',
      sandbox: 'finds the scenarios that ship',
      simulate: 'recorded scenarios',
      'node:crypto': 'nonces',
      'node:events': 'limits of listeners',
      'node:path': 'files of a scenario',
      'node:stream': 'streams of a command',
    },
  },
  'console/server': {
    is: 'HTTP on this machine’s own address',
    may: {
      model: WORDS,
      console: 'the contract',
      'console/session': 'what is open',
      'console/views': 'views of what is open',
      app: 'the runtime',
      'check/intent': 'which revision’s templates are shown',
      report: 'captures',
      sandbox: 'finds the scenarios that ship',
      simulate: 'finds a scenario',
      'node:crypto': 'sessions and nonces',
      'node:fs/promises': 'templates of a chart',
      'node:http': 'the server',
      'node:path': 'templates of a chart',
      'node:zlib': 'the page is kept compressed',
    },
  },
  'console/app': {
    is: 'the page; built into the bundle as text',
    may: {
      console: 'the contract: all that it knows of the server',
      'console/app/parts': 'its parts',
      'console/app/state': 'its state',
      '@preact/signals': 'state',
      preact: 'the view library',
    },
  },
  'console/app/parts': {
    is: 'the parts of the page',
    may: {
      model: 'types of the words',
      console: 'the contract',
      'console/app/state': 'the state',
      'console/app/yaml': 'the panes',
      '@preact/signals': 'state',
      preact: 'the view library',
      'preact/hooks': 'the view library',
    },
  },
  'console/app/state': {
    is: 'the server’s state and the little that is the page’s own',
    may: {
      model: 'types of the words',
      console: 'the contract',
      'console/app/parts': 'keys move through parts',
      '@preact/signals': 'state',
      'preact/hooks': 'the view library',
    },
  },
  'console/app/yaml': {
    is: 'the CodeMirror panes',
    may: {
      console: 'the contract',
      'console/app/parts': 'labels of findings',
      'console/app/state': 'the state',
      '@codemirror/commands': 'the editor',
      '@codemirror/lang-yaml': 'the editor',
      '@codemirror/language': 'the editor',
      '@codemirror/merge': 'the editor',
      '@codemirror/search': 'the editor',
      '@codemirror/state': 'the editor',
      '@codemirror/view': 'the editor',
      '@lezer/highlight': 'the editor',
      'preact/hooks': 'the view library',
    },
  },
} as const satisfies Record<string, Layer>;

/** A file, or names of a file, that only a few may import, wherever their folder may reach. */
export interface Restriction {
  readonly file: string;
  /** All of it where nothing is said. */
  readonly names?: readonly string[];
  readonly only: readonly string[];
  readonly why: string;
}

export const RESTRICTED: readonly Restriction[] = [
  {
    file: 'kube/writer.ts',
    only: ['app/fix-ports.ts'],
    why: 'a ClusterWriter is made in one place and handed to fix/apply alone: nothing else can write, even by mistake',
  },
  {
    file: 'kube/request.ts',
    names: ['writeJson'],
    only: ['kube/writer.ts', 'sandbox/writer.ts'],
    why: 'only the two writers send a request that counts',
  },
  {
    file: 'sandbox/writer.ts',
    only: ['app/stage.ts'],
    why: 'only the live stage writes to the sandbox, through the writer that refuses every other cluster',
  },
  {
    file: 'app/fix-ports.ts',
    only: [
      'app/undo.ts',
      'app/reconcile.ts',
      'cli/commands/fix-run.ts',
      'cli/commands/undo-run.ts',
      'console/session/cluster-access.ts',
    ],
    why: 'it hands out the ports of a fix, the writer among them',
  },
  {
    file: 'kube/client-node.ts',
    only: ['kube/auth-provider.ts'],
    why: 'the cluster client is loaded where a cluster is opened, and nowhere else',
  },
];

/** Files of a pure folder that touch the world, each with its reason. */
export const EXCEPTIONS: Readonly<Record<string, {readonly may: Readonly<Record<string, string>>}>> = {
  'config/load.ts': {
    may: {
      'node:fs/promises': 'finds and reads the file of the rules',
      'node:os': 'whose user runs this',
      'node:path': 'looks for it up the tree',
    },
  },
};
