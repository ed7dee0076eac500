import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {disagreements, namedVersions} from '../../scripts/release/version.ts';

const TEXTS: Readonly<Record<string, string>> = {
  'package-lock.json': '{"version": "1.2.3", "packages": {"": {"version": "1.2.3"}}}',
  'plugin.yaml': 'name: drift\nversion: 1.2.3\n',
  'CHANGELOG.md': '# Changelog\n\n## 1.2.3 (2026-12-01)\n\n- a\n\n## 1.2.2\n\n- b\n',
};

const said = (changed: Readonly<Record<string, string>>): readonly string[] =>
  disagreements(
    '1.2.3',
    namedVersions((file) => ({...TEXTS, ...changed})[file] ?? ''),
  );

test('what agrees says nothing', () => {
  expect(said({})).toEqual([]);
});

test.each([
  ['package-lock.json', '{"version": "1.2.2", "packages": {"": {"version": "1.2.3"}}}', 'package-lock.json says 1.2.2'],
  ['package-lock.json', '{"version": "1.2.3", "packages": {}}', 'package-lock.json, its own package says none'],
  ['plugin.yaml', 'version: 1.2.4', 'plugin.yaml says 1.2.4'],
  ['plugin.yaml', 'version: 1.2', 'plugin.yaml says none'],
  ['CHANGELOG.md', '## 1.2.30 (unreleased)', 'CHANGELOG.md, its newest part says 1.2.30'],
])('another version in %s is said: %s', (file, text, line) => {
  expect(said({[file]: text})).toEqual([`${line}, and package.json 1.2.3`]);
});

test('this repository names one version', () => {
  const read = (file: string): string => readFileSync(file, 'utf8');
  const {version} = JSON.parse(read('package.json')) as {version: string};
  expect(disagreements(version, namedVersions(read))).toEqual([]);
});
