// Bundles src/main.ts into dist/helm-drift.cjs, the one file that Helm runs. `--check` compares instead of writing.
import {readFile, writeFile, mkdir} from 'node:fs/promises';
import {build} from 'esbuild';

const outfile = 'dist/helm-drift.cjs';
const {version} = JSON.parse(await readFile('package.json', 'utf8'));

/**
 * KubeConfig also knows how to make a typed client and an undici dispatcher. We use neither (requests go through node:https
 * with the options that it fills in), and both together are two thirds of the bundle, read at every start.
 */
const leaveOut = {
  name: 'leave-out',
  setup({onResolve, onLoad}) {
    onResolve({filter: /^undici$|^\.\/gen\/index\.js$/}, ({path, importer}) =>
      importer.endsWith('@kubernetes/client-node/dist/config.js') ? {path, namespace: 'left-out'} : undefined,
    );
    onLoad({filter: /.*/, namespace: 'left-out'}, () => ({
      contents: `const leftOut = () => { throw new Error('left out of the bundle: see scripts/build.mjs'); };
        export {leftOut as Agent, leftOut as ProxyAgent, leftOut as createConfiguration, leftOut as ServerConfiguration};`,
    }));
  },
};

/** yargs measures its help texts with it; ours are plain, and its tables of Unicode are a quarter of the time to start. */
const plainWidth = {
  name: 'plain-width',
  setup({onResolve, onLoad}) {
    onResolve({filter: /^string-width$/}, ({path}) => ({path, namespace: 'plain-width'}));
    onLoad({filter: /.*/, namespace: 'plain-width'}, () => ({
      contents: `import {stripVTControlCharacters} from 'node:util'; export default (text) => stripVTControlCharacters(text).length;`,
    }));
  },
};

const result = await build({
  entryPoints: ['src/main.ts'],
  outfile,
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node20.19',
  // CommonJS: an ES module would load every node: module that anything in the bundle imports before its first line runs.
  format: 'cjs',
  charset: 'utf8',
  legalComments: 'inline',
  define: {HELM_DRIFT_VERSION: JSON.stringify(version), 'import.meta.url': '__bundleUrl'},
  banner: {
    js: "#!/usr/bin/env node\n'use strict';\nconst __bundleUrl = require('node:url').pathToFileURL(__filename).href;",
  },
  plugins: [leaveOut, plainWidth],
  metafile: process.argv.includes('--meta'),
});

const text = result.outputFiles[0].text;
if (process.argv.includes('--meta')) await writeFile('/tmp/helm-drift-meta.json', JSON.stringify(result.metafile));

if (process.argv.includes('--check')) {
  const committed = await readFile(outfile, 'utf8').catch(() => '');
  if (committed !== text) {
    process.stderr.write(`${outfile} is not what src/ builds to.\nRun \`npm run build\` and commit the result.\n`);
    process.exitCode = 1;
  }
} else {
  await mkdir('dist', {recursive: true});
  await writeFile(outfile, text, {mode: 0o755});
  process.stderr.write(`${outfile}: ${(text.length / 1024).toFixed(0)} KiB\n`);
}
