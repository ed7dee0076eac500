import {appendFileSync, chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {userInfo} from 'node:os';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {ledgerLine} from '../../../src/ledger/line.ts';
import {createRecord} from '../../../src/fix/record/files.ts';
import {testRuntime} from '../cli.ts';
import {run as runLine} from '../../../src/cli/run.ts';
import {recordHead} from '../../fix/fakes/record.ts';
import {entryWith, idOf} from '../../ledger/made.ts';
import {edit, scriptedCluster, SETTINGS} from './scripted.ts';

interface Told {
  readonly id: string;
  readonly state: string;
  readonly endedBy?: string;
  readonly returns: number;
  readonly acceptance?: object;
}

/** A scripted cluster, whose one setting is changed, and a machine whose home is the folder. */
async function machine() {
  const cluster = await scriptedCluster();
  const {run, server, folder} = cluster;
  const put = (level: string): void => edit(server, SETTINGS, (object) => ({...object, data: {...object.data, level}}));
  const check = (...more: string[]) => run('check', 'web', '--fidelity', 'client', ...more);
  const state = join(folder, '.local', 'state', 'helm-drift');
  const ledgers = (): string[] => {
    try {
      return readdirSync(join(state, 'ledger')).toSorted();
    } catch {
      return [];
    }
  };
  const text = (): string =>
    ledgers()
      .map((name) => readFileSync(join(state, 'ledger', name), 'utf8'))
      .join('');
  const told = async (...more: string[]): Promise<readonly Told[]> => {
    const {stdout} = await run('history', '--drift', '-o', 'json', ...more);
    return (JSON.parse(stdout) as {findings: readonly Told[]}).findings;
  };
  const onlyId = async (): Promise<string> => (await told())[0]?.id ?? '';
  return {...cluster, put, check, state, ledgers, text, told, onlyId};
}

/** The one finding of a report. */
function idIn(report: string): string {
  return (JSON.parse(report) as {findings: readonly {id: string}[]}).findings[0]?.id ?? '';
}

test('a finding from its first check to its end, and back', async () => {
  const {put, check, told, ledgers, text} = await machine();
  expect((await check()).code).toBe(0);
  // A release without drift leaves nothing.
  expect(ledgers()).toEqual([]);
  const seen: string[] = [];
  for (const level of ['debug', 'trace', 'info', 'warn']) {
    put(level);
    await check();
    seen.push((await told()).map(({state}) => state).join());
  }
  expect(seen).toEqual(['new', 'changed', 'resolved', 'came back']);
  expect(await told()).toMatchObject([{returns: 1, worst: 'high', by: {manager: 'kubectl-edit'}, path: 'data.level'}]);
  for (const value of ['debug', 'trace', 'warn']) expect(text()).not.toContain(value);
});

test('all releases at once are kept too', async () => {
  const {put, run, told} = await machine();
  put('debug');
  await run('check', '-A', '--fidelity', 'client');
  expect(await told()).toMatchObject([{state: 'new', release: {name: 'web', namespace: 'shop'}}]);
});

describe('what keeps no history', () => {
  test.each([['--no-ledger'], ['./chart'], ['--revision', '1']])('check %s', async (...more) => {
    const {put, check, ledgers} = await machine();
    put('debug');
    expect((await check(...more)).code).toBe(2);
    expect(ledgers()).toEqual([]);
  });

  test('files, explain, and a command that may only look', async () => {
    const {put, run, ledgers, folder, env} = await machine();
    put('debug');
    await run('capture', 'live', 'web', '--file', join(folder, 'live.yaml'));
    await run('check', 'web', '--live', join(folder, 'live.yaml'));
    await run('check', 'web', '--baseline', join(folder, 'manifest.yaml'), '--fidelity', 'client');
    const runtime = testRuntime({
      argv: ['check', 'web', '--fidelity', 'client'],
      cwd: folder,
      env,
      confined: {writesRules: true},
    });
    expect(await runLine(runtime, () => Promise.reject(new Error('no console')))).toBe(2);
    expect(ledgers()).toEqual([]);
  });

  test('a machine without a home', async () => {
    const {put, folder, env} = await machine();
    put('debug');
    const {HOME: _home, ...homeless} = env;
    const runtime = testRuntime({argv: ['check', 'web', '--fidelity', 'client'], cwd: folder, env: homeless});
    expect(await runLine(runtime, () => Promise.reject(new Error('no console')))).toBe(2);
    expect(runtime.written.stderr()).toBe('');
  });
});

test('what cannot be seen stays as it was', async () => {
  const {put, check, told, server} = await machine();
  put('debug');
  await check();
  server.kinds.splice(
    server.kinds.findIndex(({kind}) => kind === 'ConfigMap'),
    1,
  );
  expect((await check()).code).toBe(3);
  expect(await told()).toMatchObject([{state: 'new'}]);
});

test('a disk that cannot be written is a note, and fails no check', async () => {
  const {put, check, state} = await machine();
  put('debug');
  mkdirSync(join(state, '..'), {recursive: true});
  writeFileSync(state, 'a file in the way');
  const {code, stderr, stdout} = await check();
  expect([code, stdout.includes('info → debug')]).toEqual([2, true]);
  expect(stderr).toMatch(/^Note: the history of findings cannot be kept: .+\n$/);
  chmodSync(state, 0o600);
});

test('damaged lines are told of in one line, by the history', async () => {
  const {put, check, told, ledgers, state, run} = await machine();
  put('debug');
  await check();
  const file = join(state, 'ledger', ledgers()[0] ?? '');
  writeFileSync(file, `garbage\n{"seq":\n${readFileSync(file, 'utf8')}`);
  expect((await run('history', '--drift')).stderr).toBe(`Note: 2 damaged lines of ${file} passed over\n`);
  expect(await told()).toMatchObject([{state: 'new'}]);
  writeFileSync(file, '{"schemaVersion":"9"}\n');
  expect((await run('history', '--drift')).stderr).toBe(`Note: ${file} is of version 9, and is not read\n`);
  const {code, stderr} = await check();
  expect([code, stderr]).toEqual([2, expect.stringContaining('version 9')]);
});

test('when it was seen first stands in reports from the second check on, and in explanations', async () => {
  const {put, check, run, told, state, ledgers} = await machine();
  put('debug');
  expect((await check('-o', 'json')).stdout).not.toContain('firstSeen');
  // Long before the last write that the server tells of.
  const file = join(state, 'ledger', ledgers()[0] ?? '');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/"first":"[^"]+"/g, '"first":"2026-01-02T00:00:00.000Z"'));
  const {stdout} = await check('-o', 'json');
  expect(JSON.parse(stdout)).toMatchObject({findings: [{firstSeen: '2026-01-02T00:00:00.000Z'}]});
  expect((await check()).stdout.replace(/\s+/g, ' ')).toContain(
    'By kubectl-edit, 175 days ago. First seen 325 days ago.',
  );
  const [finding] = await told();
  const explained = await run('explain', 'web', (finding?.id ?? '').slice(0, 7), '--fidelity', 'client');
  expect(explained.stdout.replace(/\s+/g, ' ')).toContain('Seen first at 2026-01-02T00:00:00.000Z (325 days ago)');
  expect((await check('--no-ledger', '-o', 'json')).stdout).not.toContain('firstSeen');
});

