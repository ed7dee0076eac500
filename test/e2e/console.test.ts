import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {connect} from '../accuracy/api.ts';
import {launch} from './browser.ts';
import {expectLoad, installNginx, openPage, startConsole, violations} from './console-page.ts';
import {introduceGovernedDrift} from './governed-drift.ts';
import {helmBinary, kubectl, must, namespace, temporaryFolder} from './harness.ts';
import {driftMany, manyChart} from './many.ts';
import {proxy} from './proxy.ts';
import {plane} from './plane.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const row = (page: Page, title: string) => page.locator('.row', {hasText: title});
const port = (space: string): Promise<string> =>
  kubectl('get', 'service', 'test-nginx', '-n', space, '-o', 'jsonpath={.spec.ports[0].port}');
const floor = (space: string): Promise<string> =>
  kubectl('get', 'hpa', 'test-nginx', '-n', space, '-o', 'jsonpath={.spec.minReplicas}/{.spec.maxReplicas}');

/** The way of a deliberate yes: the plan is read, the release's name typed, the button pressed. */
async function consent(page: Page, button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  const yes = dialog.getByRole('button', {name: button});
  await dialog.getByText('nothing is written yet').waitFor();
  expect(await yes.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('test-ngin');
  expect(await yes.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('test-nginx');
  await yes.click();
}

test('a change by kubectl shows in the open page within two seconds, and two of four go back and return', async () => {
  const space = await installNginx('console-live');
  const {page, complaints} = await openPage(browser, await startConsole(['test-nginx', '-n', space]));
  await expectLoad(page, 0);
  await page.getByText('✓ In contract').first().waitFor();

  await introduceGovernedDrift(space);
  await expectLoad(page, 4, 2);
  expect(await page.locator('.row').count()).toBe(4);

  await page.locator('#drift').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press(' ');
  await page.keyboard.press('j');
  await page.keyboard.press(' ');
  await page.getByRole('button', {name: 'Reconcile 2 fields…'}).click();
  await consent(page, 'Reconcile now');
  await page.locator('.verdict.verified').waitFor({timeout: 60_000});
  expect(await page.locator('.write.patched').count()).toBe(2);
  await page.getByRole('button', {name: 'Done', exact: true}).click();
  await expectLoad(page, 2);
  expect(await port(space)).toBe('80');
  expect(await floor(space)).toBe('6/16');

  await page.getByRole('region', {name: 'Reconcile in progress or done'}).getByRole('button', {name: 'Undo…'}).click();
  await consent(page, 'Undo now');
  await page.locator('.verdict.verified').waitFor({timeout: 60_000});
  await page.getByRole('button', {name: 'Done', exact: true}).click();
  await expectLoad(page, 4);
  expect(await port(space)).toBe('8080');
  expect(await floor(space)).toBe('4/16');

  await page.getByRole('tab', {name: 'Audit assets'}).click();
  await page.getByRole('button', {name: /Fix records/}).click();
  expect(await page.locator('tbody tr').count()).toBe(2);
  const records = await page.locator('tbody tr').allTextContents();
  expect(records[0]).toContain('Service/test-nginx port 80 → 8080');
  expect(records[1]).toContain('Service/test-nginx port 8080 → 80');
  expect(await violations(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('an ignore rule with its reason goes into the rules file, and the finding out of the load', async () => {
  const space = await installNginx('console-ignore');
  await introduceGovernedDrift(space);
  const folder = temporaryFolder();
  const {page, complaints} = await openPage(browser, await startConsole(['test-nginx', '-n', space], folder));
  await expectLoad(page, 4);
  await row(page, 'HPA ceiling').click();
  await page.getByRole('button', {name: 'Ignore with a reason…'}).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Black Friday, agreed with the platform team');
  await dialog.getByRole('button', {name: 'Write the rule'}).click();
  await dialog.waitFor({state: 'detached'});
  await expectLoad(page, 3);
  const written = readFileSync(join(folder, '.helm-drift.yaml'), 'utf8');
  expect(written).toContain('Black Friday, agreed with the platform team');
  expect(written).toContain('maxReplicas');
  await page.getByLabel(/accepted and ignored/).check();
  expect(await row(page, 'HPA ceiling').textContent()).toContain('accepted');
  expect(complaints).toEqual([]);
});

test('a console that may only read says so, and offers nothing that writes', async () => {
  const space = await installNginx('console-read-only');
  await introduceGovernedDrift(space);
  const {page} = await openPage(browser, await startConsole(['test-nginx', '-n', space, '--read-only']));
  await expectLoad(page, 4);
  await page.getByText('read-only', {exact: true}).waitFor();
  await page.getByRole('checkbox', {name: 'Select all 4'}).click();
  expect(await page.getByRole('button', {name: 'Reconcile 4 fields…'}).isDisabled()).toBe(true);
  expect(await page.getByRole('button', {name: 'Ignore with a reason…'}).isDisabled()).toBe(true);
});

test('an open plan notices that its object moved, and offers to plan again', async () => {
  const space = await installNginx('console-moved');
  await introduceGovernedDrift(space);
  const {page} = await openPage(browser, await startConsole(['test-nginx', '-n', space]));
  await expectLoad(page, 4);
  await page.getByRole('button', {name: 'Plan the way back…'}).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').waitFor();
  await kubectl('-n', space, 'patch', 'hpa', 'test-nginx', '--type=merge', '-p', '{"spec":{"minReplicas":3}}');
  await dialog.getByText('HorizontalPodAutoscaler/test-nginx changed after this plan was made').waitFor();
  expect(await dialog.getByRole('button', {name: 'Reconcile now'}).isDisabled()).toBe(true);
  await dialog.getByRole('button', {name: 'Plan again'}).click();
  await dialog.getByRole('textbox').waitFor();
  expect(await dialog.textContent()).toContain('3 → 6');
});

test('the start page lists the releases of the cluster, and leads to one and back', async () => {
  const space = await installNginx('console-start');
  await introduceGovernedDrift(space);
  const {page, complaints} = await openPage(browser, await startConsole([]));
  await page.getByRole('searchbox', {name: 'Filter the releases'}).fill(space);
  const release = page.getByRole('button', {name: new RegExp(`${space} / test-nginx`)});
  await expect.poll(() => release.textContent(), {timeout: 60_000}).toContain('Variance detected4');
  await release.click();
  await expectLoad(page, 4);
  expect(new URL(page.url()).hash).toContain(`#/${space}/test-nginx`);
  await page.goBack();
  await release.waitFor();
  expect(complaints).toEqual([]);
});

test('a server that is gone is said, what was seen stays, and what changed meanwhile comes with the server', async () => {
  const space = await installNginx('console-dies');
  await introduceGovernedDrift(space);
  let isDown = false;
  const {env} = await proxy({answer: () => (isDown ? 'drop' : undefined)});
  const {page, complaints} = await openPage(
    browser,
    await startConsole(['test-nginx', '-n', space], temporaryFolder(), env),
  );
  await expectLoad(page, 4);
  isDown = true;
  await page.locator('.banner.bad', {hasText: 'The API server does not answer.'}).waitFor({timeout: 60_000});
  expect(await page.locator('.banner.bad').count()).toBe(1);
  expect(await page.locator('.row').count()).toBe(4);
  expect(await page.getByRole('button', {name: 'Reconcile…'}).first().isDisabled()).toBe(true);
  // What a reconcile would leave is known from before, or not at all: a rehearsal without an answer is none.
  expect(await page.getByRole('button', {name: /Controlled reconcile/}).textContent()).toMatch(
    /in contract|not worked out/,
  );
  await kubectl('-n', space, 'patch', 'hpa', 'test-nginx', '-p', '{"spec":{"minReplicas":6}}');
  isDown = false;
  await expectLoad(page, 3, 30);
  expect(complaints).toEqual([]);
});

test('five hundred findings in fifty thousand lines are a few hundred elements, wherever one scrolls to', async () => {
  const space = await namespace('console-many');
  const helm = helmBinary('4.3.1');
  await must(helm, ['install', 'many', manyChart(temporaryFolder(), 500, 100), '-n', space]);
  const api = connect(plane().kubeconfig);
  await driftMany(api, space, 500);
  api.close();
  const {page, complaints} = await openPage(browser, await startConsole(['many', '-n', space], temporaryFolder()));
  await expectLoad(page, 500, 60);
  const isFew = (rows: number): boolean => rows > 0 && rows < 60;
  for (const [tab, scroller] of [
    ['Side by side', '.objects'],
    ['Approved baseline', '.cm-scroller'],
    ['Live evidence', '.cm-scroller'],
  ] as const) {
    await page.getByRole('tab', {name: tab}).click();
    await page.locator(scroller).first().waitFor();
    for (const part of [0.3, 0.7, 1]) {
      for (const list of ['.rows', scroller])
        await page
          .locator(list)
          .first()
          .evaluate((box, share) => box.scrollTo({top: box.scrollHeight * share}), part);
      await page.waitForTimeout(200);
      expect([tab, part, await page.locator('.row').count()]).toEqual([tab, part, expect.toSatisfy(isFew)]);
      expect(await page.locator('.row, .cm-line, .objects li').count()).toBeLessThan(400);
    }
  }
  expect(complaints).toEqual([]);
});
