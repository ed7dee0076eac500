import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {launch} from './browser.ts';
import {events, isReady, session, startConsole as start} from './console.ts';
import {expectLoad, openPage, scrub, shiftsOf, startConsole, violations, watchShifts} from './console-page.ts';
import {drift, findingLines, helmBinary, must, reportOf, temporaryFolder} from './harness.ts';
import {governedFindings} from './governed-drift.ts';
import {plane} from './plane.ts';
import {sandbox, statusOf} from './sandboxes.ts';
import type {SandboxStatus} from './sandboxes.ts';

const RELEASE = ['test-nginx', '-n', 'sandbox-nginx'];

let browser: Browser;
let folder = '';
let status: SandboxStatus;
beforeAll(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), 'helm-drift-live-'));
  const up = await sandbox('up', '--dir', join(folder, 'sandbox'));
  if (up.code !== 0) throw new Error(up.stderr);
  status = await statusOf(join(folder, 'sandbox'));
});
afterAll(async () => {
  await browser.close();
  await sandbox('down', '--dir', join(folder, 'sandbox'));
  rmSync(folder, {recursive: true, force: true});
});

const onSandbox = (args: readonly string[] = []): Promise<string> =>
  startConsole([...RELEASE, ...args], temporaryFolder(), {
    KUBECONFIG: status.kubeconfig,
    XDG_STATE_HOME: temporaryFolder(),
  });
const offer = (page: Page) => page.getByRole('button', {name: 'Live scenario…'});

test.each([
  [1280, 900, 'light'],
  [360, 740, 'dark'],
] as const)(
  'the governed drift is introduced from the page, seen, and brought back, at %i × %i',
  async (width, height, scheme) => {
    const {page, complaints} = await openPage(browser, await onSandbox(), {width, height, scheme});
    await expectLoad(page, 0);
    await offer(page).click();
    const dialog = page.getByRole('dialog', {name: 'Live scenario'});
    await dialog.getByRole('radio', {name: /^Governed drift/}).check();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', {name: 'Introduce drift…'}).click();
    const said = await dialog.textContent();
    for (const part of [
      '3 changes will be written',
      'sandbox-nginx/test-nginx',
      status.server,
      'spec.ports[0].port: 8080',
    ])
      expect(said).toContain(part);
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', {name: 'Introduce drift now'}).click();
    await dialog.waitFor({state: 'detached'});
    await expectLoad(page, 4);
    const strip = page.getByRole('region', {name: 'Live scenario in progress or done'});
    await strip.getByText('Drift introduced: 3 changes written').waitFor();
    expect(await page.locator('.row .row-title').allTextContents()).toEqual(
      expect.arrayContaining(['Service port', 'HPA floor', 'HPA ceiling', 'CPU target']),
    );
    const check = await drift(['check', ...RELEASE, '-o', 'json', '--kubeconfig', status.kubeconfig]);
    expect(findingLines(reportOf(check))).toEqual(governedFindings());
    expect(await violations(page)).toEqual([]);
    await strip.getByRole('button', {name: 'Dismiss'}).click();
    await strip.waitFor({state: 'detached'});

    // The offer stands through all moments: the page does not move with the slider.
    await expect
      .poll(() => page.getByRole('button', {name: /^Next upgrade/}).textContent(), {timeout: 30_000})
      .not.toContain('not worked out');
    await watchShifts(page);
    await scrub(page, 24, 'ArrowRight');
    expect(await shiftsOf(page)).toEqual([]);

    await page.getByRole('button', {name: 'Plan the way back…'}).click();
    const plan = page.getByRole('dialog');
    await plan.getByRole('textbox').fill('test-nginx');
    await plan.getByRole('button', {name: 'Reconcile now'}).click();
    await page.locator('.verdict.verified').waitFor({timeout: 60_000});
    await page.getByRole('button', {name: 'Done', exact: true}).click();
    await expectLoad(page, 0);
    expect(complaints).toEqual([]);
  },
);

/** The same release, in a namespace of the same name, on a cluster whose context has the sandbox's very name. */
async function onTwin(): Promise<NodeJS.ProcessEnv> {
  const helm = helmBinary('4.3.1');
  onTestFinished(async () => {
    await must(helm, ['uninstall', 'test-nginx', '-n', 'sandbox-nginx']);
  });
  await must(helm, ['install', 'test-nginx', 'charts/nginx', '-n', 'sandbox-nginx', '--create-namespace']);
  return {KUBECONFIG: `${plane().kubeconfig}:${status.kubeconfig}`, XDG_STATE_HOME: temporaryFolder()};
}

test('neither a console that may only read, nor a demo, nor one on another cluster offers it', async () => {
  const twin = await onTwin();
  const urls = [
    await onSandbox(['--read-only']),
    await startConsole(['--demo']),
    await startConsole(RELEASE, temporaryFolder(), twin),
  ];
  for (const url of urls) {
    const {page} = await openPage(browser, url);
    await page.locator('.hero-text[data-shown=true]').waitFor();
    expect(await offer(page).count()).toBe(0);
  }
  // The offer is there where the sandbox is, so that its absence says something.
  const {page} = await openPage(browser, await onSandbox());
  await offer(page).waitFor();
});

test('a request for it is refused on another cluster, in one line, and writes nothing', async () => {
  const env = await onTwin();
  const console = await start(['--no-open', ...RELEASE], {env});
  const page = await session(console);
  await events(console.port, page).until('it is read', isReady);
  const refused = await page.post('/api/scenario', {scenario: 'governed-drift'});
  expect([refused.status, refused.json()]).toEqual([
    403,
    {
      error: {
        code: 'gated',
        message: 'this cluster is not the sandbox: nothing was written',
        hint: 'A live scenario is played on the sandbox alone: `helm drift sandbox up`.',
      },
    },
  ]);
  const check = await drift(['check', ...RELEASE, '-o', 'json']);
  expect(findingLines(reportOf(check))).toEqual([]);
});
