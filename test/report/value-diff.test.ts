import {describe, expect, test} from 'vitest';
import {fittedLines, inlineValues, valueDiff} from '../../src/report/value-diff.ts';

const text = (lines: ReturnType<typeof valueDiff>): string[] => lines.map((line) => `${line.sign} ${line.text}`);

describe('both values on one line', () => {
  test.each([
    [{change: 'changed', desired: 80, live: 8080}, '80 → 8080'],
    [{change: 'changed', desired: 'a', live: ''}, 'a → ""'],
    [{change: 'changed', desired: [], live: null}, '[] → null'],
    [{change: 'added', live: 'x'}, '+ x'],
    [{change: 'removed', desired: true}, '− true'],
    [{change: 'missing', desired: {a: 1}}, 'missing'],
    [{change: 'extra', live: {a: 1}}, 'not declared'],
    [{change: 'added', live: {a: 1}}, undefined],
    [{change: 'changed', desired: 'a\nb', live: 'a'}, undefined],
    [{change: 'changed', desired: 'a', live: [1]}, undefined],
    [{change: 'added', live: 'x'.repeat(40)}, undefined],
  ] as const)('%o', (values, line) => expect(inlineValues(values, 20)).toBe(line));
});

describe('a small diff', () => {
  test('of objects is YAML, and shows what changed in them', () =>
    expect(
      text(valueDiff({change: 'changed', desired: {a: 1, b: {c: 'x'}, d: 4}, live: {a: 1, b: {c: 'z'}, d: 4}}, 60)),
    ).toEqual(['  …', '  b:', '-   c: x', '+   c: z', '  d: 4']));

  test('of another kind of value shows both whole', () =>
    expect(text(valueDiff({change: 'changed', desired: 'a\nb', live: ['a']}, 60))).toEqual(['- a', '- b', '+ - a']));

  test('is bounded, and says by how much', () => {
    const lines = text(valueDiff({change: 'added', live: Array.from({length: 50}, (_, at) => at)}, 60));
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toBe('  … and 39 more lines (--diff, -o json)');
  });

  test('leaves out what the server fills into a container, and nothing that somebody chose', () => {
    const container = {name: 'a', image: 'a', terminationMessagePolicy: 'File', resources: {}};
    const lines = (more: object): string[] =>
      text(valueDiff({change: 'added', live: {...container, ...more}}, 60)).slice(2);
    expect(lines({imagePullPolicy: 'Always', ports: [{containerPort: 80, protocol: 'TCP'}]})).toEqual([
      '+ ports:',
      '+   - containerPort: 80',
    ]);
    expect(lines({imagePullPolicy: 'IfNotPresent'})).toEqual(['+ imagePullPolicy: IfNotPresent']);
    expect(lines({image: 'a:5000/b:1', imagePullPolicy: 'IfNotPresent'})).toEqual([]);
    expect(lines({image: 'a@sha256:00', imagePullPolicy: 'Always'})).toEqual(['+ imagePullPolicy: Always']);
    expect(lines({livenessProbe: {periodSeconds: 10, failureThreshold: 5}})).toEqual([
      '+ livenessProbe:',
      '+   failureThreshold: 5',
    ]);
    expect(lines({resources: {limits: {cpu: 1}}, terminationMessagePolicy: 'FallbackToLogsOnError'})).toEqual([
      '+ terminationMessagePolicy: FallbackToLogsOnError',
      '+ resources:',
      '+   limits:',
      '+     cpu: 1',
    ]);
    // A container's fields mean nothing elsewhere.
    expect(text(valueDiff({change: 'added', live: {name: 'a', resources: {}}}, 60))).toContain('+ resources: {}');
  });

  test('shows long lines that took each other’s place from where they differ', () => {
    const before = `  ${'same '.repeat(30)}old end`;
    expect(
      text(
        fittedLines(
          [
            {sign: '-', text: before},
            {sign: '+', text: before.replace('old', 'new')},
          ],
          30,
        ),
      ),
    ).toEqual(['-   …old…', '+   …new…']);
  });

  test('keeps the key of a long value', () => {
    const line = (end: string): string => `    image: registry.example.com/team/payments/checkout:${end}`;
    const lines = fittedLines(
      [
        {sign: '-', text: line('1')},
        {sign: '+', text: line('2')},
      ],
      40,
    );
    expect(text(lines)).toEqual(['-     image: …:1', '+     image: …:2']);
    const moved = [
      {sign: '-', text: `    ${'a '.repeat(30)}`},
      {sign: '+', text: 'b '.repeat(30)},
    ] as const;
    expect(text(fittedLines(moved, 40)).find((one) => one.startsWith('+'))).toMatch(/^\+ b b b/);
  });
});
