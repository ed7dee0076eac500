import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {temporaryFolder} from './harness.ts';

/** A chart `odd` with these files; its Chart.yaml may have more lines. */
export function chartFolder(files: Readonly<Record<string, string>>, more = ''): string {
  const chart = temporaryFolder();
  for (const [name, text] of Object.entries({'Chart.yaml': chartYaml(more), ...files})) {
    mkdirSync(dirname(join(chart, name)), {recursive: true});
    writeFileSync(join(chart, name), text);
  }
  return chart;
}

const chartYaml = (more: string): string => `apiVersion: v2\nname: odd\nversion: 0.1.0\n${more}`;
