import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {expect, inject, onTestFinished} from 'vitest';
import type {Browser, Page} from 'playwright-core';
import {BUNDLE, helmBinary, must, namespace} from './harness.ts';

/** `helm drift console` as a user runs it; ended with the test. Answers with the address it printed. */
export async function startConsole(
  args: readonly string[],
  cwd = process.cwd(),
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const child = spawn(process.execPath, [BUNDLE, 'console', '--no-open', ...args], {
    cwd,
    env: {
      ...process.env,
      NODE_OPTIONS: undefined,
      KUBECONFIG: inject('kubeconfig'),
      HELM_BIN: helmBinary('4.3.1'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill());
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const url = /http:\S+/.exec(chunk.toString())?.[0];
      if (url !== undefined) resolve(url);
    });
    child.on('close', (code) => reject(new Error(`console ended with ${code}: ${said}`)));
  });
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

export async function openPage(browser: Browser, url: string, look: Look = {}): Promise<View> {
  const {width = 1280, height = 900, scheme = 'light', touch = false} = look;
  const context = await browser.newContext({
    viewport: {width, height},
    colorScheme: scheme,
    reducedMotion: 'reduce',
    hasTouch: touch,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(url).origin) && !/^(data|blob):/.test(request.url()))
      complaints.push(`it asked for ${request.url()}`);
  });
  await page.goto(url);
  await page.waitForSelector('html[data-ready=true]');
  return {page, complaints};
}

/** Waits until the page says the load of what is shown. */
export async function expectLoad(page: Page, load: number, seconds = 20): Promise<void> {
  await expect
    .poll(() => page.locator('.figure').textContent(), {timeout: seconds * 1000, interval: 20})
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
