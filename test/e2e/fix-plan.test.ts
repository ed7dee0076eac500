import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {createHash} from 'node:crypto';
import {Ajv} from 'ajv';
import {describe, expect, inject, test} from 'vitest';
import {introduceGovernedDrift} from './governed-drift.ts';
import {drift, helmBinary, kubectl, must, namespace, run, temporaryFolder} from './harness.ts';
import type {Run} from './harness.ts';
import {contents, held} from './twenty.ts';
import {proxy} from './proxy.ts';
import {plane} from './plane.ts';

const KINDS = 'service,hpa,configmap,deployment';

async function drifted(prefix: string, version = '4.3.1'): Promise<string> {
  const place = await namespace(prefix);
  await must(helmBinary(version), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  await introduceGovernedDrift(place);
  return place;
}

function runner(place: string, more: Readonly<Record<string, string | undefined>> = {}) {
  const folder = temporaryFolder();
  const env = {HELM_BIN: helmBinary('4.3.1'), XDG_STATE_HOME: folder, ...more};
  return {
    folder,
    plan: join(folder, 'plan.json'),
    fix: (...args: string[]): Promise<Run> => drift(['fix', 'test-nginx', '-n', place, ...args], {env}),
  };
}

const state = async (place: string): Promise<unknown> => contents(await held(place, KINDS));

test('--out writes a plan and nothing else, and --plan carries that out', async () => {
  const place = await drifted('plan');
  const {fix, plan} = runner(place);
  const before = await state(place);
  const made = await fix('--out', plan, '--only', 'HorizontalPodAutoscaler/*');
  expect([made.code, made.stderr]).toEqual([0, '']);
  expect(await state(place)).toEqual(before);
  expect((statSync(plan).mode & 0o777).toString(8)).toBe('600');
  const schema = JSON.parse(readFileSync('docs/fix-plan.schema.json', 'utf8')) as object;
  const ajv = new Ajv({strict: false, validateFormats: false});
  expect([ajv.validate(schema, JSON.parse(readFileSync(plan, 'utf8'))), ajv.errors]).toEqual([true, null]);
  const done = await fix('--plan', plan, '--yes');
  expect([done.code, done.stderr]).toEqual([0, '']);
  const spec = (await held(place, 'hpa')).get('HorizontalPodAutoscaler/test-nginx')?.spec;
  expect(spec).toMatchObject({minReplicas: 6, maxReplicas: 12});
  // The Service was not in the plan.
  expect(await kubectl('get', 'service', 'test-nginx', '-n', place, '-o', 'jsonpath={.spec.ports[0].port}')).toBe(
    '8080',
  );
  // Carried out once more there is nothing left to do.
  expect((await fix('--plan', plan, '--yes')).code).toBe(0);
});

test('a plan holds when only status and other fields of its objects have moved on', async () => {
  const place = await drifted('holds');
  const {fix, plan} = runner(place);
  expect((await fix('--out', plan)).code).toBe(0);
  await kubectl('-n', place, 'annotate', 'hpa', 'test-nginx', 'somebody=else');
  expect((await fix('--plan', plan, '--yes')).code).toBe(0);
});

describe('a plan that does not hold is refused with exit code 4, and nothing is written', () => {
  const edit = (file: string, change: (plan: Record<string, never>) => void, resign = false): void => {
    const plan = JSON.parse(readFileSync(file, 'utf8')) as Record<string, never>;
    change(plan);
    if (resign) {
      const {digest: _digest, ...body} = plan;
      plan['digest'] = createHash('sha256').update(JSON.stringify(body)).digest('hex') as never;
    }
    writeFileSync(file, JSON.stringify(plan));
  };
  const set = (path: readonly (string | number)[], value: unknown) => (plan: object) => {
    let here = plan as Record<string | number, never>;
    for (const step of path.slice(0, -1)) here = here[step] as never;
    here[path.at(-1) as string] = value as never;
  };

  test.each<[string, (file: string, place: string) => void | Promise<void>, RegExp]>([
    ['edited by hand', (file) => edit(file, set(['steps', 0, 'fields', 0, 'desired'], 99)), /edited/],
    [
      'signed by whoever cannot read the release',
      (file) => edit(file, set(['expires'], '2099-01-01T00:00:00.000Z'), true),
      /edited/,
    ],
    ['of another cluster', (file) => edit(file, set(['cluster', 'uid'], 'other'), true), /another cluster/],
    ['of another release', (file) => edit(file, set(['release', 'name'], 'other'), true), /made for other/],
    ['of another revision', (file) => edit(file, set(['release', 'revision'], 7), true), /revision 7/],
    ['of another manifest', (file) => edit(file, set(['intentDigest'], 'x'), true), /declares/],
    ['no JSON', (file) => writeFileSync(file, 'plan: no'), /no plan/],
    ['another document', (file) => writeFileSync(file, '{"kind":"List"}'), /no plan/],
    [
      'of an object that was changed since',
      async (_file, place) => {
        await kubectl('-n', place, 'patch', 'hpa', 'test-nginx', '--type=merge', '-p', '{"spec":{"minReplicas":5}}');
      },
      /changed since/,
    ],
    [
      'of an object that was made anew since',
      async (_file, place) => {
        const object = JSON.parse(await kubectl('get', 'hpa', 'test-nginx', '-n', place, '-o', 'json')) as {
          metadata: Record<string, unknown>;
        };
        await kubectl('-n', place, 'delete', 'hpa', 'test-nginx');
        delete object.metadata['uid'];
        delete object.metadata['resourceVersion'];
        await must(inject('kubectl'), ['create', '-n', place, '-f', '-'], {input: JSON.stringify(object)});
      },
      /another object/,
    ],
    [
      'when another field of the object was put right since',
      async (_file, place) => {
        await kubectl('-n', place, 'patch', 'hpa', 'test-nginx', '--type=merge', '-p', '{"spec":{"maxReplicas":12}}');
      },
      /other fields differ/,
    ],
  ])('%s', async (_name, spoil, message) => {
    const place = await drifted('stale');
    const {fix, plan} = runner(place);
    expect((await fix('--out', plan)).code).toBe(0);
    await spoil(plan, place);
    const before = await state(place);
    const refused = await fix('--plan', plan, '--yes');
    expect([refused.code, refused.stdout]).toEqual([4, '']);
    expect(refused.stderr).toMatch(message);
    expect(await state(place)).toEqual(before);
  });
});

test('what a plan says of versions is no way around: it is the values that were reviewed', async () => {
  const place = await drifted('signed');
  const {fix, plan} = runner(place);
  expect((await fix('--out', plan)).code).toBe(0);
  const edited = JSON.parse(readFileSync(plan, 'utf8')) as {
    steps: {resourceVersion: string; fields: {live: unknown}[]}[];
    digest?: string;
  };
  for (const step of edited.steps) step.resourceVersion = '1';
  for (const step of edited.steps) for (const field of step.fields) field.live = 'what nobody saw';
  delete edited.digest;
  edited.digest = createHash('sha256').update(JSON.stringify(edited)).digest('hex');
  writeFileSync(plan, JSON.stringify(edited));
  const refused = await fix('--plan', plan, '--yes');
  expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining('it was edited')]);
});

