import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {COMMANDS} from '../../src/cli/commands/registry.ts';
import {CONNECTION_FLAGS, GLOBAL_FLAGS} from '../../src/cli/flags/connection.ts';
import type {FlagGroup} from '../../src/cli/flags/args.ts';
import {givenFlags} from '../../src/cli/given-flags.ts';
import {cli, folderOf} from './cli.ts';

/** Lines that are right as they are, one or more a command; what is tried is added to each. */
const BASES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  check: [
    ['check', 'web'],
    ['check', 'web', './chart'],
    ['check', 'web', 'repo/chart'],
    ['check', 'web', '--forecast'],
    ['check', 'web', '--live', 'live.yaml'],
    ['check', 'web', '--baseline', 'b.yaml', '--live', 'live.yaml'],
    ['check', 'web', '-o', 'json'],
    ['check', 'web', '-o', 'sarif=x.sarif'],
    ['check', '--all'],
    ['check', '-A'],
  ],
  watch: [
    ['watch'],
    ['watch', 'web', '--once-stable'],
    ['watch', '--until-drift', '-o', 'json'],
    ['watch', '-A', '-o', 'json'],
  ],
  notify: [
    ['notify', 'test'],
    ['notify', 'replay'],
  ],
  status: [['status'], ['status', 'web'], ['status', '-A']],
  rbac: [['rbac'], ['rbac', '-A'], ['rbac', '--agent'], ['rbac', '--agent', '--notify']],
  explain: [
    ['explain', 'web', 'abc1234'],
    ['explain', '--reason', 'same-to-server'],
    ['explain', 'web', 'abc1234', '--live', 'live.yaml'],
  ],
  ignore: [['ignore', 'web', 'abc1234', '--reason', 'known']],
  accept: [['accept', 'web', 'abc1234', '--reason', 'known', '--until', '2027-01-31']],
  capture: [
    ['capture', 'live', 'web', '--file', '-'],
    ['capture', 'baseline', 'web', './chart', '--file', '-'],
  ],
  fix: [
    ['fix', 'web'],
    ['fix', 'web', '--dry-run'],
    ['fix', 'web', '--out', 'plan.json'],
    ['fix', 'web', '--plan', 'plan.json'],
    ['fix', '--all'],
    ['fix', '-A', '--dry-run'],
  ],
  plan: [['plan', 'show', 'plan.json']],
  timeline: [['timeline', 'web']],
  undo: [['undo'], ['undo', '--dry-run']],
  history: [
    ['history'],
    ['history', 'web'],
    ['history', 'web', '--forget'],
    ['history', '--drift'],
    ['history', '--drift', '-o', 'json'],
    ['history', '--drift', '--forget'],
  ],
  audit: [['audit', 'receive', '--into', 'spool', '--listen', '127.0.0.1:0', '--token-file', 'nope']],
  console: [['console', '--demo']],
  simulate: [
    ['simulate'],
    ['simulate', 'governed-drift'],
    ['simulate', 'governed-drift', '-o', 'json'],
    ['simulate', 'web', '--record', 'incident'],
  ],
  sandbox: [
    ['sandbox', 'status'],
    ['sandbox', 'down'],
  ],
};
const CHART = new Set([
  'values',
  'set',
  'set-string',
  'set-file',
  'set-json',
  'set-literal',
  'version',
  'repo',
  'devel',
  'dependency-update',
]);
const CLUSTER = new Set(Object.keys(CONNECTION_FLAGS).filter((flag) => flag !== 'namespace' && flag !== 'debug'));

