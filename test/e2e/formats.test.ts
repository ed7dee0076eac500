import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Ajv} from 'ajv';
import {afterAll, beforeAll, describe, expect, inject, test} from 'vitest';
import type {Browser} from 'playwright-core';
import {unusedNote} from '../../src/model/notes.ts';
import {output} from '../report/outputs.ts';
import {SCENARIOS} from '../report/scenarios.ts';
import {launch, visit} from './browser.ts';
import {run, temporaryFolder} from './harness.ts';

const scenarios = Object.entries(SCENARIOS);
const several = async () => [await SCENARIOS.clean(), await SCENARIOS['four-variances'](), await SCENARIOS.gaps()];

describe('junit is what the published schemas say', () => {
  const invalid = async (text: string, schema: 'ant' | 'jenkins'): Promise<string> => {
    const file = join(temporaryFolder(), 'drift.xml');
    writeFileSync(file, text);
    const {code, stderr} = await run(inject('tools').xmllint, ['--noout', '--schema', inject('schemas')[schema], file]);
    return code === 0 ? '' : stderr;
  };

  test.each(scenarios)('%s', async (_name, report) => {
    for (const allowIncomplete of [false, true]) {
      const text = await output('junit', await report(), {
        showIgnored: true,
        policy: {failOn: 'high', allowIncomplete},
      });
      expect(await invalid(text, 'ant')).toBe('');
      expect(await invalid(text, 'jenkins')).toBe('');
    }
  });

  test('several releases; and the schemas do refuse', async () => {
    const reports = (await several()).map((report) => ({...report, notes: [unusedNote('rules.yaml, rule 2')]}));
    const text = await output('junit', reports, {many: true});
    expect(text).toContain('rule 2 is unused');
    expect(await invalid(text, 'ant')).toBe('');
    expect(await invalid(text, 'jenkins')).toBe('');
    expect(await invalid(text.replace('<testcase ', '<testcase surprise="1" '), 'ant')).toContain('surprise');
    expect(await invalid(text.replace('<testcase ', '<testcase surprise="1" '), 'jenkins')).toContain('surprise');
  });
});

