import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {GENERATED} from '../../scripts/docs/files.ts';

test.each(GENERATED.map(({file, made}) => [file, made] as const))(
  '%s says what the code says (npm run docs)',
  (file, made) => {
    const text = readFileSync(file, 'utf8');
    // Formatters lay an enum out over lines.
    const plain = (some: string): string => (file.endsWith('.json') ? JSON.stringify(JSON.parse(some)) : some);
    expect(plain(made(text))).toBe(plain(text));
  },
);
