import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {hostname, userInfo} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {introduceGovernedDrift} from './governed-drift.ts';
import {drift, helmBinary, kubectl, must, namespace, temporaryFolder} from './harness.ts';
import type {Run} from './harness.ts';

interface Event {
  readonly reason: string;
  readonly note: string;
  readonly reportingController: string;
  readonly regarding: {readonly kind: string; readonly name: string; readonly uid: string};
}

const HELM = helmBinary('4.3.1');
const ALL_BUT_EVENTS =
  'secrets,configmaps,services,serviceaccounts,deployments.apps,horizontalpodautoscalers.autoscaling,poddisruptionbudgets.policy';

async function driftedRelease(prefix: string, release = 'test-nginx', there?: string): Promise<string> {
  const place = there ?? (await namespace(prefix));
  await must(HELM, ['install', release, 'charts/nginx', '-n', place]);
  if (release === 'test-nginx') await introduceGovernedDrift(place);
  return place;
}

/** A machine of its own, with its records. */
function machine() {
  const state = temporaryFolder();
  const env = {HELM_BIN: HELM, XDG_STATE_HOME: state};
  const folder = join(state, 'helm-drift', 'records');
  const run = (...args: string[]): Promise<Run> => drift(args, {env});
  const records = (): string[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .toSorted();
  return {run, folder, records};
}

async function events(place: string): Promise<Event[]> {
  const {items} = JSON.parse(await kubectl('-n', place, 'get', 'events.v1.events.k8s.io', '-o', 'json')) as {
    items: Event[];
  };
  return items.filter(({reportingController}) => reportingController === 'helm-drift');
}

test('who fixed what stands on the objects themselves, with the digest of the record', async () => {
  const place = await driftedRelease('event');
  const {run, folder, records} = machine();
  expect((await run('fix', 'test-nginx', '-n', place, '--yes')).code).toBe(0);
  const [file = ''] = records();
  const id = file.replace('.jsonl', '');
  const digest = createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex');
  const told = await events(place);
  expect(told.map(({regarding: {kind, name}, reason}) => `${reason} ${kind}/${name}`).toSorted()).toEqual([
    'DriftPutBack HorizontalPodAutoscaler/test-nginx',
    'DriftPutBack Service/test-nginx',
  ]);
  const whoami = (await kubectl('auth', 'whoami', '-o', 'jsonpath={.status.userInfo.username}')).trim();
  for (const {note} of told) {
    expect(note).toContain(`Record ${id}, SHA-256 ${digest}.`);
    expect(note).toContain(`By ${userInfo().username} on ${hostname()}, as ${whoami} in the cluster.`);
  }
  // The uid is the object's own: `kubectl describe` finds the event by it.
  expect(await kubectl('-n', place, 'describe', 'service', 'test-nginx')).toMatch(
    /Normal +DriftPutBack .*helm-drift.* helm drift fix patched: spec\.ports\[.*port.*Release test-nginx/,
  );
  expect((await run('history', '-o', 'json')).stdout).toContain(`"clusterUser": "${whoami}"`);

  expect((await run('undo', '-n', place, '--yes')).code).toBe(0);
  expect((await events(place)).filter(({reason}) => reason === 'DriftFixUndone')).toHaveLength(2);
  // The undo's record names the fix's by its digest: whoever changes that one is found out.
  expect(JSON.parse((await run('history', '-o', 'json')).stdout)).toMatchObject({
    records: [{of: 'undo', previous: {id, digest}}, {of: 'fix'}],
  });
});

test('a timeline tells of revisions, writes, findings, fixes and undos in one order, of one field where that is asked', async () => {
  const place = await driftedRelease('timeline');
  const {run} = machine();
  await run('check', 'test-nginx', '-n', place);
  await run('fix', 'test-nginx', '-n', place, '--only', 'Service/*', '--yes');
  await run('check', 'test-nginx', '-n', place);
  const {code, stdout} = await run('timeline', 'test-nginx', '-n', place, '-o', 'json');
  expect(code).toBe(0);
  const {moments} = JSON.parse(stdout) as {moments: {at: string; kind: string; what: string}[]};
  const kinds = moments.map(({kind}) => kind);
  expect(kinds[0]).toBe('revision');
  expect(new Set(kinds)).toEqual(new Set(['revision', 'write', 'finding', 'fix']));
  expect(moments.map(({what}) => what)).toContainEqual(expect.stringMatching(/^Service port resolved: .*-test-nginx-/));
  expect(moments.map(({at}) => Date.parse(at))).toEqual(
    moments.map(({at}) => Date.parse(at)).toSorted((a, b) => a - b),
  );
  const narrow = await run('timeline', 'test-nginx', '-n', place, '--field', 'hpa/*:spec.minReplicas');
  expect(narrow.stdout).toContain('spec.minReplicas');
  expect(narrow.stdout).not.toMatch(/Service|revision/);
  expect((await run('timeline', 'test-nginx', '-n', place, '--since', '1s')).stdout).not.toContain('revision 1');
  expect(await run('timeline', 'nobody', '-n', place)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nobody'),
  });
});

test('no Event where none is wanted, and a plain word where none can be made', async () => {
  const place = await driftedRelease('no-event');
  const {run, records} = machine();
  const quiet = await run('fix', 'test-nginx', '-n', place, '--only', 'Service/*', '--no-event', '--yes');
  expect([quiet.code, quiet.stdout.includes('no Event in the cluster')]).toEqual([0, false]);
  expect(await events(place)).toEqual([]);
  // Somebody who may do all in the namespace but make events.
  await kubectl('-n', place, 'create', 'role', 'fixer', '--verb=*', `--resource=${ALL_BUT_EVENTS}`);
  await kubectl('-n', place, 'create', 'rolebinding', 'fixer', '--role=fixer', '--user=fixer');
  const told = await run('fix', 'test-nginx', '-n', place, '--kube-as-user', 'fixer', '--only', 'hpa/*', '--yes');
  expect([told.code, told.stdout]).toEqual([
    0,
    expect.stringMatching(/Note: no Event in the cluster tells of it: events\.events\.k8s\.io is forbidden/),
  ]);
  expect(records()).toHaveLength(2);
});

test('a record that was changed afterwards is not undone', async () => {
  const place = await driftedRelease('tampered');
  const {run, folder, records} = machine();
  await run('fix', 'test-nginx', '-n', place, '--only', 'Service/*', '--yes');
  await run('fix', 'test-nginx', '-n', place, '--yes');
  const [first = ''] = records();
  const text = readFileSync(join(folder, first), 'utf8');
  writeFileSync(join(folder, first), text.replaceAll('8080', '2222'));
  const undone = await run('undo', first.replace('.jsonl', ''), '-n', place, '--yes');
  expect([undone.code, undone.stderr]).toEqual([4, expect.stringContaining('somebody has changed it since')]);
  expect((await run('history')).stderr).toContain(`${first.replace('.jsonl', '')} was changed since it ended`);
});

test('every release of a namespace at once: those that drifted, worst first, each with its record', async () => {
  const place = await driftedRelease('all');
  await driftedRelease('all', 'other-nginx', place);
  await driftedRelease('all', 'clean-nginx', place);
  await kubectl('-n', place, 'patch', 'configmap', 'other-nginx', '-p', '{"data":{"nginx.conf":"x"}}');
  const {run, records} = machine();
  const planned = await run('fix', '--all', '-n', place, '--dry-run', '--fail-on', 'critical');
  expect(planned.stdout).toContain('of 2 releases, of 3');
  expect(planned.stdout.indexOf('test-nginx in')).toBeLessThan(planned.stdout.indexOf('other-nginx in'));
  const fixed = await run('fix', '--all', '-n', place, '--yes', '-o', 'json');
  expect(fixed.code).toBe(0);
  expect(JSON.parse(fixed.stdout)).toMatchObject({
    kind: 'FixResults',
    releases: [{results: [{}, {}]}, {results: [{}]}],
  });
  expect(records()).toHaveLength(2);
  expect((await run('check', '--all', '-n', place)).code).toBe(0);
  expect((await run('fix', '--all', '-n', `${place}-typo`, '--yes')).stderr).toContain('there is no namespace');
});
