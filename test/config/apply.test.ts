import {describe, expect, test} from 'vitest';
import {annotationRules} from '../../src/config/annotations.ts';
import {applyRules} from '../../src/config/apply.ts';
import {parseRules} from '../../src/config/file.ts';
import type {Rule} from '../../src/config/rules.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {refKey} from '../../src/model/refs.ts';
import type {ObjectRef} from '../../src/model/refs.ts';
import type {Finding} from '../../src/model/report.ts';
import {CONTAINERS, deployment, findingOf, pathOf, RELEASE, WEB, withContainers} from './subjects.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const replicas = findingOf(pathOf('spec', 'replicas'));
const paused = findingOf(pathOf('spec', 'paused'));

const own = (ignore: string): readonly Rule[] =>
  parseRules(`apiVersion: helm-drift/v1\nkind: Config\nignore:\n${ignore}`, '.helm-drift.yaml').rules;

function apply(findings: readonly Finding[], rules: readonly Rule[], live: readonly [ObjectRef, JsonObject][] = []) {
  return applyRules(findings, rules, {
    objects: new Map([[refKey(WEB), deployment({})]]),
    live: new Map(live.map(([ref, object]) => [refKey(ref), object])),
    release: RELEASE,
    now: NOW,
  });
}

describe('findings', () => {
  test('drift that a rule matches is accepted, with the reason of the first; all else stays as it is', () => {
    const rules =
      own(`- {reason: "KEDA\\n scales it", paths: [/spec/replicas], target: {kind: Deployment}, expires: 2026-12-31}
- {reason: second, paths: [/spec/replicas], target: {kind: Deployment}}`);
    const {findings, notes} = apply([replicas, paused], rules);
    expect(findings).toEqual([
      {
        ...replicas,
        verdict: 'accepted',
        why: {code: 'accepted-by-rule', text: 'KEDA scales it (.helm-drift.yaml, rule 1, until 2026-12-31)'},
      },
      paused,
    ]);
    expect(notes).toEqual([]);
  });

  test('without an expiry none is named', () => {
    const {findings} = apply([replicas], own('- {reason: why, paths: [/spec/replicas]}'));
    expect(findings[0]?.why?.text).toBe('why (.helm-drift.yaml, rule 1)');
  });

  test('what is ignored stays so, and its rule counts as used', () => {
    const ignored = findingOf(pathOf('spec', 'replicas'), {
      verdict: 'ignored',
      why: {code: 'autoscaled', text: 'scaled'},
    });
    const rules = own('- {reason: r, target: {kind: Deployment}, paths: [/spec/replicas]}');
    expect(apply([ignored], rules)).toEqual({findings: [ignored], notes: []});
  });

  test('an index counts in the declared or the live object of the finding', () => {
    const image = findingOf(pathOf(...CONTAINERS, {name: 'app'}, 'image'));
    const rules = own('- {reason: r, paths: [/spec/template/spec/containers/1/image]}');
    const live = withContainers({name: 'proxy'}, {name: 'app'});
    expect(apply([image], rules, [[WEB, live]]).findings[0]?.verdict).toBe('accepted');
    expect(apply([image], rules, [[{...WEB, name: 'other'}, live]]).findings[0]?.verdict).toBe('drift');
  });

  test('an extra object is known by its live labels', () => {
    const ref = {...WEB, name: 'extra'};
    const extra = findingOf([], {ref, change: 'extra'});
    const rules = own('- {reason: r, changes: [extra], target: {kind: Deployment, labelSelector: temporary}}');
    expect(apply([extra], rules, [[ref, deployment({}, {labels: {temporary: ''}})]]).findings[0]?.verdict).toBe(
      'accepted',
    );
    expect(apply([extra], rules, [[ref, deployment({})]]).findings[0]?.verdict).toBe('drift');
  });
});

