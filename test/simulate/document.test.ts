import {resolve} from 'node:path';
import {describe, expect, test} from 'vitest';
import {UserError} from '../../src/model/errors.ts';
import type {Scenario} from '../../src/model/scenario.ts';
import {parseScenario} from '../../src/simulate/document.ts';
import {stateNamed} from '../../src/simulate/play.ts';
import {linesOf} from '../../src/yaml/lines.ts';

const HEAD = `apiVersion: helm-drift/v1
kind: Scenario
title: A test
release:
  name: web
  namespace: shop
  chart: ./chart
steps:
`;
const STEP = `  - mutations:
      - manager: kubectl-edit
        object: Deployment/web
        scale: 2
`;

const parse = (text: string): Scenario =>
  parseScenario(text, {name: 'test', file: 'test.yaml', resolve: (path) => resolve('/s', path)});

function mistakeIn(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof UserError) return `${error.message} | ${error.hint ?? ''}`;
    throw error;
  }
  throw new Error('no mistake was found');
}

test('a document becomes a scenario', () => {
  expect(parse(HEAD + STEP)).toMatchObject({
    title: 'A test',
    release: {name: 'web', namespace: 'shop', from: 'chart', chart: '/s/chart', values: {}},
    steps: [
      {
        name: 'Out-of-band mutation',
        change: {
          by: 'mutations',
          mutations: [
            {
              manager: 'kubectl-edit',
              target: {kind: 'Deployment', name: 'web'},
              action: {do: 'scale', replicas: 2},
              place: {line: 10, within: 'step 1, mutation 1'},
            },
          ],
        },
      },
    ],
  });
});

describe('one clear error with the line', () => {
  test.each([
    ['an unknown field at the top', `${HEAD}${STEP}colour: red\n`, /^test.yaml:13: unknown field "colour"/],
    [
      'an unknown field of a release',
      HEAD.replace('  chart:', '  chrat: x\n  chart:') + STEP,
      /^test.yaml:7: .*"chrat".*Did you mean "chart"/,
    ],
    [
      'an unknown field of a step',
      `${HEAD}  - nmae: x\n    mutations: []\n`,
      /^test.yaml:9: step 1: unknown field "nmae".*"name"/,
    ],
    [
      'an unknown field of a mutation',
      `${HEAD}${STEP}        scael: 3\n`,
      /^test.yaml:13: step 1, mutation 1: unknown field "scael".*"scale"/,
    ],
    [
      'an unknown field of what is expected',
      `${HEAD}${STEP}    expect:\n      - object: Deployment/web\n        sevrity: low\n`,
      /^test.yaml:15: step 1, expect 1: unknown field "sevrity".*"severity"/,
    ],
    [
      'no manager',
      HEAD + STEP.replace('manager: kubectl-edit\n        ', ''),
      /^test.yaml:10: step 1, mutation 1: manager is missing/,
    ],
    ['no action', HEAD + STEP.replace('        scale: 2\n', ''), /^test.yaml:10: .*needs one of patch, .*has none/],
    ['two actions', `${HEAD}${STEP}        delete: true\n`, /^test.yaml:10: .*has scale and delete/],
    [
      'no object',
      HEAD + STEP.replace('Deployment/web', 'web'),
      /^test.yaml:11: .*"web" names no object \| Write it as Kind\/name/,
    ],
    ['a scale of minus one', HEAD + STEP.replace('scale: 2', 'scale: -1'), /^test.yaml:12: .*whole number/],
    [
      'a patch that is a list',
      HEAD + STEP.replace('scale: 2', 'patch: [1]'),
      /^test.yaml:12: .*patch must be a map, and is a list/,
    ],
    ['delete: false', HEAD + STEP.replace('scale: 2', 'delete: false'), /^test.yaml:12: .*delete can only be true/],
    ['no steps', HEAD, /^test.yaml:8: steps must be a list|^test.yaml:8: steps is missing or empty/],
    [
      'a chart and a baseline',
      HEAD.replace('  chart:', '  baseline: b.yaml\n  chart:') + STEP,
      /^test.yaml:4: release: it needs a chart, or a baseline/,
    ],
    ['another kind', HEAD.replace('kind: Scenario', 'kind: Config') + STEP, /^test.yaml:2: kind cannot be "Config"/],
    ['a key that stands twice', `${HEAD}${STEP}title: again\n`, /^test.yaml:13: a key stands twice/],
    ['no YAML at all', `${HEAD}  - {\n`, /^test.yaml:\d+:\d+: not valid YAML/],
    ['two documents', `${HEAD}${STEP}---\n${HEAD}${STEP}`, /one document, and here are 2/],
    [
      'an object to create without a name',
      HEAD + STEP.replace('scale: 2', 'create: {kind: Pod}'),
      /^test.yaml:12: .*needs apiVersion, kind and metadata.name/,
    ],
  ])('%s', (_what, text, message) => {
    expect(mistakeIn(text)).toMatch(message);
  });
});

test('lines are told for fields and items at every depth, and for flow style', () => {
  const lines = linesOf('# head\na:\n  - b: 1\n    c: {d: 2,\n        e/f: 3}\n  - x\ng: |\n  text\n  more\nh: 1\n');
  expect(Object.fromEntries(lines)).toEqual({
    '/a': 2,
    '/a/0': 3,
    '/a/0/b': 3,
    '/a/0/c': 4,
    '/a/0/c/d': 4,
    '/a/0/c/e~1f': 5,
    '/a/1': 6,
    '/g': 7,
    '/h': 10,
  });
});

test('a state is named by its number, or by a part of its name that no other has', () => {
  const scenario = parse(HEAD + STEP + STEP.replace('  - mutations', '  - name: Scaled again\n    mutations'));
  expect(stateNamed(scenario, '1').name).toBe('Baseline render');
  expect(stateNamed(scenario, 'MUTATION').number).toBe(2);
  expect(stateNamed(scenario, 'controlled reconcile').number).toBe(4);
  expect(() => stateNamed(scenario, '5')).toThrow('no step "5"');
  expect(() => stateNamed(scenario, 'on')).toThrow('more than one step');
  expect(() => stateNamed(scenario, '')).toThrow('no step ""');
});
