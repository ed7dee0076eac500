import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';

const text = readFileSync('docs/platforms.md', 'utf8');
const ROWS = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.endsWith('| Test |'))
  .map((line) => /^\| (.+?) \|.* `(test\/[\w./-]+)`: (.+) \|$/.exec(line)?.slice(1) ?? [line, '', '']);

test('what depends on the system is listed, and that it never ran on two of three', () => {
  expect(ROWS.length).toBeGreaterThan(15);
  expect(text).toContain('**On macOS and on Windows nothing of this has ever run**');
});

test.each(ROWS)('%s has its test', (_what, file, title) => {
  expect(file).not.toBe('');
  expect(readFileSync(file ?? '', 'utf8')).toContain(title);
});