describe('notes', () => {
  const many = (count: number, objects: number): Finding[] =>
    Array.from({length: count}, (_value, at) =>
      findingOf(pathOf('spec', `f${at}`), {ref: {...WEB, name: `web${at % objects}`}}),
    );

  test.each<[string, string, Finding[], string[]]>([
    [
      'expired: what it matched is drift',
      '- {reason: r, target: {kind: Deployment}, paths: [/spec/replicas], expires: 2026-11-22}',
      [replicas],
      ['.helm-drift.yaml, rule 1 expired (2026-11-22): the finding that it accepted counts as drift again'],
    ],
    [
      'expired, of two findings',
      '- {reason: r, target: {kind: Deployment}, paths: [/spec/replicas, /spec/paused], expires: "2026-11-23T11:59:59Z"}',
      [replicas, paused],
      ['.helm-drift.yaml, rule 1 expired (2026-11-23T11:59:59Z): the 2 findings that it accepted count as drift again'],
    ],
    [
      'expired, and nothing there',
      '- {reason: r, target: {kind: Deployment}, paths: [/spec/replicas], expires: 2026-11-22}',
      [paused],
      [],
    ],
    [
      'its last day',
      '- {reason: r, target: {kind: Deployment}, paths: [/spec/replicas], expires: 2026-11-23}',
      [replicas],
      [],
    ],
    [
      'unused, and its object is there',
      '- {reason: r, target: {kind: Deployment, name: web}, paths: [/spec/replicas]}',
      [paused],
      ['.helm-drift.yaml, rule 1 is unused: it matches nothing in this release'],
    ],
    [
      'unused, and its object is not there',
      '- {reason: r, target: {kind: Deployment, name: api}, paths: [/spec/replicas]}',
      [paused],
      [],
    ],
    [
      'unused, and for another release',
      '- {reason: r, target: {release: x, kind: Deployment}, paths: [/spec/replicas]}',
      [paused],
      [],
    ],
    [
      'unused, and for no object in particular',
      '- {reason: r, target: {release: app}, paths: [/spec/replicas]}',
      [paused],
      [],
    ],
    [
      'no kind and no path',
      '- {reason: r, target: {name: web}}',
      [replicas],
      ['.helm-drift.yaml, rule 1 is over-broad: it names no kind and no path'],
    ],
    ['no kind and no path, and nothing there', '- {reason: r, target: {name: other}}', [replicas], []],
    [
      'the root',
      '- {reason: r, target: {kind: Deployment}, paths: [/]}',
      [replicas],
      ['.helm-drift.yaml, rule 1 is over-broad: its path / is nearly the whole object'],
    ],
    [
      'the spec',
      '- {reason: r, target: {kind: Deployment}, paths: [/metadata/labels, /spec]}',
      [replicas],
      ['.helm-drift.yaml, rule 1 is over-broad: its path /spec is nearly the whole object'],
    ],
    [
      'all of the spec',
      '- {reason: r, target: {kind: Deployment}, paths: [/spec/*]}',
      [replicas],
      ['.helm-drift.yaml, rule 1 is over-broad: its path /spec/* is nearly the whole object'],
    ],
    ['a part of the spec', '- {reason: r, target: {kind: Deployment}, paths: [/spec/replicas]}', [replicas], []],
    ['a kind without a path', '- {reason: r, target: {kind: Deployment}}', [replicas], []],
    [
      '11 findings in 4 objects',
      '- {reason: r, target: {kind: Deployment}, paths: ["/*/*"], managers: [x]}\n- {reason: r, target: {kind: Deployment}}',
      many(11, 4),
      [
        '.helm-drift.yaml, rule 1 is unused: it matches nothing in this release',
        '.helm-drift.yaml, rule 2 is over-broad: it accepts 11 findings in 4 objects',
      ],
    ],
    ['10 findings in 4 objects', '- {reason: r, target: {kind: Deployment}}', many(10, 4), []],
    ['11 findings in 3 objects', '- {reason: r, target: {kind: Deployment}}', many(11, 3), []],
  ])('%s', (_name, ignore, findings, notes) => {
    expect(apply(findings, own(ignore)).notes).toEqual(notes);
  });

  test('an expired rule gives way to one in force, and says nothing then', () => {
    const rules = own(`- {reason: old, target: {kind: Deployment}, paths: [/spec/replicas], expires: 2020-01-01}
- {reason: new, target: {kind: Deployment}, paths: [/spec/replicas]}`);
    const {findings, notes} = apply([replicas], rules);
    expect(findings[0]?.why?.text).toBe('new (.helm-drift.yaml, rule 2)');
    expect(notes).toEqual([]);
  });

  test('expired rules leave drift', () => {
    const rules = own('- {reason: r, target: {kind: Deployment}, paths: [/spec/replicas], expires: 2020-01-01}');
    expect(apply([replicas], rules).findings).toEqual([replicas]);
  });

  test('rules of others are not called unused', () => {
    const {rules} = parseRules(
      JSON.stringify({
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        metadata: {name: 'app'},
        spec: {driftDetection: {ignore: [{paths: ['/spec/replicas'], target: {kind: 'Deployment'}}]}},
      }),
      'x',
    );
    expect(apply([paused], rules).notes).toEqual([]);
    expect(apply([replicas], rules).findings[0]?.verdict).toBe('accepted');
  });
});

