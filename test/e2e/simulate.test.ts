import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {drift, findingLines, helmBinary, kubectl, must, reportOf, temporaryFolder} from './harness.ts';
import type {Report, Run} from './harness.ts';
import {governedFindings} from './governed-drift.ts';
import {proxy} from './proxy.ts';
import {NOBODYS, sandbox, statusOf} from './sandboxes.ts';
import type {SandboxStatus} from './sandboxes.ts';
import {plane} from './plane.ts';

const SCENARIOS = [
  'deleted-object',
  'governed-drift',
  'image-hot-fix',
  'rbac-widened',
  'replicas-fight',
  'sidecar-and-env',
];

interface Simulation {
  readonly states: readonly {readonly name: string; readonly surprises: readonly string[]; readonly report: Report}[];
}

let folder = '';
let status: SandboxStatus;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'helm-drift-simulate-'));
  const up = await sandbox('up', '--dir', join(folder, 'sandbox'));
  if (up.code !== 0) throw new Error(up.stderr);
  status = await statusOf(join(folder, 'sandbox'));
});

afterAll(async () => {
  await sandbox('down', '--dir', join(folder, 'sandbox'));
  rmSync(folder, {recursive: true, force: true});
});

/** The records of fixes go where nobody else keeps any. */
const records = (): Record<string, string> => ({XDG_STATE_HOME: join(folder, 'state')});

/** The drift of the sandbox's release after `undo` has put it back. */
async function driftAfterUndo(helm: string): Promise<string[]> {
  const env = {...NOBODYS, ...records(), HELM_BIN: helmBinary(helm), KUBECONFIG: status.kubeconfig};
  const undo = await drift(['undo', '--yes', '-n', 'sandbox-nginx'], {env});
  if (undo.code !== 0) throw new Error(`undo exited with ${undo.code}: ${undo.stderr}${undo.stdout}`);
  return findingLines(reportOf(await drift(['check', 'test-nginx', '-n', 'sandbox-nginx', '-o', 'json'], {env})));
}

/** Who writes a value back is us: what drifted is the same, and who drifted it is not. */
const withoutManager = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/ \([^)]*\)$/, ''));

const simulate = (
  args: readonly string[],
  helm = '4.3.1',
  env: Record<string, string | undefined> = {},
): Promise<Run> =>
  drift(['simulate', ...args, ...(args.includes('--live') ? ['--dir', join(folder, 'sandbox')] : [])], {
    env: {...NOBODYS, ...records(), HELM_BIN: helmBinary(helm), ...env},
  });

async function played(...args: Parameters<typeof simulate>): Promise<Simulation> {
  const {code, stdout, stderr} = await simulate([...args[0], '-o', 'json'], args[1], args[2]);
  if (code !== 0) throw new Error(`simulate ${args[0].join(' ')} exited with ${code}: ${stderr}${stdout}`);
  return JSON.parse(stdout) as Simulation;
}

/** Times, ports and the server's random names differ from run to run, and nothing else may. */
function timeless(value: unknown): string {
  return JSON.stringify(value, undefined, 1)
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, 'TIME')
    .replace(/127\.0\.0\.1:\d+/g, 'SERVER');
}

