import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {UserError} from '../model/errors.ts';
import {exists} from './files.ts';

/** What comes beside the bundle: the chart, the Go module of the control plane, the scenarios. */
export interface Shipped {
  readonly chart: string;
  readonly module: string;
  readonly scenarios: string;
}

/** The one script that this is: what a supervisor is started from. */
export const OWN_SCRIPT = fileURLToPath(import.meta.url);

/**
 * The plugin's own folder, wherever it is installed: the one above the bundle. HELM_PLUGIN_DIR comes second, for it is that of
 * whatever plugin helm runs, and that may be another one which calls us.
 */
export async function shipped(env: NodeJS.ProcessEnv): Promise<Shipped> {
  const above = await folderWith('plugin.yaml', dirname(OWN_SCRIPT));
  for (const root of [above ?? '', env['HELM_PLUGIN_DIR'] ?? '']) {
    if (root === '') continue;
    const parts = {
      chart: join(root, 'charts', 'nginx'),
      module: join(root, 'sandbox', 'controlplane'),
      scenarios: join(root, 'scenarios'),
    };
    const files = [join(parts.chart, 'Chart.yaml'), join(parts.module, 'go.mod'), parts.scenarios];
    const there = await Promise.all(files.map(exists));
    if (there.every(Boolean)) return parts;
  }
  throw new UserError(
    `charts/, sandbox/ and scenarios/ of helm drift are not beside its bundle (${OWN_SCRIPT})`,
    'Install it from a release or a complete clone: `helm plugin install .`',
  );
}

/** The nearest folder upwards that holds a file: sources and bundle lie at different depths. */
async function folderWith(file: string, from: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    if (await exists(join(folder, file))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
