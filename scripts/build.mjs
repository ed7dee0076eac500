// Makes dist/helm-drift.cjs, the one file that Helm runs: the bundle of src/launch/launch.ts, and behind it the one of src/main.ts,
// as one comment (see docs/decisions/008-bundle.md). `--check` compares instead of writing.
import {readFile, writeFile, mkdir} from 'node:fs/promises';
import {gunzipSync, gzipSync} from 'node:zlib';
import {build} from 'esbuild';
import {bundledPackages, noticesOf} from './bundled.mjs';

const outfile = 'dist/helm-drift.cjs';
const noticesFile = 'dist/THIRD-PARTY-NOTICES.txt';
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

/** The console's page, as texts in this script: as code it would be parsed at every start. */
async function consoleApp() {
  const {outputFiles, metafile} = await build({
    entryPoints: ['src/console/app/main.tsx', 'src/console/app/style.css'],
    outdir: 'app',
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
    format: 'esm',
    // In the style itself: no line is laid out twice because its type comes late.
    loader: {'.woff2': 'dataurl'},
    charset: 'utf8',
    legalComments: 'none',
    tsconfig: 'src/console/app/tsconfig.json',
    define: {'process.env.NODE_ENV': '"production"'},
    metafile: true,
  });
  const packed = (name) =>
    gzipSync(outputFiles.find(({path}) => path.endsWith(name)).contents, {level: 9}).toString('base64');
  return {texts: {script: packed('main.js'), style: packed('style.css')}, metafile};
}

/** Every zlib packs in its own way, and unpacks to the same. */
const unpacked = (text) =>
  text.replace(/"(H4sI[A-Za-z0-9+/=]+)"/g, (_all, packed) =>
    gunzipSync(Buffer.from(packed, 'base64')).toString('utf8'),
  );

/** One half of the script: CommonJS, for an ES module would load every node: module that anything in it imports before its first line runs. */
async function bundled(entry, more) {
  const {outputFiles, metafile} = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    // One byte a character: V8 keeps and reads such a text in half the space.
    charset: 'ascii',
    legalComments: 'inline',
    metafile: true,
    ...more,
  });
  return {text: outputFiles[0].text, metafile};
}

const ours = {HELM_DRIFT_VERSION: JSON.stringify(version)};
const launcher = await bundled('src/launch/launch.ts', {
  define: ours,
  banner: {js: "#!/usr/bin/env node\n'use strict';"},
});
const app = await consoleApp();
const program = await bundled('src/main.ts', {
  define: {
    ...ours,
    HELM_DRIFT_APP: JSON.stringify(app.texts),
    'import.meta.url': '__bundleUrl',
  },
  banner: {js: "'use strict';\nconst __bundleUrl = require('node:url').pathToFileURL(__filename).href;"},
  plugins: [leaveOut, plainWidth],
  // A script that is compiled by hand knows no import().
  supported: {'dynamic-import': false},
});
/** esbuild leaves what is not ASCII in comments and expressions, where an escape means the same. */
const ascii = (code) =>
  code.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** As src/launch/launch.ts reads it: one long comment, in which the ends of comments are written otherwise. */
const [BEGIN, END] = ['/* The program: what stands above compiles it.\n', '*/\n'];
if (program.text.includes('*@/'))
  throw new Error('the program says *@/, which stands for the end of a comment in dist/');
const text = `${launcher.text}${BEGIN}${ascii(program.text).replaceAll('*/', '*@/')}${END}`;
const packages = bundledPackages([launcher, program, app].map(({metafile}) => metafile));
const notices = noticesOf(packages);
if (process.argv.includes('--meta')) await writeFile('/tmp/helm-drift-meta.json', JSON.stringify(program.metafile));

if (process.argv.includes('--check')) {
  const committed = await readFile(outfile, 'utf8').catch(() => '');
  const committedNotices = await readFile(noticesFile, 'utf8').catch(() => '');
  const stale = [
    ...(unpacked(committed) === unpacked(text) ? [] : [outfile]),
    ...(committedNotices === notices ? [] : [noticesFile]),
  ];
  if (stale.length > 0) {
    process.stderr.write(
      `${stale.join(', ')}: not what src/ builds to.\nRun \`npm run build\` and commit the result.\n`,
    );
    process.exitCode = 1;
  }
} else {
  await mkdir('dist', {recursive: true});
  await writeFile(outfile, text, {mode: 0o755});
  await writeFile(noticesFile, notices);
  process.stderr.write(`${outfile}: ${(text.length / 1024).toFixed(0)} KiB\n`);
}