test('past its expiry it is refused', async () => {
  const {fix, plan} = runner(await drifted('expired'));
  expect((await fix('--out', plan, '--valid-for', '1s')).code).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const refused = await fix('--plan', plan, '--yes');
  expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining('it expired at')]);
});

describe('the gate', () => {
  test('without a terminal and without --yes nothing is written', async () => {
    const place = await drifted('gate');
    const before = await state(place);
    const refused = await runner(place).fix();
    expect([refused.code, refused.stderr.split('\n')]).toEqual([
      4,
      ['Error: nobody is there to ask: this is no terminal', expect.stringContaining('--yes'), ''],
    ]);
    expect(refused.stdout).toContain('Will put back 4 differences in 2 objects');
    expect(await state(place)).toEqual(before);
  });

  test('--dry-run shows what the server would make of it, and writes nothing', async () => {
    const place = await drifted('dry');
    const {env, requests} = await proxy();
    const before = await state(place);
    const shown = await runner(place, env).fix('--dry-run');
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining('Dry run: nothing was written.')]);
    expect(requests.filter((line) => !line.startsWith('GET ') && !line.includes('dryRun=All'))).toEqual([]);
    expect(await state(place)).toEqual(before);
  });

  test('a release that helm has in hand is refused', async () => {
    const place = await drifted('pending');
    const helm = helmBinary('4.3.1');
    await run(helm, ['upgrade', 'test-nginx', 'charts/nginx', '-n', place, '--force-conflicts']);
    await kubectl(
      '-n',
      place,
      'label',
      'secret',
      'sh.helm.release.v1.test-nginx.v2',
      'status=pending-upgrade',
      '--overwrite',
    );
    const refused = await runner(place).fix('--yes');
    expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining('pending-upgrade')]);
  });

  test('a helm run that starts meanwhile stops the fix', async () => {
    const place = await drifted('meanwhile');
    let writes = 0;
    const {env} = await proxy({
      before: async (method, url) => {
        if (method === 'GET' || url.includes('dryRun') || ++writes !== 1) return;
        await kubectl(
          '-n',
          place,
          'label',
          'secret',
          'sh.helm.release.v1.test-nginx.v1',
          'status=pending-upgrade',
          '--overwrite',
        );
      },
    });
    const stopped = await runner(place, env).fix('--yes');
    expect(stopped.stdout).toContain('helm has written revision 1 (pending-upgrade)');
    expect(stopped.stdout).toContain('skipped');
    expect(stopped.code).toBe(5);
  });

  test('on a terminal one plain yes is needed', async () => {
    const place = await drifted('terminal');
    const folder = temporaryFolder();
    const env = {KUBECONFIG: plane().kubeconfig, HELM_BIN: helmBinary('4.3.1'), XDG_STATE_HOME: folder};
    const command = `${process.execPath} dist/helm-drift.cjs fix test-nginx -n ${place}`;
    const before = await state(place);
    const no = await run('script', ['-qec', command, '/dev/null'], {env, input: 'n\n'});
    expect(no.stdout).toContain('declined: nothing was written');
    expect(await state(place)).toEqual(before);
    const yes = await run('script', ['-qec', command, '/dev/null'], {env, input: 'y\n'});
    expect(yes.stdout).toContain('Verified');
  });
});