test('what a fix of this machine has ended is told with its record', async () => {
  const {put, check, told, onlyId, server, state} = await machine();
  put('debug');
  await check();
  const id = await onlyId();
  put('info');
  const ref = {group: '', kind: 'ConfigMap', namespace: 'shop', name: 'settings'};
  const field = {
    id,
    path: 'data.level',
    change: 'changed',
    title: 'x',
    severity: 'high',
    by: {certainty: 'unknown'},
  } as const;
  const journal = await createRecord(
    join(state, 'records'),
    recordHead(
      {id: '20261123-115900-web-aaaa'},
      {
        release: {name: 'web', namespace: 'shop', revision: 1, applyMethod: 'ssa'},
        cluster: {name: 'scripted', server: server.url},
        steps: [{action: 'patch', ref, apiVersion: 'v1', fields: [field], consequences: [], warnings: []}],
      },
    ),
  );
  await journal.append({type: 'result', step: 0, outcome: 'patched'});
  // By the clock of these tests all checks are at noon.
  await journal.append({type: 'end', at: '2026-11-23T12:00:00.000Z', verified: true});
  await journal.close();
  await check();
  expect(await told()).toMatchObject([{state: 'resolved', endedBy: '20261123-115900-web-aaaa'}]);
});

describe('history --drift', () => {
  test('lists by release, by ID and by age', async () => {
    const {put, check, told, onlyId, run} = await machine();
    expect((await run('history', '--drift')).stdout).toBe('No check of this machine has told of drift yet.\n');
    put('debug');
    await check();
    const id = await onlyId();
    for (const named of ['web', 'shop/web', id, id.slice(0, 7)]) expect(await told(named)).toHaveLength(1);
    for (const more of [['other'], ['-n', 'other'], ['--older-than', '1d']]) expect(await told(...more)).toEqual([]);
    const text = (await run('history', '--drift')).stdout.replace(/\s+/g, ' ');
    expect(text).toContain(`${id.slice(0, 7)} new, just now ConfigMap/settings data.level: Configuration`);
    expect(text).toContain('web in shop, context scripted high, by kubectl-edit, stands less than a minute');
  });

  test('lists fifty, counts the rest, and all with --all', async () => {
    const {put, check, told, run, state, ledgers} = await machine();
    put('debug');
    await check();
    const file = join(state, 'ledger', ledgers()[0] ?? '');
    const lines = Array.from({length: 60}, (_, index) =>
      ledgerLine(entryWith({id: idOf(`${index}`), seq: index + 10})),
    );
    appendFileSync(file, lines.join(''));
    const rows = async (...more: string[]): Promise<number> =>
      (await run('history', '--drift', 'web', ...more)).stdout.split(': Configuration').length - 1;
    expect(await rows()).toBe(50);
    expect((await run('history', '--drift')).stdout).toMatch(/\n11 more findings: add --all, or -o json\.\n$/);
    expect([await rows('--all'), (await told()).length]).toEqual([61, 61]);
    const {stderr, stdout} = await run('history', '--drift', 'web', '--forget', '--yes');
    expect([stderr.split(': Configuration').length - 1, stdout]).toEqual([61, '61 findings forgotten.\n']);
  });

  test('the shell completes the releases of which something is known', async () => {
    const {put, check, run} = await machine();
    expect((await run('__complete', 'history', '--drift', '')).stdout).toBe(':4\n');
    put('debug');
    await check();
    expect((await run('__complete', 'history', '--drift', '')).stdout).toBe('web\tshop\n:4\n');
    expect((await run('__complete', 'history', '')).stdout).toBe(':4\n');
  });

  test('--forget takes away what is listed, after a yes', async () => {
    const {put, check, told, run, ledgers} = await machine();
    put('debug');
    await check();
    expect((await run('history', '--drift', '--forget')).stderr).toContain('does not say which');
    expect((await run('history', '--drift', 'nobody', '--forget')).stderr).toContain('no finding nobody is known here');
    expect((await run('history', '--drift', 'web', '--forget')).code).toBe(4);
    expect(await told()).toHaveLength(1);
    expect((await run('history', '--drift', '--older-than', '1d', '--forget', '--yes')).stdout).toBe(
      'No finding is meant: nothing was forgotten.\n',
    );
    const gone = await run('history', '--drift', 'web', '--forget', '--yes');
    expect([gone.code, gone.stdout, ledgers()]).toEqual([0, '1 finding forgotten.\n', []]);
    await check();
    const {stdout} = await run('history', '--drift', 'web', '--forget', '--yes', '-o', 'json');
    expect(JSON.parse(stdout)).toMatchObject({kind: 'ForgottenFindings', findings: [expect.any(String)]});
  });
});