describe('sarif is what the published schema says', () => {
  const errors = (text: string): unknown => {
    // Ajv knows draft 4 no more; but for its own name this schema says nothing that later drafts read otherwise.
    const {
      $schema: _draft,
      id: _id,
      ...schema
    } = JSON.parse(readFileSync(inject('schemas').sarif, 'utf8')) as Record<string, unknown>;
    const url = (value: string): boolean => URL.canParse(value);
    const formats = {
      uri: url,
      'uri-reference': (value: string) => URL.canParse(value, 'file:///a/') && !/[\s<>"{}|\\^`]/.test(value),
      'date-time': /^\d{4}-\d\d-\d\dT/,
    };
    const validate = new Ajv({allErrors: true, strict: false, unicodeRegExp: false, formats}).compile(schema);
    validate(JSON.parse(text));
    return validate.errors;
  };

  test.each(scenarios)('%s', async (_name, report) => {
    expect(errors(await output('sarif', await report(), {showIgnored: true}))).toBeNull();
  });

  test('several releases; and the schema does refuse', async () => {
    const text = await output('sarif', await several(), {many: true});
    expect(errors(text)).toBeNull();
    expect(errors(text.replace('"level": "error"', '"level": "terrible"'))).not.toBeNull();
    expect(errors(text.replace('"ruleIndex": 0', '"surprise": 0'))).not.toBeNull();
  });
});

describe('html in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  const fileOf = async (name: keyof typeof SCENARIOS): Promise<string> => {
    const file = join(temporaryFolder(), `${name}.html`);
    writeFileSync(file, await output('html', await SCENARIOS[name](), {showIgnored: true}));
    return file;
  };
  const pictures = process.env['HELM_DRIFT_PICTURES'];

  test.each(Object.keys(SCENARIOS) as (keyof typeof SCENARIOS)[])(
    '%s: no complaint, no sideways scrolling',
    async (name) => {
      const file = await fileOf(name);
      for (const width of [360, 1600])
        for (const scheme of ['light', 'dark'] as const) {
          const {page, complaints} = await visit(browser, file, {width, scheme});
          await page.click('#expand');
          expect(complaints).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
          if (pictures !== undefined) await page.screenshot({path: join(pictures, `${name}-${width}-${scheme}.png`)});
        }
    },
  );

  test('hostile strings stay text', async () => {
    const {page, complaints} = await visit(browser, await fileOf('hostile'), {width: 1600});
    await page.click('#expand');
    expect(await page.title()).toMatch(/^Drift: app in shop/);
    expect(
      await page.evaluate('document.querySelectorAll("main script, main img, main svg, main a, main b script").length'),
    ).toBe(0);
    expect(await page.evaluate('document.scripts.length')).toBe(1);
    expect(await page.textContent('main')).toContain('<img src=x onerror=');
    expect(await page.textContent('main')).toContain('⟨U+202E⟩');
    expect(complaints).toEqual([]);
  });

  test('its policy lets nothing else run', async () => {
    const {page} = await visit(browser, await fileOf('clean'), {width: 1600});
    const ran = await page.evaluate(`(() => {
      const script = document.createElement('script');
      try { script.textContent = 'document.title = "owned"'; } catch { return 'refused'; }
      document.body.append(script);
      return document.title;
    })()`);
    expect(ran).not.toBe('owned');
    const style = await page.evaluate(`(() => {
      const style = document.createElement('style');
      style.textContent = 'body{display:none}';
      document.head.append(style);
      return getComputedStyle(document.body).display;
    })()`);
    expect(style).not.toBe('none');
  });

  test('search, filter, fold and theme', async () => {
    const {page, complaints} = await visit(browser, await fileOf('four-variances'), {width: 1600});
    const visible = (): Promise<unknown> =>
      page.evaluate('[...document.querySelectorAll("article.finding")].filter((one) => one.checkVisibility()).length');
    const status = (): Promise<string | null> => page.textContent('#count');
    expect(await visible()).toBe(4);
    await page.keyboard.press('/');
    await page.keyboard.type('ingress capacity');
    await expect.poll(status).toBe('0 of 4 shown');
    expect(await page.isVisible('#none')).toBe(true);
    await page.click('#clear');
    await page.fill('#search', 'capacity-tool');
    await expect.poll(status).toBe('1 of 4 shown');
    expect(await visible()).toBe(1);
    await page.fill('#search', '');
    await page.uncheck('[data-filter=medium]');
    await expect.poll(status).toBe('2 of 4 shown');
    await page.click('#fold');
    expect(await visible()).toBe(0);
    await page.click('#expand');
    expect(await visible()).toBe(2);
    const background = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    await page.click('#theme');
    expect(await background()).toBe(light);
    await page.click('#theme');
    expect(await background()).not.toBe(light);
    expect(complaints).toEqual([]);
  });

  test('five hundred findings: all there, folded first, found at once', async () => {
    const {page} = await visit(browser, await fileOf('five-hundred'), {width: 1600});
    expect(await page.evaluate('document.querySelectorAll("article.finding").length')).toBe(500);
    expect(await page.evaluate('document.querySelectorAll("details.object[open]").length')).toBe(0);
    await page.fill('#search', 'settings-042');
    await expect.poll(() => page.textContent('#count')).toBe('5 of 500 shown');
  });

  test('printed, everything is unfolded; and without its script it is whole', async () => {
    const file = await fileOf('five-hundred');
    const {page} = await visit(browser, file, {width: 1600});
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.evaluate('document.querySelectorAll("details:not([open])").length')).toBe(0);
    const plain = await visit(browser, file, {width: 1600, script: false});
    expect(await plain.page.locator('article.finding').count()).toBe(500);
  });
});
