import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import type {TarEntry} from './tar.ts';

/**
 * What of the repository a plugin is: what Helm reads, the script and its terms, and what `sandbox`, `simulate` and `--demo` read
 * beside it. A folder ends with a slash.
 */
export const PLUGIN_PARTS = [
  'plugin.yaml',
  'completion.yaml',
  'plugin.complete',
  'install-hook.sh',
  'dist/helm-drift.cjs',
  'dist/THIRD-PARTY-NOTICES.txt',
  'sandbox/',
  'scenarios/',
  'charts/nginx/',
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
  'SECURITY.md',
] as const;

/** Files that Git knows below any of `parts`, with the modes that it keeps of them: two machines agree on these. */
export function committedFiles(parts: readonly string[]): readonly TarEntry[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--stage', '--', ...parts], {encoding: 'utf8'});
  return listed
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const [, mode = '', path = ''] = /^(\d{6}) \w+ \d\t(.+)$/s.exec(line) ?? [];
      if (mode === '120000') throw new Error(`${path} is a symbolic link, and Helm unpacks none`);
      return {path, content: readFileSync(path), mode: mode === '100755' ? 0o755 : 0o644};
    });
}

/** The same files in a folder: Helm 4 wants a plugin so, npm its package, and both a chart. */
export const within = (folder: string, entries: readonly TarEntry[]): readonly TarEntry[] =>
  entries.map((entry) => ({...entry, path: `${folder}/${entry.path}`}));
