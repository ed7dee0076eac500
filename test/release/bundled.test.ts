import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {bundledFolders, noticesOf, packageIn} from '../../scripts/bundled.mjs';

const nothing = {imports: []};

describe('the folders of what is bundled', () => {
  test('are those of packages that left bytes, once each, scopes and nested ones too', () => {
    const inputs = {
      'src/main.ts': {bytesInOutput: 10},
      'node_modules/a/index.js': {bytesInOutput: 1},
      'node_modules/a/more.js': {bytesInOutput: 1},
      'node_modules/shaken-off/index.js': {bytesInOutput: 0},
      'node_modules/a/node_modules/@scope/b/index.js': {bytesInOutput: 1},
    };
    const account = {
      inputs: Object.fromEntries(Object.keys(inputs).map((file) => [file, nothing])),
      outputs: {'dist/x.cjs': {inputs}},
    };
    expect(bundledFolders([account, account])).toEqual(['node_modules/a', 'node_modules/a/node_modules/@scope/b']);
  });

  test('hold the fonts that a style has as data', () => {
    const font = 'node_modules/@fontsource/type/files/latin.woff2';
    const account = {
      inputs: {[font]: nothing, 'src/style.css': {imports: [{path: font, kind: 'url-token' as const}]}},
      outputs: {'app/style.css': {inputs: {'src/style.css': {bytesInOutput: 100}}}},
    };
    expect(bundledFolders([account])).toEqual(['node_modules/@fontsource/type']);
  });
});

describe('the notice of a package', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'helm-drift-package-'));
  });

  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  const write = (about: object, files: Readonly<Record<string, string>> = {}): void => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({name: 'a', version: '1.0.0', ...about}));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  };

  test('is its licence and its NOTICE', () => {
    write({license: 'Apache-2.0'}, {LICENSE: 'Terms  \r\nof use\r\n', NOTICE: 'By somebody\n', 'index.js': ''});
    expect(packageIn(folder)).toEqual({
      name: 'a',
      version: '1.0.0',
      licence: 'Apache-2.0',
      text: 'Terms\nof use\n\nBy somebody',
    });
  });

  test.each([
    ['that names no licence', {}, {LICENSE: 'Terms'}],
    ['without the text', {license: 'MIT'}, {'README.md': 'MIT'}],
  ])('a package %s is not bundled', (_what, about, files) => {
    write(about, files);
    expect(() => packageIn(folder)).toThrow(/a 1\.0\.0 is in the bundle and has no licence notice/);
  });
});

test('a text that two packages share stands there once', () => {
  const one = {version: '1.0.0', licence: 'MIT', text: 'Terms'};
  const text = noticesOf([
    {...one, name: 'a'},
    {...one, name: 'b'},
    {...one, name: 'c', text: 'Others'},
  ]);
  expect(text).toContain('a 1.0.0 (MIT)\nb 1.0.0 (MIT)\n\nTerms\n');
  expect(text.match(/^Terms$/gm)).toHaveLength(1);
});

test('the notices beside the bundle name its fonts, and what of npm is in it', () => {
  const text = readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8');
  expect(text).toMatch(/^@fontsource-variable\/inter .+ \(OFL-1\.1\)$/m);
  expect(text).toMatch(/^yargs \d/m);
  expect(text).toMatch(/^preact \d/m);
  expect(text).not.toMatch(/^esbuild /m);
});