/** What has no effect where, by the words of the help: written once more, and apart from the rules that the product has. */
function isIdle(base: readonly string[], flag: string): boolean {
  const line = base.join(' ');
  const has = (word: string): boolean => base.includes(word);
  const command = base[0] ?? '';
  if (command === 'explain' && has('--reason')) return flag !== 'reason';
  if (CHART.has(flag)) {
    if (command === 'check')
      return !/chart/.test(line) || (has('./chart') && ['version', 'repo', 'devel'].includes(flag));
    if (command === 'capture') return !has('./chart') || ['version', 'repo', 'devel'].includes(flag);
    return true;
  }
  if (flag === 'audit' && command !== 'console') return has('--live');
  switch (command) {
    case 'check': {
      if (has('--at')) return ['audit', 'hooks', 'include-crds', 'no-ledger'].includes(flag);
      if (flag === 'namespace') return has('-A');
      if (flag === 'no-ledger') return /chart|--forecast|--live|--baseline/.test(line);
      if (CLUSTER.has(flag)) return has('--baseline');
      if (flag === 'include-crds') return has('--baseline');
      // The colour that is tried is `always`.
      return (flag === 'diff' || flag === 'color') && has('-o');
    }
    case 'watch':
      if (flag === 'namespace') return has('-A');
      if (flag === 'fail-on') return !has('--once-stable') && !has('--until-drift');
      if (flag === 'allow-incomplete') return !has('--once-stable');
      return flag === 'color' && has('json');
    case 'status':
      return flag === 'namespace' && has('-A');
    case 'rbac':
      if (flag === 'namespace') return has('-A');
      if (flag === 'config') return !has('--notify');
      return ['reports', 'notify', 'shards', 'home'].includes(flag) && !has('--agent');
    case 'fix':
      if (flag === 'timeout') return true;
      if (flag === 'namespace') return has('-A');
      if (flag === 'valid-for') return !has('--out');
      if (flag === 'wait') return has('--dry-run') || has('--out');
      return (
        has('--plan') &&
        ['revision', 'recreate', 'only', 'exclude', 'severity', 'added', 'prune', 'take-ownership'].includes(flag)
      );
    case 'history':
      if (flag === 'all') return !has('--drift') || has('--forget') || has('json');
      return CLUSTER.has(flag) || (flag === 'yes' && !has('--forget'));
    case 'audit':
    case 'plan':
      return CLUSTER.has(flag) || flag === 'namespace';
    case 'console':
      return (
        CLUSTER.has(flag) ||
        ['namespace', 'hooks', 'include-crds', 'fidelity', 'config', 'no-event', 'audit'].includes(flag)
      );
    case 'simulate':
      if (has('--record')) return ['step', 'live', 'dir', 'color', 'show-ignored'].includes(flag);
      if (flag === 'redact') return true;
      if (flag === 'color') return base.length === 1 || has('json');
      if (flag === 'show-ignored') return base.length === 1;
      return CLUSTER.has(flag) || flag === 'namespace' || flag === 'dir';
    case 'sandbox':
      return CLUSTER.has(flag) || flag === 'namespace' || (flag === 'output' && has('down'));
    default:
      return false;
  }
}

const VALUES: Readonly<Record<string, string>> = {
  exec: './notify.sh drift',
  metrics: ':0',
  'valid-for': '8h',
  at: '8h',
  'older-than': '30d',
  since: '7d',
  who: 'none',
  audit: 'audit.log',
  timeout: '2m',
  keep: '2Gi',
  rotate: '64Mi',
  'fail-on': 'high',
  expires: '2027-01-31',
  until: '2027-01-31',
  set: 'a=b',
  output: 'text',
  color: 'always',
};

/** The words of a flag, right and wrong. */
function wordsOf(flag: string, {type, choices}: FlagGroup[string] = {}): {right: string[][]; wrong: string[][]} {
  const value = VALUES[flag] ?? (choices === undefined ? (type === 'number' ? '1' : 'x') : String(choices[0]));
  if (type === 'boolean') return {right: [[`--${flag}`]], wrong: [[`--${flag}x`]]};
  const wrong = [[`--${flag}z`, value], ...(choices === undefined ? [] : [[`--${flag}`, 'nonsense']])];
  return {right: [[`--${flag}`, value], [`--${flag}=${value}`]], wrong};
}

const LINES = Object.entries(BASES).flatMap(([command, bases]) =>
  bases.flatMap((base) =>
    Object.entries<FlagGroup[string]>({
      ...CONNECTION_FLAGS,
      ...COMMANDS[command as keyof typeof COMMANDS].options,
    }).flatMap(([flag, option]) => {
      const isThere = base.some((word) => word === `--${flag}` || (flag === 'output' && word === '-o'));
      // Whoever names a finding and a code names two things: that is told in other words.
      if (isThere || flag === 'debug' || (command === 'explain' && flag === 'reason')) return [];
      const {right, wrong} = wordsOf(flag, option);
      return [
        ...right.map((words, at) => ({
          // Before the words of the command it means the same.
          line: at === 0 ? [...base, ...words] : [base[0] ?? '', ...words, ...base.slice(1)],
          flag,
          isIdle: isIdle(base, flag),
        })),
        ...wrong.map((words) => ({line: [...base, ...words], flag, isIdle: 'wrong' as const})),
      ];
    }),
  ),
);

