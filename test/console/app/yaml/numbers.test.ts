import {presentableDiff} from '@codemirror/merge';
import {expect, test} from 'vitest';
import {wholeNumbers} from '../../../../src/console/app/yaml/numbers.ts';

/** What is marked on both sides, as the page diffs them. */
function marked(a: string, b: string): string[] {
  return wholeNumbers(presentableDiff(a, b), a, b).map(
    ({fromA, toA, fromB, toB}) => `${a.slice(fromA, toA)} → ${b.slice(fromB, toB)}`,
  );
}

test.each([
  ['- name: http\n  port: 80\n', '- name: http\n  port: 8080\n', ['80 → 8080']],
  ['- 80\n- 443\n', '- 8080\n- 443\n', ['80 → 8080']],
  ['port: 8080', 'port: 80', ['8080 → 80']],
  ['minReplicas: 12', 'minReplicas: 16', ['12 → 16']],
  ['a: 1234567', 'a: 1934597', ['1234567 → 1934597']],
  ['cpu: 0.5', 'cpu: 0.25', ['0.5 → 0.25']],
  ['cpu: 100m', 'cpu: 1000m', ['100 → 1000']],
  ['image: nginx:1.29.3', 'image: nginx:1.29.10', ['3 → 10']],
  ['- 80\n', '- 80\n- 81\n', [' → - 81\n']],
  ['a: x\n', 'a: y\n', ['x → y']],
  ['a: 80\n', 'a: 80\n', []],
  ['', 'port: 80', [' → port: 80']],
])('%j → %j', (a, b, marks) => {
  expect(marked(a, b)).toEqual(marks);
});

test('what is not marked is the same on both sides', () => {
  const [a, b] = ['x: [10, 200, 3000]\ny: 1.5\nz: 7', 'x: [110, 2001, 30]\ny: 1.55\nz: 70'];
  let [atA, atB] = [0, 0];
  for (const {fromA, toA, fromB, toB} of wholeNumbers(presentableDiff(a, b), a, b)) {
    expect(a.slice(atA, fromA)).toBe(b.slice(atB, fromB));
    [atA, atB] = [toA, toB];
  }
  expect(a.slice(atA)).toBe(b.slice(atB));
});
