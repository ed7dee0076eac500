import {describe, expect, test} from 'vitest';
import {documentId, documentOf} from '../../../src/console/views/document.ts';
import type {Side} from '../../../src/console/views/document.ts';
import type {DocumentForm} from '../../../src/console/routes.ts';
import type {IntentObject} from '../../../src/model/intent.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import {createRedactor} from '../../../src/redact/redactor.ts';
import {governedInspection} from '../releases.ts';

const drifted = await governedInspection(2);
const side = (kind: Side['kind']): Side => ({
  kind,
  intent: drifted.intent.objects,
  live: drifted.live,
  findings: drifted.report.findings,
});
const written = (kind: Side['kind'], form: DocumentForm = 'compact') => documentOf(side(kind), form, createRedactor());

const ref = (name: string, kind = 'ConfigMap') => ({group: '', kind, namespace: 'shop', name});
const object = (name: string, data: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {name, ...metadata},
  data,
});
const declared = (name: string, data: JsonObject, template?: string): IntentObject => ({
  ref: ref(name),
  apiVersion: 'v1',
  object: object(name, data),
  origin: {line: 1, ...(template === undefined ? {} : {template})},
});

describe('lines', () => {
  test('of each finding is the line that holds its value, on either side', () => {
    const lineOf = (kind: Side['kind'], title: string): string | undefined => {
      const {text, lines} = written(kind);
      const id = drifted.report.findings.find(({controlPath}) => controlPath.title === title)?.id ?? '';
      return text.split('\n')[(lines[id] ?? 0) - 1]?.trim();
    };
    expect(
      ['HPA floor', 'CPU target', 'Service port'].map((title) => [lineOf('baseline', title), lineOf('live', title)]),
    ).toEqual([
      ['minReplicas: 6', 'minReplicas: 4'],
      ['averageUtilization: 65', 'averageUtilization: 85'],
      [expect.stringMatching(/port: 80$/), expect.stringMatching(/port: 8080$/)],
    ]);
  });

  test('of parts follow each other without a gap, and each begins its own document', () => {
    const {text, parts} = written('live');
    const all = text.split('\n');
    let next = 1;
    for (const {line, lines, template} of parts) {
      expect([line, all[line - 1]]).toEqual([next, '---']);
      expect(all[line]?.startsWith('# Source:')).toBe(template !== undefined);
      next += lines;
    }
    expect(next).toBe(all.length);
  });

  test('a field that is gone has the line of what held it, and a missing object none beyond its own', () => {
    const findings = drifted.report.findings.slice(0, 1).map((finding) => ({
      ...finding,
      ref: ref('a'),
      path: [{field: 'data'}, {field: 'gone'}],
    }));
    const live = [{ref: ref('a'), object: object('a', {kept: '1'})}];
    const {text, lines} = documentOf(
      {kind: 'live', intent: [declared('a', {kept: '1', gone: '2'})], live, findings},
      'compact',
      createRedactor(),
    );
    expect(text.split('\n')[(lines[findings[0]?.id ?? ''] ?? 0) - 1]).toBe('data:');
  });

  test('items and awkward names are found by their place', () => {
    const content = {'a/b~c': [{x: 1}, {x: 2}], plain: 'text'};
    const pathOf = (...path: object[]) =>
      drifted.report.findings.slice(0, 1).map((one, at) => ({...one, id: `${at}`, ref: ref('a'), path: path as never}));
    const lineAt = (...path: object[]): string | undefined => {
      const findings = pathOf(...path);
      const {text, lines} = documentOf(
        {kind: 'baseline', intent: [declared('a', content)], live: [], findings},
        'whole',
        createRedactor(),
      );
      return text.split('\n')[(lines['0'] ?? 0) - 1]?.trim();
    };
    expect(lineAt({field: 'data'}, {field: 'a/b~c'}, {index: 1}, {field: 'x'})).toMatch(/x: 2$/);
    expect(lineAt({field: 'data'}, {field: 'a/b~c'}, {select: {x: 1}, nth: 0})).toMatch(/x: 1$/);
    expect(lineAt({field: 'data'}, {field: 'plain'}, {index: 0})).toBe('plain: text');
  });
});

