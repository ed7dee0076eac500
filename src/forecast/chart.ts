import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';

/**
 * Writes a chart whose one template is a release's own manifest: an upgrade by it is an upgrade to the same chart and values.
 * A record does not hold the charts that its chart depends on, so the chart itself cannot be had from it.
 */
export async function chartOfManifest(folder: string, manifest: string): Promise<string> {
  const chart = join(folder, 'same-again');
  await mkdir(join(chart, 'templates'), {recursive: true, mode: 0o700});
  await writeFile(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: same-again\nversion: 0.0.0\n', {mode: 0o600});
  // What was rendered once must not be rendered again.
  await writeFile(join(chart, 'templates', 'manifest.yaml'), manifest.replaceAll('{{', '{{ "{{" }}'), {mode: 0o600});
  return chart;
}
