/**
 * The README's pictures of the console, from the real app over recorded evidence: `npm run pictures`. Build first. They go to
 * docs/ as WebP: at twice the pixels a page of text is half of what PNG takes.
 */
import {spawn} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {Browser, BrowserType, Page} from 'playwright-core';
import {provisionTool} from '../src/sandbox/tools.ts';

/** Not bundled by run.mjs: it finds its own files beside itself. */
const {chromium} = createRequire(`${process.cwd()}/`)('playwright-core') as {chromium: BrowserType};

interface Picture {
  readonly name: string;
  readonly scheme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
  readonly prepare?: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  {name: 'console-dark', scheme: 'dark', width: 1440, height: 960},
  {name: 'console-light', scheme: 'light', width: 1440, height: 960},
  {
    name: 'console-start',
    scheme: 'light',
    width: 1440,
    height: 560,
    prepare: async (page) => {
      await page.getByRole('link', {name: 'demo'}).click();
      await page.getByText('Recorded scenarios').waitFor();
    },
  },
];

/** `helm drift console --demo`, and the address that it prints. */
function startDemo(): {readonly url: Promise<string>; readonly stop: () => void} {
  const child = spawn(process.execPath, ['dist/helm-drift.cjs', 'console', '--demo', '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.on('close', () => reject(new Error('the console ended')));
  });
  return {url, stop: () => void child.kill()};
}

async function take(browser: Browser, picture: Picture): Promise<void> {
  const {url, stop} = startDemo();
  try {
    const {name, scheme, width, height} = picture;
    const context = await browser.newContext({
      viewport: {width, height},
      colorScheme: scheme,
      reducedMotion: 'reduce',
      deviceScaleFactor: 2,
    });
    const page = await context.newPage();
    await page.goto(await url);
    await page.waitForSelector('html[data-ready=true]');
    await page.locator('.cm-changedLine').first().waitFor();
    await picture.prepare?.(page);
    await page.evaluate('document.fonts.ready');
    await page.waitForTimeout(400);
    const session = await context.newCDPSession(page);
    const {data} = await session.send('Page.captureScreenshot', {format: 'webp', quality: 60});
    const file = `docs/${name}.webp`;
    writeFileSync(file, Buffer.from(data, 'base64'));
    process.stderr.write(`${file}: ${Math.round((data.length * 0.75) / 1024)} KiB\n`);
    await context.close();
  } finally {
    stop();
  }
}

const executablePath = await provisionTool('chromium', {
  env: process.env,
  onProgress: (text) => process.stderr.write(`${text}\n`),
});
const browser = await chromium.launch({executablePath, args: ['--no-sandbox', '--disable-gpu']});
mkdirSync('docs', {recursive: true});
for (const picture of PICTURES) await take(browser, picture);
await browser.close();