describe('annotations', () => {
  const note = (annotations: Record<string, string>, ref = WEB): Rule[] =>
    annotationRules(ref, deployment({}, {annotations}));
  const pathsOf = (rules: readonly Rule[]) => rules.map(({paths}) => paths?.map(({text}) => text));

  test.each<[string, (string[] | undefined)[]]>([
    ['/spec/replicas', [['/spec/replicas']]],
    ['/spec/replicas, /spec/template', [['/spec/replicas', '/spec/template']]],
    ['/a,/b\n/c\n\n', [['/a', '/b', '/c']]],
    ['/spec/ports/[port=80,protocol=TCP]/nodePort, /b', [['/spec/ports/[port=80,protocol=TCP]/nodePort', '/b']]],
    ['*', [undefined]],
    ['', []],
    [' , ', []],
  ])('%j', (text, paths) => {
    expect(pathsOf(note({'helm-drift/ignore': text}))).toEqual(paths);
  });

  test('are for their object, with reason and expiry', () => {
    const annotations = {
      'helm-drift/ignore': '/spec/replicas',
      'helm-drift/ignore-reason': 'KEDA',
      'helm-drift/ignore-expires': '2026-12-31',
    };
    const {findings} = apply([replicas, {...replicas, ref: {...WEB, name: 'api'}}], note(annotations));
    expect(findings.map(({verdict}) => verdict)).toEqual(['accepted', 'drift']);
    expect(findings[0]?.why?.text).toBe('KEDA (annotation of Deployment/web, until 2026-12-31)');
  });

  test('without a reason one is made', () => {
    const {findings} = apply([replicas], note({'helm-drift/ignore': '/spec/replicas'}));
    expect(findings[0]?.why?.text).toBe('its annotation helm-drift/ignore says so (annotation of Deployment/web)');
  });

  test('* takes the whole object, gone or changed, and nothing in another namespace', () => {
    const rules = note({'helm-drift/ignore': '*'});
    const gone = findingOf([], {change: 'missing'});
    const elsewhere = {...gone, ref: {...WEB, namespace: 'other'}};
    expect(apply([gone, replicas, elsewhere], rules).findings.map(({verdict}) => verdict)).toEqual([
      'accepted',
      'accepted',
      'drift',
    ]);
  });

  test('of a cluster-scoped object', () => {
    const ref: ObjectRef = {group: '', kind: 'Namespace', name: 'x'};
    const rules = annotationRules(ref, {metadata: {annotations: {'helm-drift/ignore': '/metadata/labels'}}});
    const finding = findingOf(pathOf('metadata', 'labels', 'a'), {ref});
    expect(apply([finding], rules).findings[0]?.verdict).toBe('accepted');
  });

  test.each([
    [
      'a date',
      {'helm-drift/ignore': '/spec/replicas', 'helm-drift/ignore-expires': 'soon'},
      ['drift', 'drift'],
      'helm-drift/ignore-expires: "soon" is no date',
    ],
    [
      'one path of two',
      {'helm-drift/ignore': '/spec/replicas,spec.paused'},
      ['accepted', 'drift'],
      'helm-drift/ignore: "spec.paused" is no JSON pointer',
    ],
  ])('a slip accepts nothing, and is told: %s', (_name, annotations, verdicts, note_) => {
    const {findings, notes} = apply([replicas, paused], note(annotations));
    expect(findings.map(({verdict}) => verdict)).toEqual(verdicts);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(`annotation of Deployment/web accepts nothing: ${note_}`);
  });

  test('no annotation, no rule', () => {
    expect(annotationRules(WEB, {})).toEqual([]);
    expect(note({other: 'x'})).toEqual([]);
  });
});