// Nothing is asked of a cluster: there is none, and every line ends at the first thing that it needs.
describe('every flag with every command', () => {
  test.each(Object.keys(BASES))(
    'none of the lines of %s is accepted that has no effect',
    async (command) => {
      const folder = folderOf({'b.yaml': '', 'live.yaml': '', x: ''});
      mkdirSync(join(folder, 'chart'));
      const odd: string[] = [];
      for (const {line, flag, isIdle: expected} of LINES.filter(({line: [first]}) => first === command)) {
        // What would start or play something has tests of its own.
        if ((command === 'sandbox' || command === 'simulate') && expected === false) continue;
        const {code, stderr, stdout} = await cli(line, folder, {HOME: folder, PATH: '/nowhere'}, async () => ({
          url: 'http://127.0.0.1:1/',
          close: () => {},
          closed: Promise.resolve(),
        }));
        const told =
          stderr.includes(`--${flag} has no effect here`) || /and prints nothing else|--reason explains/.test(stderr);
        const words = line.join(' ');
        if (/\n +at |Error: Error|TypeError/.test(stderr)) odd.push(`${words}: a stack trace: ${stderr}`);
        if (code !== 0 && !/^Error: .+\n.+\n$/s.test(stderr)) odd.push(`${words}: no way out: ${stderr}${stdout}`);
        if (expected === 'wrong' && code !== 1) odd.push(`${words}: accepted, ${code}`);
        if (expected === true && !told) odd.push(`${words}: has no effect, and is taken: ${code} ${stderr}`);
        if (expected === false && told) odd.push(`${words}: has an effect, and is refused: ${stderr}`);
      }
      expect(odd).toEqual([]);
    },
    120_000,
  );

  test('there are two thousand of them', () => {
    expect(LINES.length).toBeGreaterThan(2000);
  });
});

test.each(['never', 'auto'])('no colours (--color %s) is what JSON has anyway', async (color) => {
  const folder = folderOf();
  const {stderr} = await cli(['check', 'web', '-o', 'json', '--color', color], folder, {HOME: folder});
  expect(stderr).toContain('no kubeconfig');
});

test('flags are told from the words behind them', () => {
  const takesValue = (flag: string): boolean => flag === 'set' || flag === 'namespace';
  const given = givenFlags(
    ['check', '-n', 'shop', '--set', '--all', '-Ay', '--output=json', '--', '--diff'],
    {n: 'namespace', A: 'all-namespaces', y: 'yes'},
    takesValue,
  );
  expect([...given]).toEqual(['namespace', 'set', 'all-namespaces', 'yes', 'output']);
  expect(Object.keys(GLOBAL_FLAGS)).toContain('namespace');
});

test.each([
  [['check', 'web', '--context', 'x'], 'unknown flag --context', 'Did you mean --kube-context?'],
  [
    ['ignore', 'web', 'abc', '--reason', 'x', '--dry-run'],
    'ignore takes no --dry-run',
    'It goes with notify, fix, undo.',
  ],
  [['check', 'web', '--revison', '3'], 'unknown flag --revison', 'Did you mean --revision?'],
  [['undo', 'a', 'b'], 'unknown command or argument "b"', 'See `helm drift undo --help`.'],
  [['capture', 'live'], 'not enough non-option arguments', 'See `helm drift capture --help`.'],
  [['check', 'web', './chart', '-f', '-', '-f', '-'], '--values reads stdin twice', 'Name a file'],
  [
    ['check', 'web', './chart', '-f', 'a.yaml,-', '--set-file', 'a=b,c=-'],
    '--values and --set-file both',
    'Name a file',
  ],
  [['check', 'web', './chart', '-f', '-', '--live', '-'], '--live and --values both read stdin', 'Name a file'],
  [['explain', 'web', 'abc', '--chart', 'c', '-f', '-', '--live', '-'], '--live and --values both', 'Name a file'],
  [['check', '--baseline', '-', '--live', '-'], '--baseline and --live both read stdin', 'Name a file'],
  [['check', 'web', '--baseline='], '--baseline was given an empty word', 'Leave the flag out, or say it.'],
  [['check', 'web', '--live', ''], '--live was given an empty word', 'Leave the flag out, or say it.'],
  [['fix', 'web', '--plan='], '--plan was given an empty word', 'Leave the flag out, or say it.'],
  [['check', '', '--all'], 'the release was given as an empty word', 'Name the release.'],
  [['fix'], 'no release was named', 'helm drift fix --plan FILE'],
  [['fix', '--plan', 'nope.json'], 'cannot read the plan nope.json', 'Check the path'],
  [
    ['check', 'shop/web', '-n', 'other'],
    'shop/web is in namespace shop, and -n names other',
    'Leave out one of the two.',
  ],
])('%j says what is wrong and the way out', async (line, what, todo) => {
  const folder = folderOf();
  const {code, stderr} = await cli(line, folder, {HOME: folder});
  expect(code).toBe(1);
  expect(stderr).toContain(what);
  expect(stderr).toContain(todo);
});
