// Makes dist/helm-drift.cjs, the one file that Helm runs: the bundle of src/launch/launch.ts, and behind it the one of src/main.ts,
// as one comment (see docs/decisions/008-bundle.md); and dist/action.cjs, the step of GitHub Actions that runs it. `--check`
// compares instead of writing.
import {createHash} from 'node:crypto';
import {readFile, writeFile, mkdir} from 'node:fs/promises';
import {gunzipSync, gzipSync} from 'node:zlib';
import {build} from 'esbuild';
import {bundledPackages, noticesOf} from './bundled.mjs';

const outfile = 'dist/helm-drift.cjs';
const actionFile = 'dist/action.cjs';
const noticesFile = 'dist/THIRD-PARTY-NOTICES.txt';
const {version} = JSON.parse(await readFile('package.json', 'utf8'));

/**
 * KubeConfig also knows how to make a typed client, an undici dispatcher and an agent behind a SOCKS proxy. We use none of them
 * (it logs in for us, and is never told of a proxy), and together they are two thirds of the bundle, read at every start.
 */
const leaveOut = {
  name: 'leave-out',
  setup({onResolve, onLoad}) {
    onResolve({filter: /^undici$|^socks-proxy-agent$|^\.\/gen\/index\.js$/}, ({path, importer}) =>
      importer.endsWith('@kubernetes/client-node/dist/config.js') ? {path, namespace: 'left-out'} : undefined,
    );
    onLoad({filter: /.*/, namespace: 'left-out'}, () => ({
      contents: `const leftOut = () => { throw new Error('left out of the bundle: see scripts/build.mjs'); };
        export {leftOut as Agent, leftOut as ProxyAgent, leftOut as SocksProxyAgent, leftOut as createConfiguration, leftOut as ServerConfiguration};`,
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

/** A large object literal is compiled into as many objects at every start; its text is parsed in a fraction of that time. */
const parsedTables = {
  name: 'parsed-tables',
  setup({onLoad}) {
    onLoad({filter: /\/builtin\.json$/}, async ({path}) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      return {contents: `module.exports = JSON.parse(${JSON.stringify(text)});`, loader: 'js'};
    });
  },
};

/** What most runs never call, and Node takes a millisecond each to load: the first who calls it loads it. */
const SELDOM = ['child_process', 'https', 'os', 'readline', 'readline/promises', 'timers/promises', 'tty'];
const loadedLate = {
  name: 'loaded-late',
  setup({onResolve, onLoad}) {
    const filter = new RegExp(`^node:(${SELDOM.join('|')})$`);
    onResolve({filter}, ({path, namespace}) =>
      namespace === 'loaded-late' ? {path, external: true} : {path, namespace: 'loaded-late'},
    );
    // Behind a prototype no name need be known here: each version of Node has others.
    onLoad({filter: /.*/, namespace: 'loaded-late'}, ({path}) => ({
      contents: `module.exports = Object.create(new Proxy({}, {get: (_none, name) => require('${path}')[name]}));`,
    }));
  },
};

/** What callbacks do as well: the module of promises brings web streams and more, which nearly no run needs. */
const PROMISED = [
  'access',
  'chmod',
  'link',
  'lstat',
  'mkdir',
  'mkdtemp',
  'readdir',
  'readFile',
  'rename',
  'rm',
  'rmdir',
  'stat',
  'utimes',
  'writeFile',
];
const promisedFiles = {
  name: 'promised-files',
  setup({onResolve, onLoad}) {
    onResolve({filter: /^node:fs\/promises$/}, ({path, namespace}) =>
      namespace === 'promised-files' ? {path, external: true} : {path, namespace: 'promised-files'},
    );
    onLoad({filter: /.*/, namespace: 'promised-files'}, () => ({
      contents: `const fs = require('node:fs');
        const {promisify} = require('node:util');
        const rest = new Proxy({}, {get: (_none, name) => require('node:fs/promises')[name]});
        module.exports = Object.assign(Object.create(rest), {
          ${PROMISED.map((name) => `${name}: promisify(fs.${name})`).join(',\n')},
          realpath: promisify(fs.realpath.native),
          constants: fs.constants,
        });`,
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

/** Texts that only whoever asks for them reads: as values they would stand in the compiled code of every command. */
function asGetters(name, texts) {
  const getters = Object.entries(texts).map(([key, text]) => `get ${key}() { return ${JSON.stringify(text)}; }`);
  return `const ${name} = {${getters.join(', ')}};`;
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
const app = await consoleApp();
const program = await bundled('src/main.ts', {
  define: {
    ...ours,
    HELM_DRIFT_APP: '__consoleApp',
    'import.meta.url': '__bundleUrl',
    // The global one comes with histograms and observers.
    'performance.now': '__now',
  },
  banner: {
    js: `'use strict';
const __bundleUrl = require('node:url').pathToFileURL(__filename).href;
const __now = () => Number(process.hrtime.bigint()) / 1e6;
${asGetters('__consoleApp', app.texts)}`,
  },
  plugins: [leaveOut, plainWidth, parsedTables, loadedLate, promisedFiles],
  // A script that is compiled by hand knows no import().
  supported: {'dynamic-import': false},
});
/** esbuild leaves what is not ASCII in comments and expressions, where an escape means the same. */
const ascii = (code) =>
  code.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** As src/launch/launch.ts reads it: one long comment, in which the ends of comments are written otherwise. */
const [BEGIN, END] = ['/* The program: what stands above compiles it.\n', '\n*/\n'];
if (program.text.includes('*@')) throw new Error('the program says *@, which stands for the end of a comment in dist/');
const body = `(function (exports, require, module, __filename, __dirname) {\n${ascii(program.text)}\n})`;
const launcher = await bundled('src/launch/launch.ts', {
  define: {...ours, HELM_DRIFT_PROGRAM: JSON.stringify(createHash('sha256').update(unpacked(body)).digest('hex'))},
  banner: {js: "#!/usr/bin/env node\n'use strict';"},
});
const text = `${launcher.text}${BEGIN}${body.replaceAll('*/', '*@')}${END}`;
const action = await bundled('src/action/entry.ts', {
  banner: {js: `// Made by \`npm run build\` of src/action: what action.yml names.\n'use strict';`},
});
const packages = bundledPackages([launcher, program, app, action].map(({metafile}) => metafile));
const notices = noticesOf(packages);
if (process.argv.includes('--meta')) await writeFile('/tmp/helm-drift-meta.json', JSON.stringify(program.metafile));

if (process.argv.includes('--check')) {
  const committed = await readFile(outfile, 'utf8').catch(() => '');
  const committedAction = await readFile(actionFile, 'utf8').catch(() => '');
  const committedNotices = await readFile(noticesFile, 'utf8').catch(() => '');
  const stale = [
    ...(unpacked(committed) === unpacked(text) ? [] : [outfile]),
    ...(committedAction === action.text ? [] : [actionFile]),
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
  await writeFile(actionFile, action.text);
  await writeFile(noticesFile, notices);
  process.stderr.write(`${outfile}: ${(text.length / 1024).toFixed(0)} KiB\n`);
}
