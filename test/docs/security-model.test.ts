import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';

const ROWS = readFileSync('docs/SECURITY-MODEL.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.endsWith('| Test |'))
  .map((line) => /^\| (.+?) \| `(test\/[\w./-]+)`: (.+) \|$/.exec(line)?.slice(1) ?? [line, '', '']);

test('the model holds its four attackers, and the console’s door', () => {
  expect(ROWS.length).toBeGreaterThan(25);
});

test.each(ROWS)('what nobody can do has its test: %s', (_what, file, title) => {
  expect(file).not.toBe('');
  const text = readFileSync(file ?? '', 'utf8');
  expect(text).toContain(title);
});
