import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {expect, onTestFinished} from 'vitest';
import type {Browser, Page} from 'playwright-core';
import {complaintsOf} from './browser.ts';
import {startConsole as start} from './console.ts';
import {helmBinary, must, namespace} from './harness.ts';

/** `helm drift console` without a browser of its own; ended with the test. Answers with the address it printed. */
export async function startConsole(
  args: readonly string[],
  cwd = process.cwd(),
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  return (await start(['--no-open', ...args], {cwd, env})).url;
}

/** The chart of the specifying page, installed in a namespace of the test's own. */
export async function installNginx(prefix: string): Promise<string> {
  const space = await namespace(prefix);
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', space]);
  return space;
}

interface View {
  readonly page: Page;
  /** What the browser's console said at warning or error, uncaught exceptions, and requests to anywhere else. */
  readonly complaints: readonly string[];
}

interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly touch?: boolean;
}

export async function openPage(browser: Browser, url: string, source: Look = {}): Promise<View> {
  const {width = 1280, height = 900, scheme = 'light', touch = false} = source;
  const context = await browser.newContext({
    viewport: {width, height},
    colorScheme: scheme,
    reducedMotion: 'reduce',
    hasTouch: touch,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const {origin} = new URL(url);
  const complaints = complaintsOf(page, (asked) => asked.startsWith(origin) || /^(data|blob):/.test(asked));
  await page.goto(url);
  await page.waitForSelector('html[data-ready=true]');
  return {page, complaints};
}

/** Waits until the page says the load of what is shown. */
export async function expectLoad(page: Page, load: number, seconds = 20): Promise<void> {
  await expect
    .poll(() => page.locator('.hero').getAttribute('data-load'), {timeout: seconds * 1000, interval: 20})
    .toBe(String(load));
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every rule of WCAG 2.2 A and AA that a machine can judge, and axe's own best practices. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const {axe: engine} = globalThis as unknown as {
      axe: {run(options: object): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>};
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const {violations: found} = await engine.run({runOnly: tags});
    return found.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 200)).join(' ')}`);
  });
}

/** Also counts what follows on somebody's own input: it is the slider that must not move the page. */
const WATCH_SHIFTS = `
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const {value, sources} of list.getEntries())
      globalThis.shifts.push([value, sources.map(({node}) => (node?.className || node?.nodeName + ' ' + node?.textContent?.slice(0, 30) + ' in ' + node?.parentElement?.tagName + '.' + node?.parentElement?.className)).join(' | ')]);
  }).observe({type: 'layout-shift', buffered: false})`;

export async function watchShifts(page: Page): Promise<void> {
  await page.evaluate(WATCH_SHIFTS);
}

/** What moved since, where that was more than nothing. */
export async function shiftsOf(page: Page): Promise<[value: number, what: string][]> {
  const shifts = await page.evaluate<[value: number, what: string][]>('globalThis.shifts');
  return shifts.reduce((sum, [value]) => sum + value, 0) < 0.02 ? [] : shifts;
}

/** Moves the timeline's slider two steps one way and two back, over and over, and gives what moved then the time to show. */
export async function scrub(page: Page, times: number, first: 'ArrowLeft' | 'ArrowRight'): Promise<void> {
  const back = first === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
  const slider = page.getByRole('slider', {name: 'Scenario timeline'});
  await slider.scrollIntoViewIfNeeded();
  await slider.focus();
  for (let at = 0; at < times; at++) await page.keyboard.press(at % 4 < 2 ? first : back);
  await page.waitForTimeout(300);
}
