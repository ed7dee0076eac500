import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Api} from '../accuracy/api.ts';

const nameOf = (index: number): string => `many-${String(index).padStart(3, '0')}`;

/** Writes a chart of ConfigMaps with so many lines each, and answers with its path. */
export function manyChart(folder: string, objects: number, lines: number): string {
  const chart = join(folder, 'many');
  mkdirSync(join(chart, 'templates'), {recursive: true});
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: many\nversion: 0.1.0\n');
  const documents = Array.from({length: objects}, (_, index) => {
    const data = Array.from({length: lines}, (_line, line) => `  line-${line}: value ${line} of ${index}`);
    return `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${nameOf(index)}\ndata:\n${data.join('\n')}\n`;
  });
  writeFileSync(join(chart, 'templates', 'many.yaml'), documents.join(''));
  return chart;
}

/** Changes one line of each. */
export async function driftMany(api: Api, namespace: string, objects: number): Promise<void> {
  await Promise.all(
    Array.from({length: objects}, async (_, index) => {
      const url = `api/v1/namespaces/${namespace}/configmaps/${nameOf(index)}`;
      const {status} = await api.ask('PATCH', url, {
        body: {data: {'line-7': 'by hand'}},
        type: 'application/merge-patch+json',
        query: {fieldManager: 'kubectl-edit'},
      });
      if (status !== 200) throw new Error(`${url}: ${status}`);
    }),
  );
}