describe('forms', () => {
  test('compact: nothing but the drift differs, in the baseline’s order', () => {
    const [baseline, live] = [written('baseline').text.split('\n'), written('live').text.split('\n')];
    expect(baseline.filter((line, at) => line !== live[at]).map((line) => line.trim())).toHaveLength(4);
    expect(baseline.length).toBe(live.length);
    expect(written('live').parts.map(({key}) => key)).toEqual(written('baseline').parts.map(({key}) => key));
  });

  test('whole leaves out status and managedFields, full nothing', () => {
    const [whole, full] = [written('live', 'whole').text, written('live', 'full').text];
    expect([whole.includes('managedFields'), whole.includes('\nstatus:')]).toEqual([false, false]);
    expect([full.includes('managedFields'), full.includes('\nstatus:')]).toEqual([true, true]);
    expect(whole.length).toBeGreaterThan(written('live').text.length);
  });

  test('a long text is cut in the compact form alone', () => {
    const long = {
      kind: 'baseline',
      intent: [declared('a', {text: 'x'.repeat(70_000), list: ['short']})],
      live: [],
      findings: [],
    } as const;
    const compact = documentOf(long, 'compact', createRedactor()).text;
    expect([
      compact.length < 67_000,
      compact.includes('(70000 characters, cut here)'),
      compact.includes('short'),
    ]).toEqual([true, true, true]);
    expect(documentOf(long, 'whole', createRedactor()).text.length).toBeGreaterThan(70_000);
  });

  test('what the release owns beside its manifest stands behind, and what is missing nowhere', () => {
    const live = [
      {ref: ref('b'), object: object('b', {new: 'reading'})},
      {ref: ref('b'), object: object('b', {old: 'reading'})},
      {ref: ref('extra'), object: object('extra', {})},
    ];
    const intent = [declared('a', {}), declared('b', {new: ''}, 'web/templates/b.yaml')];
    const {parts, text} = documentOf({kind: 'live', intent, live, findings: []}, 'compact', createRedactor());
    expect(parts.map(({object: name, template}) => [name, template])).toEqual([
      ['ConfigMap/b', 'web/templates/b.yaml'],
      ['ConfigMap/extra', undefined],
    ]);
    expect([text.includes('new: reading'), text.includes('old')]).toEqual([true, false]);
  });
});

test('secrets are masked on both sides and in every form', () => {
  const password = 'hunter2-is-the-password';
  const kept = (text: string): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {name: 'keys'},
    data: {password: Buffer.from(text).toString('base64')},
  });
  const secretRef = ref('keys', 'Secret');
  const intent = [{ref: secretRef, apiVersion: 'v1', object: kept(password), origin: {line: 1}}];
  const live = [{ref: secretRef, object: kept(`${password}2`)}];
  for (const kind of ['baseline', 'live'] as const)
    for (const form of ['compact', 'whole', 'full'] as const) {
      const {text} = documentOf({kind, intent, live, findings: []}, form, createRedactor());
      expect(text).toContain('password: ');
      expect(text).not.toContain(Buffer.from(password).toString('base64').slice(0, 20));
    }
});

describe('ids', () => {
  const of = (parts: Partial<Side>): string =>
    documentId({
      kind: 'live',
      intent: [declared('a', {x: '1'})],
      live: [{ref: ref('a'), object: object('a', {x: '1'})}],
      findings: [],
      ...parts,
    });

  test('are the same for the same content, and for an object of the cluster in the same version', () => {
    expect(of({})).toBe(of({}));
    const version = (data: string, resourceVersion: string) => [
      {ref: ref('a'), object: object('a', {x: data}, {uid: 'u', resourceVersion})},
    ];
    expect(of({live: version('1', '7')})).toBe(of({live: version('1', '7')}));
    expect(of({live: version('1', '7')})).not.toBe(of({live: version('1', '8')}));
  });

  test('differ by side, by content, by findings', () => {
    const ids = [
      of({}),
      of({kind: 'baseline'}),
      of({live: [{ref: ref('a'), object: object('a', {x: '2'})}]}),
      of({findings: drifted.report.findings}),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  test('of the live side differ by the baseline too: its order and its fields are what is shown', () => {
    expect(of({intent: [declared('a', {})]})).not.toBe(of({}));
    expect(of({intent: [declared('a', {x: '1'}, 'web/templates/a.yaml')]})).not.toBe(of({}));
  });
});