describe('on the sandbox', () => {
  test.each(SCENARIOS)('%s: the same with both Helms, and as it was recorded, word for word', async (name) => {
    const recorded = await played([name]);
    const four = await played([name, '--live']);
    const undone = await driftAfterUndo('4.3.1');
    const three = await played([name, '--live'], '3.22.0');
    const undoneToo = await driftAfterUndo('3.22.0');
    expect(timeless(four.states)).toBe(timeless(recorded.states));
    expect([four, three].flatMap(({states}) => states.flatMap(({surprises}) => surprises))).toEqual([]);
    // By the tests' own reading of the reports too.
    expect(three.states.map(({report}) => findingLines(report))).toEqual(
      recorded.states.map(({report}) => findingLines(report)),
    );
    expect(three.states.map(({report}) => report.gaps)).toEqual(three.states.map(() => []));
    expect(findingLines(four.states.at(-2)?.report as Report)).not.toEqual([]);
    expect(four.states.at(-1)?.report.state).toBe('in-contract');
    const drifted = withoutManager(findingLines(recorded.states.at(-2)?.report as Report));
    expect([undone, undoneToo].map(withoutManager)).toEqual([drifted, drifted]);
  });

  test('the text is the recording’s too, but for how long it took and where', async () => {
    const plain = ({stdout}: Run): string[] =>
      stdout
        .split('\n')
        .filter((line) => !/^(Evidence recorded|Played on|Next:|The sandbox is left)/.test(line))
        .map((line) => line.replace(/\d+\.\d\d s/, 'TIME'));
    // Wide enough for a line that names the source to be one line.
    const env = {COLUMNS: '120'};
    expect(plain(await simulate(['governed-drift', '--live'], '4.3.1', env))).toEqual(
      plain(await simulate(['governed-drift'], '4.3.1', env)),
    );
  });

  test('--step leaves it in that state, for check to see', async () => {
    const run = await simulate(['governed-drift', '--live', '--step', 'mutation']);
    expect([run.code, run.stdout]).toEqual([
      0,
      expect.stringContaining('The sandbox is left so. Next: helm drift check'),
    ]);
    const check = await drift([
      'check',
      'test-nginx',
      '-n',
      'sandbox-nginx',
      '-o',
      'json',
      '--kubeconfig',
      status.kubeconfig,
    ]);
    expect(findingLines(JSON.parse(check.stdout) as Report)).toEqual(governedFindings());
  });

  test.each([
    [
      'an object that is not there',
      'object: Service/other\n        scale: 2',
      /^Error: .*own.yaml:10: step 1, mutation 1: Service\/other does not exist in sandbox-nginx$/,
    ],
    [
      'a kind that nobody serves',
      'object: Gadget/x\n        delete: true',
      /^Error: .*own.yaml:10: step 1, mutation 1: the cluster serves no Gadget$/,
    ],
    [
      'what the server refuses',
      'object: Service/test-nginx\n        patch: {spec: {ports: [{port: 80, name: HTTP!}]}}',
      /^Error: .*own.yaml:10: step 1, mutation 1: the API server refuses it: Service "test-nginx" is invalid: /,
    ],
    [
      'a typing error',
      'object: Service/test-nginx\n        patsh: {}',
      /^Error: .*own.yaml:12: step 1, mutation 1: unknown field "patsh"$/,
    ],
  ])('%s is one error with its line', async (_what, mutation, message) => {
    const file = join(temporaryFolder(), 'own.yaml');
    writeFileSync(
      file,
      `apiVersion: helm-drift/v1
kind: Scenario
title: Mine
release:
  name: test-nginx
  namespace: sandbox-nginx
  chart: ${resolve('charts/nginx')}
steps:
  - mutations:
      - manager: tool
        ${mutation}
`,
    );
    const run = await simulate([file, '--live']);
    const [first, ...rest] = run.stderr.trim().split('\n');
    expect([run.code, run.stdout, rest.length]).toEqual([1, '', 1]);
    expect(first).toMatch(message);
  });
});

describe('on any other cluster it is refused, with nothing sent but reads', () => {
  const before = (): Promise<string> => kubectl('get', 'ns,secrets,deploy,hpa,svc', '-A', '-o', 'name');

  test('one that is named by Helm’s variables', async () => {
    const {env, requests} = await proxy();
    const there = await before();
    const run = await simulate(['governed-drift', '--live'], '4.3.1', env);
    expect([run.code, run.stdout, run.stderr.trim().split('\n')]).toEqual([
      1,
      '',
      [
        expect.stringMatching(/^Error: .* is not the sandbox: nothing was written there$/),
        expect.stringContaining('on the sandbox alone'),
      ],
    ]);
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter((line) => !line.startsWith('GET '))).toEqual([]);
    expect(await before()).toBe(there);
  });

  test('one that KUBECONFIG names, though its context has the sandbox’s name', async () => {
    const there = await before();
    const run = await simulate(['governed-drift', '--live'], '4.3.1', {KUBECONFIG: plane().kubeconfig});
    expect([run.code, run.stderr]).toEqual([
      1,
      expect.stringContaining('context "sandbox-control-plane" at https://127.0.0.1:'),
    ]);
    expect(run.stderr).toContain('is not the sandbox');
    expect(await before()).toBe(there);
  });

  test('the sandbox itself may be named', async () => {
    const run = await simulate(['image-hot-fix', '--live', '--step', '1'], '4.3.1', {KUBECONFIG: status.kubeconfig});
    expect(run.code).toBe(0);
  });
});

test('without a sandbox, without a scenario, without a recording: one line, and what to do', async () => {
  const none = await drift(['simulate', 'governed-drift', '--live', '--dir', join(temporaryFolder(), 'none')], {
    env: NOBODYS,
  });
  expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/^Error: no sandbox is up in .*\nStart one: /)]);
  const unknown = await simulate(['nope']);
  expect([unknown.code, unknown.stderr]).toEqual([
    1,
    expect.stringMatching(/^Error: there is no scenario "nope"\nThere are: deleted-object, /),
  ]);
  const list = await simulate([]);
  expect(SCENARIOS.filter((name) => !list.stdout.includes(name))).toEqual([]);
  const asJson = JSON.parse(await must(process.execPath, ['dist/helm-drift.cjs', 'simulate', '-o', 'json'])) as {
    scenarios: {name: string}[];
  };
  expect(asJson.scenarios.map(({name}) => name)).toEqual(SCENARIOS);
});
