import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {launch} from './browser.ts';
import {expectLoad, openPage, scrub, shiftsOf, startConsole, watchShifts} from './console-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function onGovernedDrift(width: number, height: number): Promise<Page> {
  const {page} = await openPage(browser, await startConsole(['--demo']), {width, height});
  await expectLoad(page, 4);
  await page.locator('.cm-merge-b .cm-changedLine').first().waitFor({state: 'attached'});
  return page;
}

const edgeOf = (page: Page, selector: string, edge: 'top' | 'bottom'): Promise<number> =>
  page.evaluate<number>(`document.querySelector('${selector}').getBoundingClientRect().${edge}`);
const bottomOf = (page: Page, selector: string): Promise<number> => edgeOf(page, selector, 'bottom');
/** Where the first screen ends: at the prompt, which a phone has at the end of the page. */
const promptTop = async (page: Page): Promise<number> =>
  Math.min(await edgeOf(page, '.prompt-box', 'top'), page.viewportSize()?.height ?? 0);

/** What has the focus, where the prompt hides it. */
const FOCUS_UNDER_PROMPT = `(() => {
  const focused = document.activeElement;
  const prompt = document.querySelector('.prompt-box');
  if (focused === document.body || prompt.contains(focused)) return undefined;
  const {top, bottom} = focused.getBoundingClientRect();
  const isHidden = top >= prompt.getBoundingClientRect().top || bottom <= 0;
  return isHidden ? focused.tagName + ' ' + focused.textContent.slice(0, 40) : undefined;
})()`;

describe('the answer is on the first screen', () => {
  test.each([
    [1280, 720],
    [1440, 900],
  ])('at %i × %i: the sentence, the action, every row and the first changed line', async (width, height) => {
    const page = await onGovernedDrift(width, height);
    const top = await promptTop(page);
    for (const selector of ['.hero-text', '.hero-act', '.rows', '.cm-merge-b .cm-changedLine'])
      expect([selector, (await bottomOf(page, selector)) <= top]).toEqual([selector, true]);
    const text = await page.locator('.hero-text[data-shown=true]').textContent();
    expect(text).toContain('4 fields in 2 objects changed past Helm. Worst: Service port 80 → 8080, by kubectl-edit');
    expect(text).toContain('clients of port 80 are refused');
    expect(await page.locator('button.primary').allTextContents()).toEqual(['See the way back']);
  });

  test('at 360 × 740: the sentence, and the first findings before anything else', async () => {
    const page = await onGovernedDrift(360, 740);
    const top = await promptTop(page);
    expect(await bottomOf(page, '.hero-act')).toBeLessThan(top);
    expect(await bottomOf(page, '.row')).toBeLessThan(top);
    expect(await edgeOf(page, '.timeline', 'top')).toBeGreaterThan(await bottomOf(page, '.drift'));
  });
});

test.each([
  [1280, 720],
  [360, 740],
])('at %i × %i the page stands still through sixty scrubs', async (width, height) => {
  const page = await onGovernedDrift(width, height);
  await watchShifts(page);
  await scrub(page, 60, 'ArrowLeft');
  expect(await shiftsOf(page)).toEqual([]);
});

test.each([
  [1280, 720],
  [360, 740],
])('at %i × %i nothing that gets the focus by Tab is under the prompt', async (width, height) => {
  const page = await onGovernedDrift(width, height);
  const hidden: string[] = [];
  for (let step = 0; step < 70; step++) {
    await page.keyboard.press('Tab');
    const under = await page.evaluate<string | undefined>(FOCUS_UNDER_PROMPT);
    if (under !== undefined) hidden.push(under);
  }
  expect(hidden).toEqual([]);
});

test('an address that cannot be read leads to the start page, and the page says so', async () => {
  const page = await onGovernedDrift(1280, 720);
  const address = new URL(page.url());
  address.hash = '#/%E0%A4%A';
  await page.goto(address.href);
  await page.getByText('This address cannot be read').waitFor();
  await page.getByText('Recorded scenarios').waitFor();
  expect(new URL(page.url()).hash).toBe('#/');
});
