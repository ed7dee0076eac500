import {execFileSync} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {load} from 'js-yaml';
import {describe, expect, test} from 'vitest';
import {isUnregistered} from '../../scripts/release/artifact-hub.ts';
import {krewManifest} from '../../scripts/release/catalogues.ts';
import {annotationProblems} from './hub-annotations.ts';

const read = (file: string): string => readFileSync(file, 'utf8');
const annotationsOf = (yaml: string): Readonly<Record<string, string>> => {
  const {annotations, metadata} = load(yaml) as {
    annotations?: Record<string, string>;
    metadata?: {annotations?: Record<string, string>};
  };
  return annotations ?? metadata?.annotations ?? {};
};

test('artifacthub-repo.yml has the fields that are read, and no other', () => {
  const text = read('artifacthub-repo.yml');
  const repository = load(text) as {repositoryID: string; owners: object[]};
  expect(Object.keys(repository).toSorted()).toEqual(['owners', 'repositoryID']);
  expect(repository.repositoryID).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  for (const owner of repository.owners) expect(Object.keys(owner).toSorted()).toEqual(['email', 'name']);
});

test('what stands for values that nobody was given yet is told', () => {
  const given = 'repositoryID: 8f2b1c1e-0000-4000-8000-000000000001\nowners: [{name: a, email: a@example.com}]\n';
  expect(isUnregistered(given)).toBe(false);
  expect(isUnregistered(given.replace(/: 8.*/, ': 00000000-0000-0000-0000-000000000000'))).toBe(true);
  expect(isUnregistered(given.replace('a@example.com', 'a@example.invalid'))).toBe(true);
  expect(isUnregistered('owners: []\n')).toBe(true);
});

test('the hub lists one plugin of this repository, with all that it asks for', () => {
  const tracked = execFileSync('git', ['ls-files', '*plugin.yaml'], {encoding: 'utf8'}).trim().split('\n');
  expect(tracked).toEqual(['plugin.yaml']);
  expect(load(read('plugin.yaml'))).toMatchObject({
    name: 'drift',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    description: expect.stringMatching(/\S/),
  });
});

test.each(readdirSync('charts'))('charts/%s has annotations that are read', (chart) => {
  const annotations = annotationsOf(read(`charts/${chart}/Chart.yaml`));
  expect(annotationProblems(annotations)).toEqual([]);
  for (const name of ['category', 'license', 'images', 'links', 'changes'])
    expect(annotations).toHaveProperty([`artifacthub.io/${name}`]);
});

test('the manifest of krew has annotations that are read', () => {
  const annotations = annotationsOf(krewManifest('1.0.0', 'https://example.invalid', {url: 'u', sha256: 's'}));
  expect(Object.keys(annotations).length).toBeGreaterThan(0);
  expect(annotationProblems(annotations)).toEqual([]);
});

describe('what the hub would not read is found', () => {
  test.each([
    [{'artifacthub.io/licence': 'MIT'}, 'artifacthub.io/licence is not known'],
    [{'artifacthub.io/category': 'web'}, 'artifacthub.io/category: web is none'],
    [{'artifacthub.io/links': 'https://example.com'}, 'artifacthub.io/links is no list'],
    [{'artifacthub.io/links': '- name: x\n'}, 'artifacthub.io/links: url is missing'],
    [{'artifacthub.io/changes': '- kind: new\n  description: x\n'}, 'artifacthub.io/changes: new is no kind'],
    [{'artifacthub.io/images': '- image: x:1\n  nam: y\n'}, 'artifacthub.io/images: nam is not known'],
  ])('%j', (annotations, problem) => {
    expect(annotationProblems(annotations as Record<string, string>)).toEqual([problem]);
  });
});
