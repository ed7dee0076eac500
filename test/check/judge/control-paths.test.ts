import {expect, test} from 'vitest';
import catalogue from '../../../src/check/judge/control-paths.json' with {type: 'json'};

test('the catalogue names at least 40 paths over the eight groups, each with its meaning and its impact', () => {
  const {paths, kinds, groups} = catalogue as {
    paths: {path: string; title: string; meaning?: string; impact?: string; group?: string; kinds: string[]}[];
    kinds: Record<string, string>;
    groups: Record<string, string>;
  };
  expect(paths.length).toBeGreaterThanOrEqual(40);
  for (const {path, title, meaning, impact} of paths)
    expect([path, title, meaning, impact]).toEqual([
      expect.any(String),
      expect.stringMatching(/^[A-Z]/),
      expect.stringMatching(/^[A-Z].+\.$/),
      expect.stringMatching(/^\S.+\.$/),
    ]);
  const covered = paths.map((entry) =>
    entry.path.startsWith('metadata') ? 'metadata' : (entry.group ?? kinds[entry.kinds[0] ?? '']),
  );
  expect(new Set(covered)).toEqual(new Set(Object.keys(groups)));
});
