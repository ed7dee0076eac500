import {inject, onTestFinished} from 'vitest';
import {chromium} from 'playwright-core';
import type {Browser, Page} from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium; the caller closes it. */
export function launch(): Promise<Browser> {
  return chromium.launch({executablePath: inject('tools').chromium, args: FLAGS});
}

/** Collects what the page's console says at warning or error, uncaught exceptions, and requests that are not its own. */
export function complaintsOf(page: Page, isOwn: (url: string) => boolean): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!isOwn(request.url())) complaints.push(`it asked for ${request.url()}`);
  });
  return complaints;
}

export interface Visit {
  readonly page: Page;
  /** What the console said at warning or error, uncaught exceptions, and requests for anything but the page itself. */
  readonly complaints: readonly string[];
}

/** A page of a file, in a context of its own. */
export async function visit(
  browser: Browser,
  file: string,
  options: {
    readonly width: number;
    readonly height?: number;
    readonly scheme?: 'light' | 'dark';
    readonly script?: boolean;
  },
): Promise<Visit> {
  const {width, height = 900, scheme = 'light', script = true} = options;
  const context = await browser.newContext({
    viewport: {width, height},
    colorScheme: scheme,
    reducedMotion: 'reduce',
    javaScriptEnabled: script,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints = complaintsOf(page, (asked) => asked === `file://${file}`);
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`file://${file}`);
  if (script) await page.waitForSelector('html[data-ready=true]');
  return {page, complaints};
}
