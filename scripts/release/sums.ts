import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {sha256} from './oci.ts';

/** A line for each file below a folder, as `sha256sum --check` reads it. */
export function sumsOf(folder: string): string {
  const files = readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
  const lines = files.map((file) => `${sha256(readFileSync(join(folder, file))).slice('sha256:'.length)}  ${file}`);
  return `${lines.join('\n')}\n`;
}
