import {mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {launch} from './browser.ts';
import {expectLoad, openPage, startConsole, violations} from './console-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const demo = (): Promise<string> => startConsole(['--demo']);
const scrubber = (page: Page) => page.getByRole('slider', {name: 'Scenario timeline'});
const tab = (page: Page, name: string) => page.getByRole('tab', {name}).click();
const focusTitle = (page: Page) => page.locator('.focus h3').textContent();

/** Open on the scenario of the specifying page. */
async function onGovernedDrift(source: Parameters<typeof openPage>[2] = {}) {
  const view = await openPage(browser, await demo(), source);
  await expectLoad(view.page, 4);
  return view;
}

describe('the scrubber', () => {
  test('by keys moves load, findings, evidence and compliance, and shows the change itself', async () => {
    const {page, complaints} = await onGovernedDrift();
    await page.locator('.row', {hasText: 'HPA floor'}).click();
    const slider = scrubber(page);
    expect(await slider.getAttribute('aria-valuetext')).toBe('Out-of-band mutation, 4 variances');
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await expectLoad(page, 0);
    expect(await slider.getAttribute('aria-valuetext')).toBe('Baseline render, in contract');
    // The header tells of now; the page says that another moment is shown.
    expect(await page.locator('.header .state').textContent()).toContain('Variance detected');
    expect(await page.locator('.hero-when').textContent()).toBe('Viewing Baseline render · now: 4 variances');
    // Rows keep their places, and values change in place.
    const floor = page.locator('.row', {hasText: 'HPA floor'});
    expect(await page.locator('.row.approved').count()).toBe(4);
    expect(await floor.locator('.row-values').textContent()).toBe('6 ✓');
    await tab(page, 'Live evidence');
    await page.locator('.cm-line', {hasText: 'minReplicas: 6'}).waitFor();
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await expectLoad(page, 4);
    expect(await floor.locator('.row-values').textContent()).toBe('6 → 4');
    await page.locator('.cm-line', {hasText: 'minReplicas: 4'}).waitFor();
    await page.keyboard.press('ArrowRight');
    await expectLoad(page, 0);
    expect(await floor.locator('.row-values').textContent()).toBe('6 → 4 → 6 ✓');
    expect(new URL(page.url()).hash).toContain('at=reconcile');
    // The next upgrade comes after now, and not after a reconcile that nobody made.
    await page.keyboard.press('End');
    await expectLoad(page, 4);
    expect(await floor.locator('.row-values').textContent()).toBe('6 → 4 ✕ conflict');
    expect(await page.locator('.hero-text[data-shown=true]').textContent()).toContain('The next helm upgrade fails.');
    expect(complaints).toEqual([]);
  });

  test('by mouse and by touch', async () => {
    const {page} = await onGovernedDrift({touch: true});
    const box = await scrubber(page).boundingBox();
    if (box === null) throw new Error('the slider has no place');
    const y = box.y + box.height / 2;
    // Four stops: the baseline, now, the way back and the next upgrade.
    await page.mouse.move(box.x + box.width / 3, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.66, y, {steps: 4});
    await expectLoad(page, 0);
    await page.mouse.move(box.x + box.width / 3, y, {steps: 4});
    await expectLoad(page, 4);
    await page.mouse.move(box.x + 2, y, {steps: 4});
    await page.mouse.up();
    await expectLoad(page, 0);
    expect(new URL(page.url()).hash).toContain('at=baseline');
    await page.touchscreen.tap(box.x + box.width / 3, y);
    await expectLoad(page, 4);
    await page.getByRole('button', {name: 'Controlled reconcile'}).click();
    await expectLoad(page, 0);
  });
});

test.each(['light', 'dark'] as const)('a critical difference has its own colour, in the %s theme', async (scheme) => {
  const {page} = await onGovernedDrift({scheme});
  const colourOf = (selector: string, property: string): Promise<string> =>
    page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).${property}`);
  const colours = async () => [
    await colourOf('.hero', 'borderLeftColor'),
    await colourOf('.hero-text[data-shown=true] .hero-mark', 'color'),
  ];
  const critical = scheme === 'light' ? 'rgb(163, 13, 69)' : 'rgb(255, 106, 158)';
  expect(await colours()).toEqual([critical, critical]);
  expect(await violations(page)).toEqual([]);
  await page.emulateMedia({forcedColors: 'active'});
  const [bar] = await colours();
  expect([bar === critical, await page.locator('.hero-text[data-shown=true] .hero-mark').textContent()]).toEqual([
    false,
    '◆',
  ]);
  await page.emulateMedia({forcedColors: 'none'});
  await scrubber(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expectLoad(page, 0);
  expect((await colours())[0]).toBe(scheme === 'light' ? 'rgb(0, 104, 117)' : 'rgb(79, 208, 220)');
});

describe('one selection', () => {
  test('is the focus, both panes, the prompt and the address, and a reload keeps it', async () => {
    const {page, complaints} = await onGovernedDrift();
    await page.locator('#drift').focus();
    await page.keyboard.press('Home');
    expect(await focusTitle(page)).toBe('Service port');
    await expect.poll(() => page.locator('.compare-title').textContent()).toBe('Service/test-nginx');
    await expect.poll(() => page.locator('.cm-merge-a .cm-here').textContent()).toContain('port: 80');
    await expect.poll(() => page.locator('.cm-merge-b .cm-here').textContent()).toContain('port: 8080');
    await page.keyboard.press('j');
    expect(await focusTitle(page)).toBe('HPA floor');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await tab(page, 'Live evidence');
    await page.locator('.cm-here', {hasText: 'minReplicas: 4'}).waitFor();
    await page.locator('#prompt').fill('explain');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.entry pre').textContent()).toContain('HPA floor');
    const address = page.url();
    await page.reload();
    await page.waitForSelector('html[data-ready=true]');
    await page.locator('.cm-here', {hasText: 'minReplicas: 4'}).waitFor();
    expect(page.url()).toBe(address);
    expect(await focusTitle(page)).toBe('HPA floor');
    expect(complaints).toEqual([]);
  });

  test('is reached by a deep link, of another scenario too', async () => {
    const {page} = await onGovernedDrift();
    const address = new URL(page.url());
    address.hash = '#/scenario:deleted-object?at=baseline&view=flow';
    await page.goto(address.href);
    await expect.poll(() => page.locator('.facts').textContent()).toContain('delet');
    await expectLoad(page, 0);
    expect(await page.getByRole('tab', {name: 'Ops flow'}).getAttribute('aria-selected')).toBe('true');
  });

  test('survives a filter, by / and words', async () => {
    const {page} = await onGovernedDrift();
    await page.locator('#drift').focus();
    await page.keyboard.press('/');
    await page.keyboard.type('capacity');
    await expect.poll(() => page.locator('.row').count()).toBe(1);
    expect(await page.locator('.row').textContent()).toContain('CPU target');
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.id')).toBe('drift');
    await page.getByLabel('Severity').selectOption('critical');
    await page.getByText('Nothing matches the filter').waitFor();
    await page.getByRole('button', {name: 'Show all'}).click();
    await expect.poll(() => page.locator('.row').count()).toBe(4);
    await page.keyboard.press('?');
    await page.getByRole('dialog', {name: 'Keys'}).waitFor();
    await page.getByRole('button', {name: 'Copy an address for another tab'}).click();
    await page.getByText('Address copied').first().waitFor();
    const other = await page.context().newPage();
    await other.goto(await page.evaluate<string>('navigator.clipboard.readText()'));
    await expectLoad(other, 4);
    await other.close();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({state: 'detached'});
  });
});

describe('the evidence', () => {
  test('folds, is searched, linked to by line, copied and downloaded', async () => {
    const {page, complaints} = await onGovernedDrift();
    await page.locator('.row', {hasText: 'HPA floor'}).click();
    await tab(page, 'Approved baseline');
    await page.locator('.cm-line', {hasText: 'minReplicas: 6'}).waitFor();
    const lines = await page.locator('.editor .cm-line').count();
    await page.getByRole('button', {name: 'Fold', exact: true}).click();
    await expect.poll(() => page.locator('.cm-foldPlaceholder').count()).toBeGreaterThan(5);
    await page.getByRole('button', {name: 'Unfold', exact: true}).click();
    await expect.poll(() => page.locator('.editor .cm-line').count()).toBeGreaterThanOrEqual(lines);
    await page.getByRole('button', {name: 'Search', exact: true}).click();
    await page.locator('.cm-search [name=search]').pressSequentially('averageUtilization');
    await page.keyboard.press('Enter');
    await page.locator('.cm-searchMatch-selected', {hasText: 'averageUtilization'}).waitFor();
    const numbers = page.locator('.cm-lineNumbers .cm-gutterElement:visible');
    // A click on a number that scrolls away under it is none: the document goes to what was found first.
    let before = NaN;
    const stands = async (): Promise<boolean> => {
      const top = await page.evaluate<number>(`document.querySelector('.editor .cm-scroller').scrollTop`);
      const isSame = top === before;
      before = top;
      return isSame;
    };
    await expect.poll(stands).toBe(true);
    const text = (await numbers.nth(3).textContent()) ?? '';
    await numbers.filter({hasText: new RegExp(`^${text}$`)}).click();
    await expect.poll(() => new URL(page.url()).hash).toContain(`line=${text}`);
    await page.getByRole('button', {name: 'Copy', exact: true}).click();
    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toContain('kind: HorizontalPodAutoscaler');
    for (const [name, file, holds] of [
      ['Approved baseline', 'release-baseline.yaml', 'minReplicas: 6'],
      ['Live evidence', 'live-snapshot.yaml', 'minReplicas: 4'],
    ] as const) {
      await tab(page, name);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', {name: 'Download'}).click(),
      ]);
      expect(download.suggestedFilename()).toBe(file);
      expect(readFileSync(await download.path(), 'utf8')).toContain(holds);
    }
    expect(complaints).toEqual([]);
  });

  test('stands side by side, and n and p go from change to change and on to the next object', async () => {
    const {page} = await onGovernedDrift();
    await page.locator('#drift').focus();
    await page.keyboard.press('Home');
    await expect.poll(() => page.locator('.compare-title').textContent()).toBe('Service/test-nginx');
    await page.locator('.cm-merge-b .cm-changedLine', {hasText: 'port: 8080'}).waitFor();
    expect(await page.locator('.cm-changedText').allTextContents()).toEqual(['80', '8080']);
    await page.locator('.cm-merge-b .cm-content').focus();
    await page.keyboard.press('n');
    await page.keyboard.press('n');
    await expect.poll(() => page.locator('.compare-title').textContent()).toBe('HorizontalPodAutoscaler/test-nginx');
    expect(await page.locator('.cm-merge-a .cm-changedLine').allTextContents()).toEqual([
      '  minReplicas: 6',
      '  maxReplicas: 12',
      '          averageUtilization: 65',
    ]);
    const before = await page.locator('.cm-merge-a .cm-line').count();
    await page.getByRole('button', {name: 'All lines'}).click();
    await expect.poll(() => page.locator('.cm-merge-a .cm-line').count()).toBeGreaterThan(before);
  });
});

test('the pipeline leads to each stage, the assets to the lines that declare it, the guides say what is next', async () => {
  const {page, complaints} = await onGovernedDrift();
  const stage = (name: string) =>
    page.getByRole('region', {name: 'Pipeline'}).locator('.stage', {has: page.getByText(name, {exact: true})});
  expect(await stage('Variances').textContent()).toContain('4');
  await stage('Intent').click();
  expect(await page.getByRole('tab', {name: 'Approved baseline'}).getAttribute('aria-selected')).toBe('true');
  await stage('Evidence').click();
  expect(await page.getByRole('tab', {name: 'Live evidence'}).getAttribute('aria-selected')).toBe('true');
  await tab(page, 'Audit assets');
  await page.locator('.row', {hasText: 'HPA floor'}).click();
  await page.locator('.cm-flagged-baseline', {hasText: 'minReplicas'}).waitFor();
  await page.getByRole('button', {name: 'scripts/run_helm_mode.sh'}).click();
  await page.locator('.cm-line', {hasText: '#!/'}).first().waitFor();
  await tab(page, 'Ops flow');
  const next = page.locator('.guide li.next strong');
  expect(await next.allTextContents()).toEqual(['Stand in contract', 'Know what changed', 'Rehearse']);
  await page.getByRole('button', {name: 'Run check'}).click();
  await expect.poll(() => page.locator('.entry pre').textContent()).toContain('Variance detected: 4');
  expect(complaints).toEqual([]);
});

test('the prompt completes, remembers, and says what it does not know', async () => {
  const {page} = await onGovernedDrift();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('exp');
  await page.keyboard.press('Tab');
  await expect.poll(() => page.locator('#prompt').inputValue()).toBe('explain ');
  await page.locator('#prompt').fill('help');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.entry pre').last().textContent()).toContain('check');
  await page.keyboard.type('rm -rf /');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.entry').count()).toBe(2);
  await expect.poll(() => page.locator('.entry pre').last().textContent()).toMatch(/rm|unknown|no command/i);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  expect(await page.locator('#prompt').inputValue()).toBe('help');
});

describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
  test.each([360, 1280, 1920])(
    'at %i pixels everything is in the page, legible, and nothing is complained of',
    async (width) => {
      const {page, complaints} = await onGovernedDrift({width, height: width > 1500 ? 1080 : 900, scheme});
      const picture = async (name: string): Promise<void> => {
        const folder = process.env['HELM_DRIFT_PICTURES'];
        if (folder === undefined) return;
        mkdirSync(folder, {recursive: true});
        await page.waitForTimeout(300);
        await page.screenshot({path: join(folder, `console-${name}-${width}-${scheme}.png`), fullPage: width === 360});
      };
      const source = async (name: string): Promise<void> => {
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        expect(await violations(page)).toEqual([]);
        await picture(name);
      };
      await page.locator('.cm-changedLine').first().waitFor();
      await source('compare');
      for (const name of ['Approved baseline', 'Live evidence', 'Audit assets', 'Ops flow']) {
        await tab(page, name);
        await page
          .locator(name === 'Ops flow' ? '.guide' : '.editor .cm-line')
          .first()
          .waitFor();
        await source(name.toLowerCase().replace(' ', '-'));
      }
      await page.locator('#prompt').fill('check');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('.entry pre').textContent()).toContain('Variance');
      await source('prompt');
      await page.getByRole('button', {name: 'Close the output'}).click();
      await page.getByRole('button', {name: 'Baseline render'}).click();
      await expectLoad(page, 0);
      await source('clean');
      await page.getByRole('link', {name: 'demo'}).click();
      await page.getByText('Recorded scenarios').waitFor();
      await source('start');
      expect(complaints).toEqual([]);
    },
  );
});
