// Bundles src/main.ts into dist/helm-drift.mjs, the one file that Helm runs. `--check` compares instead of writing.
import {readFile, writeFile, mkdir} from 'node:fs/promises';
import {build} from 'esbuild';

const outfile = 'dist/helm-drift.mjs';
const {version} = JSON.parse(await readFile('package.json', 'utf8'));

const result = await build({
  entryPoints: ['src/main.ts'],
  outfile,
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  charset: 'utf8',
  legalComments: 'inline',
  define: {HELM_DRIFT_VERSION: JSON.stringify(version)},
  // CommonJS dependencies (deep-diff, parts of the cluster client) call require() for Node's own modules.
  banner: {
    js: "#!/usr/bin/env node\nimport {createRequire as __createRequire} from 'node:module';\nconst require = __createRequire(import.meta.url);",
  },
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
