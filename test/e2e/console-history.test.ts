import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {launch} from './browser.ts';
import {
  expectLoad,
  installNginx,
  openPage,
  scrub,
  shiftsOf,
  startConsole,
  violations,
  watchShifts,
} from './console-page.ts';
import {drift, kubectl, reportOf} from './harness.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A machine of one's own, whose checks begin with nothing. */
function machine(): {readonly folder: string; readonly env: NodeJS.ProcessEnv} {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-history-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  return {folder, env: {XDG_STATE_HOME: folder}};
}

const port = (space: string, to: number): Promise<string> =>
  kubectl(
    'patch',
    'service',
    'test-nginx',
    '-n',
    space,
    '--type=json',
    `-p=[{"op":"replace","path":"/spec/ports/0/port","value":${to}}]`,
  );
const second = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1100));

test.each([
  [1280, 800],
  [360, 740],
] as const)('the scrubber goes over states that checks have met, at %i × %i', async (width, height) => {
  const space = await installNginx('console-history');
  const {env} = machine();
  const check = () => drift(['check', 'test-nginx', '-n', space, '-o', 'json'], {env});
  await port(space, 8080);
  const [first] = reportOf(await check()).findings;
  await second();
  await port(space, 9090);
  expect((await check()).code).toBe(2);
  await second();
  await kubectl('scale', 'deployment', 'test-nginx', '-n', space, '--replicas=9');
  await kubectl('label', 'service', 'test-nginx', '-n', space, 'team=blue', '--overwrite');
  const {page, complaints} = await openPage(browser, await startConsole(['test-nginx', '-n', space], undefined, env), {
    width,
    height,
  });
  const slider = page.getByRole('slider', {name: 'Scenario timeline'});
  await page.locator('.stop.earlier').nth(1).waitFor();
  const now = Number(await page.locator('.hero').getAttribute('data-load'));
  expect(await page.locator('.stop').count()).toBe(6);
  await slider.focus();
  await page.keyboard.press('Home');
  await expectLoad(page, 0);
  for (const value of ['8080', '9090']) {
    await page.keyboard.press('ArrowRight');
    await expectLoad(page, 1);
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^Seen earlier, .*, 1 variance$/);
    expect(await page.locator('.hero-when').textContent()).toContain('Viewing Seen earlier');
    expect(await page.locator('.row', {hasText: 'Service port'}).locator('.row-values').textContent()).toContain(value);
  }
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await expectLoad(page, now);
  expect(new URL(page.url()).hash).not.toContain('at=');
  await watchShifts(page);
  await scrub(page, 24, 'ArrowLeft');
  expect(await shiftsOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
  // What the console has seen is kept as what a check has: it is asked for by its time.
  const then = await drift(['check', 'test-nginx', '-n', space, '-o', 'json', '--at', '1s'], {env});
  expect(reportOf(then).findings.map(({id}) => id)).toContain(first?.id);
});

test('with an audit log the page names persons, and a log that is not there is a note', async () => {
  const space = await installNginx('console-audit');
  const {folder, env} = machine();
  await port(space, 8080);
  const log = join(folder, 'audit.log');
  const service = JSON.parse(
    await kubectl('get', 'service', 'test-nginx', '-n', space, '-o', 'json', '--show-managed-fields'),
  ) as Live;
  const deployer = await kubectl('get', 'secret', 'sh.helm.release.v1.test-nginx.v1', '-n', space, '-o', 'json');
  const events = eventsOf(space, service, JSON.parse(deployer) as Live);
  writeFileSync(log, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const {page} = await openPage(
    browser,
    await startConsole(['test-nginx', '-n', space, '--audit', log], undefined, env),
  );
  await expectLoad(page, 1);
  await page.locator('.row .row-by', {hasText: 'mallory@example.com'}).waitFor();
  expect(await page.locator('.hero-text[data-shown=true]').textContent()).toContain('mallory@example.com');
  await page.context().close();
  const none = await openPage(
    browser,
    await startConsole(['test-nginx', '-n', space, '--audit', join(folder, 'none.log')], undefined, env),
  );
  await none.page.getByText('the audit log tells nothing').first().waitFor();
});

interface Live {
  readonly metadata: {
    readonly uid: string;
    readonly creationTimestamp: string;
    readonly resourceVersion: string;
    readonly managedFields: readonly {readonly manager: string; readonly time: string}[];
  };
}

/** What the API server would have taken down: helm's run, the patch, and a later write that shows how far the log reaches. */
function eventsOf(space: string, service: Live, record: Live): object[] {
  const by = service.metadata.managedFields.find(({manager}) => manager === 'kubectl-patch');
  if (by === undefined) throw new Error('kubectl has left no trace');
  const micro = (time: string, fraction: number): string => time.replace('Z', `.${String(fraction).padStart(6, '0')}Z`);
  const event = (of: {
    verb: string;
    user: string;
    manager: string;
    at: string;
    resource: string;
    name: string;
    version?: string;
  }) => ({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: `${of.resource}-${of.verb}-${of.at}`,
    stage: 'ResponseComplete',
    requestURI: `/api/v1/namespaces/${space}/${of.resource}/${of.name}?fieldManager=${of.manager}`,
    verb: of.verb,
    user: {username: of.user, groups: ['system:authenticated']},
    sourceIPs: ['10.0.0.7'],
    userAgent: `${of.manager}/v1`,
    objectRef: {
      resource: of.resource,
      namespace: space,
      name: of.name,
      apiVersion: 'v1',
      ...(of.version === undefined ? {} : {resourceVersion: of.version}),
    },
    responseStatus: {metadata: {}, code: of.verb === 'create' ? 201 : 200},
    requestReceivedTimestamp: of.at,
    stageTimestamp: of.at,
  });
  const made = record.metadata.creationTimestamp;
  const helm = {user: 'deployer', manager: 'helm'};
  const [records, services] = [
    {resource: 'secrets', name: 'sh.helm.release.v1.test-nginx.v1'},
    {resource: 'services', name: 'test-nginx'},
  ];
  return [
    event({...records, ...helm, verb: 'create', at: micro(made, 1)}),
    event({...services, ...helm, verb: 'create', at: micro(service.metadata.creationTimestamp, 2)}),
    event({...records, ...helm, verb: 'update', at: micro(made, 999_998)}),
    event({
      ...services,
      user: 'mallory@example.com',
      manager: 'kubectl-patch',
      verb: 'patch',
      at: micro(by.time, 999_999),
    }),
    event({
      resource: 'configmaps',
      name: 'later',
      user: 'somebody',
      manager: 'other',
      verb: 'update',
      at: micro(by.time, 999_999),
      version: String(Number(service.metadata.resourceVersion) + 100),
    }),
  ];
}
