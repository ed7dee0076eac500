import {isObj} from './json.ts';
import type {Obj} from './json.ts';
import type {Tools} from './releases.ts';

/** The objects of a manifest, Lists taken apart, as Go's own parser reads it: kubectl knows no better than Helm. */
export async function readManifest(text: string, {kubectl}: Pick<Tools, 'kubectl'>): Promise<Obj[]> {
  // It asks no server, and takes away a label that nobody has.
  const run = await kubectl(['label', '--local', '-o', 'json', '-f', '-', 'accuracy.helm-drift.test/none-'], {
    input: text,
  });
  if (run.stderr.includes('no objects passed')) return [];
  if (run.code !== 0) throw new Error(`kubectl cannot read a manifest: ${run.stderr.trim().slice(0, 300)}`);
  return run.stdout
    .split(/(?<=^\}\n)/m)
    .filter((part) => part.trim() !== '')
    .map((part): unknown => JSON.parse(part))
    .filter(isObj);
}
