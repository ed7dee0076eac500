import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const made = new Set<string>();
process.once('exit', () => made.forEach(removeFolder));

/** A new temporary folder; it goes with this process at the latest. */
export function temporary(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `helm-drift-${name}-`));
  made.add(folder);
  return folder;
}

/** Removes it, though a process that is just ending may still write there. */
export function removeFolder(folder: string): void {
  rmSync(folder, {recursive: true, force: true, maxRetries: 5, retryDelay: 200});
  made.delete(folder);
}
