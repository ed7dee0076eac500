import {existsSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';

const text = readFileSync('docs/distribution.md', 'utf8');
/** Paths of this repository that the page names; what ends in `*`, and what a release makes, is looked for elsewhere. */
const paths = [
  ...text.matchAll(/`((?:\.github|src|scripts|test|docs|charts|dist)\/[\w./-]*|[\w-]+\.(?:yml|md))`/g),
].map(([, path = '']) => path);

test('every file that the page names is there', () => {
  expect(paths.length).toBeGreaterThan(25);
  expect(paths.filter((path) => path !== 'NOTES.md' && !existsSync(path))).toEqual([]);
});

test('every job that it names is one of the workflows', () => {
  const workflows = ['ci', 'release'].map((name) => readFileSync(`.github/workflows/${name}.yml`, 'utf8')).join('\n');
  const jobs = [...text.matchAll(/job `([\w-]+)`/g)].map(([, job = '']) => job);
  expect(jobs.toSorted()).toEqual(['advisories', 'attest', 'npm', 'registry', 'signed-off']);
  for (const job of jobs) expect(workflows).toContain(`\n  ${job}:\n`);
});
