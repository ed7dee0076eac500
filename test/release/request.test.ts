import {expect, test} from 'vitest';
import {brewFormula, krewManifest} from '../../scripts/release/catalogues.ts';
import {requestOf} from '../../scripts/release/request.ts';

test('a rehearsal names no key, and may name a repository', () => {
  expect(requestOf(['--dry-run'])).toEqual({repository: 'https://example.invalid/helm-drift'});
  expect(requestOf(['--dry-run', '--repository', 'https://a.example/x/'])).toEqual({repository: 'https://a.example/x'});
});

test('a release names both', () => {
  expect(requestOf(['--key', 'K', '--repository', 'https://a.example/x'])).toEqual({
    key: 'K',
    repository: 'https://a.example/x',
  });
});

test.each([
  [[], 'either rehearsed or signed'],
  [['--dry-run', '--key', 'K'], 'either rehearsed or signed'],
  [['--key', 'K'], 'no repository is named'],
  [['--publish'], "Unknown option '--publish'"],
  [['--dry-run', 'now'], "Unexpected argument 'now'"],
  [['--dry-run', '--repository', 'http://a.example/x'], 'http://a.example/x is no address'],
  [['--dry-run', '--repository', 'https://a.example/#{exit}'], 'is no address'],
])('%j is refused', (args, message) => {
  expect(() => requestOf(args)).toThrow(message);
});

const ASSET = {url: 'https://a.example/x/releases/download/v1.0.0/a.tgz', sha256: 'ab'.repeat(32)};

test('catalogues name the file, its digest and its version', () => {
  expect(krewManifest('1.0.0', 'https://a.example/x', ASSET)).toMatch(
    /version: v1\.0\.0[^]+uri: https:\/\/a\.example\/x\/releases\/download\/v1\.0\.0\/a\.tgz\n\s+sha256: (ab){32}\n\s+bin: dist\/helm-drift\.cjs/,
  );
  expect(brewFormula('https://a.example/x', ASSET)).toMatch(
    /^ {2}url "https:\/\/a\.example\/x\/releases\/download\/v1\.0\.0\/a\.tgz"\n {2}sha256 "(ab){32}"$/m,
  );
});