describe('accept', () => {
  const ACCEPTED = ['--until', '2027-01-31', '--reason', 'load test', '--fidelity', 'client'];

  test('writes a rule that says who and until when, and the history says it too', async () => {
    const {put, check, told, onlyId, run, folder} = await machine();
    put('debug');
    await check();
    const id = await onlyId();
    const {code, stdout, stderr} = await run('accept', 'web', id.slice(0, 7), '--ticket', 'OPS-1234', ...ACCEPTED);
    expect([code, stderr]).toEqual([0, '']);
    const {username} = userInfo();
    const reason = `load test (OPS-1234, accepted by ${username} until 2027-01-31)`;
    expect(stdout).toContain(`ConfigMap/settings data.level is accepted until 2027-01-31: ${reason}`);
    const rules = readFileSync(join(folder, '.helm-drift.yaml'), 'utf8');
    expect(rules).toContain(reason);
    expect(rules).toMatch(/expires: "?2027-01-31/);
    const acceptance = {by: username, until: '2027-01-31', ticket: 'OPS-1234'};
    expect(await told()).toMatchObject([{state: 'accepted', acceptance}]);
    expect((await check()).code).toBe(0);
    expect(await told()).toMatchObject([{state: 'accepted', acceptance, returns: 0}]);
    // The rule is over.
    writeFileSync(join(folder, '.helm-drift.yaml'), rules.replace(/expires: .*/, 'expires: "2026-01-01"'));
    expect((await check()).code).toBe(2);
    const [back] = await told();
    expect(back).toMatchObject({state: 'came back', returns: 1});
    expect(back).not.toHaveProperty('acceptance');
  });

  test('what no check has told of yet begins so', async () => {
    const {put, check, told, run} = await machine();
    put('debug');
    const {stdout} = await check('--no-ledger', '-o', 'json');
    await run('accept', 'web', idIn(stdout), ...ACCEPTED);
    expect(await told()).toMatchObject([{state: 'accepted'}]);
    expect((await run('history', '--drift')).stdout.replace(/\s+/g, ' ')).toMatch(/accepted by \S+ until 2027-01-31/);
  });

  test('of another baseline the rule is written, and no history', async () => {
    const {put, check, ledgers, run, folder} = await machine();
    put('debug');
    const {stdout} = await check('--no-ledger', '-o', 'json');
    const id = idIn(stdout);
    expect((await run('accept', 'web', id, '--revision', '1', ...ACCEPTED)).code).toBe(0);
    expect([ledgers(), readdirSync(folder).includes('.helm-drift.yaml')]).toEqual([[], true]);
  });

  test('a disk that cannot be written is a note', async () => {
    const {put, check, run, state} = await machine();
    put('debug');
    const {stdout} = await check('--no-ledger', '-o', 'json');
    const id = idIn(stdout);
    mkdirSync(join(state, '..'), {recursive: true});
    writeFileSync(state, '');
    const {code, stderr} = await run('accept', 'web', id, ...ACCEPTED);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^Note: the history of findings cannot be kept: /)]);
  });

  test.each([
    [['--reason', 'x'], 'nobody said until when'],
    [['--until', '2027-01-31'], 'a rule needs a reason'],
    [['--until', 'soon', '--reason', 'x'], '--until takes a date, and "soon" is none'],
    [['--until', '2020-01-01', '--reason', 'x'], '--until 2020-01-01 is over'],
    [['--until', '2027-01-31', '--reason', 'x'], 'web has no finding "0000000"'],
  ])('%j says what is wrong', async (flags, says) => {
    const {put, run} = await machine();
    put('debug');
    const {code, stderr} = await run('accept', 'web', '0000000', ...flags);
    expect([code, stderr]).toEqual([1, expect.stringContaining(says)]);
  });
});
