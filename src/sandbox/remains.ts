import {readdir, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {cacheRoot} from './cache.ts';

/** Bytes that a folder takes on the disk; 0 for what is not there. */
export async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, {recursive: true}).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (info) => (info.isFile() ? info.blocks * 512 : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** `610 MB`, `1.2 GB`; at least one. */
export function sizeText(bytes: number): string {
  const megabytes = Math.max(1, Math.round(bytes / 1_000_000));
  return megabytes < 1000 ? `${megabytes} MB` : `${(megabytes / 1000).toFixed(1)} GB`;
}

/** What was got for a sandbox, and is kept for the next one. */
export interface Kept {
  readonly what: string;
  readonly bytes: number;
  /** As a shell names it. */
  readonly folder: string;
  readonly pattern: string;
}

const PARTS = {'control-plane': 'the control plane', helm: 'helm'} as const;

/** The programs in the cache that a sandbox ran. */
export async function keptPrograms(env: NodeJS.ProcessEnv): Promise<Kept[]> {
  const folder = cacheRoot(env);
  const names = await readdir(folder).catch((): string[] => []);
  const found = await Promise.all(
    (['control-plane', 'helm'] as const).map(async (part): Promise<Kept> => {
      const own = names.filter((name) =>
        new RegExp(`^${part}-\\d[\\w.]*-[a-z0-9]+-[a-z0-9]+-[0-9a-f]{12}$`).test(name),
      );
      const sizes = await Promise.all(own.map((name) => sizeOf(join(folder, name))));
      return {what: PARTS[part], bytes: sizes.reduce((sum, size) => sum + size, 0), folder, pattern: `${part}-[0-9]*`};
    }),
  );
  return found.filter(({bytes}) => bytes > 0);
}
