// Runs a TypeScript script on Node 20, which cannot strip types: `node scripts/run.mjs scripts/x.ts ARGS`.
// The script's bundle goes to a temporary folder below node_modules, where it finds what cannot be bundled; the working
// directory stays the repository's root.
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {buildSync} from 'esbuild';

const [script, ...args] = process.argv.slice(2);
if (script === undefined) throw new Error('usage: node scripts/run.mjs scripts/NAME.ts [ARG …]');

const cache = 'node_modules/.cache';
mkdirSync(cache, {recursive: true});
const folder = mkdtempSync(join(cache, 'helm-drift-script-'));
process.on('exit', () => rmSync(folder, {recursive: true, force: true}));
const outfile = join(folder, 'script.mjs');
buildSync({
  entryPoints: [script],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  logLevel: 'warning',
  // It loads a binary of its own.
  external: ['oxc-parser'],
  define: {HELM_DRIFT_VERSION: '"0.0.0-script"'},
  banner: {
    js: "import {createRequire as __createRequire} from 'node:module';\nconst require = __createRequire(import.meta.url);",
  },
});
process.argv = [process.execPath, script, ...args];
await import(pathToFileURL(outfile).href);
