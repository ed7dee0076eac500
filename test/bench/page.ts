import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {createRequire} from 'node:module';
import type {BrowserType, Page} from 'playwright-core';

// It finds its own files beside itself, and so cannot be bundled into the script.
const {chromium} = createRequire(`${process.cwd()}/`)('playwright-core') as {chromium: BrowserType};

export interface Gesture {
  readonly name: string;
  /** Milliseconds of the longest task of the page's thread; 0 where none took 50, below which the browser tells nothing. */
  readonly longest: number;
}

interface Bench {
  readonly bundle: string;
  readonly env: NodeJS.ProcessEnv;
  /** Chromium's binary. */
  readonly browser: string;
}

/** Opens the console on a release, scrolls through all of it, and tells how long the page's thread was busy at a stretch. */
export async function longestTasks(
  release: string,
  findings: number,
  {bundle, env, browser}: Bench,
): Promise<Gesture[]> {
  const child = spawn(process.execPath, [bundle, 'console', release, '-n', release, '--no-open'], {env});
  const running = await chromium.launch({executablePath: browser, args: ['--no-sandbox', '--disable-gpu']});
  try {
    const page = await running.newPage({viewport: {width: 1280, height: 900}});
    await page.goto(await addressOf(child));
    await page.locator('.figure', {hasText: new RegExp(`^${findings}$`)}).waitFor({timeout: 120_000});
    // The rehearsal goes on behind it; its end is a new state for the page.
    await page.waitForTimeout(15_000);
    const gestures: Gesture[] = [];
    const measure = async (name: string, act: () => Promise<unknown>): Promise<void> => {
      await observe(page);
      await act();
      gestures.push({name, longest: await observed(page)});
    };
    await measure('scrolling through the findings', () => scroll(page, '.rows'));
    await measure('holding j for a hundred findings', async () => {
      await page.locator('#drift').focus();
      for (let press = 0; press < 100; press++) await page.keyboard.press('j');
    });
    for (const [tab, box] of [
      ['Side by side', '.objects'],
      ['Approved baseline', '.cm-scroller'],
      ['Live evidence', '.cm-scroller'],
    ] as const) {
      await measure(`opening ${tab}`, async () => {
        await page.getByRole('tab', {name: tab}).click();
        await page.locator(box).first().waitFor();
        await page.waitForTimeout(1000);
      });
      await measure(`scrolling through ${tab}`, () => scroll(page, box));
    }
    return gestures;
  } finally {
    await running.close();
    child.kill();
  }
}

function addressOf({stdout}: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    stdout?.on('data', (chunk: Buffer) => {
      const url = /http:\S+/.exec(chunk.toString())?.[0];
      if (url !== undefined) resolve(url);
    });
  });
}

// What runs in the page is text: the types of this program are Node's.

/** From top to end in a hundred steps, a frame each. */
async function scroll(page: Page, selector: string): Promise<void> {
  await page.evaluate(`(async (box) => {
    for (let step = 0; step <= 100; step++) {
      box.scrollTo({top: ((box.scrollHeight - box.clientHeight) * step) / 100});
      await new Promise((next) => requestAnimationFrame(next));
    }
  })(document.querySelector(${JSON.stringify(selector)}))`);
}

async function observe(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    globalThis.longest = 0;
    globalThis.watch ??= new PerformanceObserver((list) => {
      for (const {duration} of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    });
    globalThis.watch.observe({type: 'longtask'});
  })()`);
}

async function observed(page: Page): Promise<number> {
  await page.waitForTimeout(300);
  return page.evaluate<number>('globalThis.longest');
}
