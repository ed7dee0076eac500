/**
 * Pictures of the console from real runs, into docs/pictures/: `npm run pictures [NAME …]`. A control plane of its own is filled
 * for them. Build first. As WebP: a page of text is half of what PNG takes. Each line says where the first changed line ends
 * and where the prompt begins: the answer belongs above it.
 */
import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser, BrowserType, Page} from 'playwright-core';
import {startControlPlane} from '../../src/sandbox/control-plane.ts';
import {provisionControlPlane, provisionHelm} from '../../src/sandbox/provision.ts';
import {provisionTool} from '../../src/sandbox/tools.ts';
import {installArabic, installGoverned, installLong, installMany, kubeconfigOf} from './cluster.ts';
import {SCENES} from './scenes.ts';
import type {Scene} from './scenes.ts';

/** Not bundled by run.mjs: it finds its own files beside itself. */
const {chromium} = createRequire(`${process.cwd()}/`)('playwright-core') as {chromium: BrowserType};
const FOLDER = 'docs/pictures';
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const folder = mkdtempSync(join(tmpdir(), 'helm-drift-pictures-'));
const provisioning = {env: process.env, onProgress: say};
const binaries = await provisionControlPlane('sandbox/controlplane', provisioning);
const helm = await provisionHelm(4, provisioning);
const executablePath = await provisionTool('chromium', provisioning);
const plane = await startControlPlane({binaries, folder: join(folder, 'plane')});
const env: NodeJS.ProcessEnv = {
  ...process.env,
  KUBECONFIG: plane.kubeconfig,
  HELM_BIN: helm,
  HELM_DATA_HOME: join(folder, 'data'),
  XDG_STATE_HOME: join(folder, 'state'),
  XDG_CACHE_HOME: join(folder, 'cache'),
};
const filler = {helm, kubectl: binaries.kubectl, env, folder};

/** `helm drift console …`, and the address that it prints. */
function startConsole(args: readonly string[], kubeconfig: string): {url: Promise<string>; stop: () => void} {
  const child = spawn(process.execPath, ['dist/helm-drift.cjs', 'console', ...args, '--no-open'], {
    env: {...env, KUBECONFIG: kubeconfig},
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.on('close', () => reject(new Error(`console ${args.join(' ')} ended`)));
  });
  return {url, stop: () => void child.kill()};
}

async function ready(page: Page, {console: args, query}: Scene): Promise<void> {
  await page.waitForSelector('html[data-ready=true]');
  if (args.length === 0)
    await page
      .getByText(/ drifted/)
      .first()
      .waitFor({timeout: 90_000});
  else await page.locator('.hero').waitFor({timeout: 90_000});
  // Helm works the next upgrade out beside the checks, and may not be allowed to.
  await page
    .getByText('Not worked out yet')
    .first()
    .waitFor({state: 'detached', timeout: 60_000})
    .catch(() => say(`${page.url()}: the next upgrade is not worked out`));
  if (query === undefined) return;
  const address = new URL(page.url());
  address.hash = `${address.hash.split('?')[0]}?${query}`;
  await page.goto(address.href);
  await page.locator('.hero').waitFor();
}

async function take(browser: Browser, scene: Scene, kubeconfigs: Readonly<Record<string, string>>): Promise<void> {
  const {name, width, height, scheme, prepare} = scene;
  const {url, stop} = startConsole(scene.console, kubeconfigs[scene.as ?? ''] ?? plane.kubeconfig);
  const context = await browser.newContext({
    viewport: {width, height},
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  try {
    const page = await context.newPage();
    await page.goto(await url);
    await ready(page, scene);
    await prepare?.(page, filler);
    await page.evaluate('document.fonts.ready');
    await page.waitForTimeout(700);
    const session = await context.newCDPSession(page);
    const {data} = await session.send('Page.captureScreenshot', {format: 'webp', quality: 70});
    writeFileSync(join(FOLDER, `${name}.webp`), Buffer.from(data, 'base64'));
    say(`${name}: ${await page.evaluate<string>(MEASURED)}`);
  } finally {
    await context.close();
    stop();
  }
}

const MEASURED = `(() => {
  const line = document.querySelector('.cm-merge-b .cm-changedLine, .cm-merge-a .cm-changedLine')?.getBoundingClientRect().bottom;
  const prompt = document.querySelector('.prompt-box')?.getBoundingClientRect().top;
  const wide = document.documentElement.scrollWidth - innerWidth;
  return 'first changed line ends at ' + Math.round(line ?? -1) + ', prompt begins at ' + Math.round(prompt ?? -1) + (wide > 0 ? ', TOO WIDE by ' + wide : '');
})()`;

try {
  mkdirSync(FOLDER, {recursive: true});
  for (const namespace of ['live', 'fixed']) installGoverned(filler, namespace);
  installGoverned(filler, 'clean', false);
  installMany(filler, 'many');
  installLong(filler, 'long');
  installArabic(filler, 'arabic');
  const read = ['get', 'list', 'watch'];
  const most = ['', 'apps', 'policy', 'networking.k8s.io', 'batch', 'rbac.authorization.k8s.io'];
  const kubeconfigs = {
    blind: kubeconfigOf(filler, 'live', 'blind', [{apiGroups: most, resources: ['*'], verbs: read}]),
    reader: kubeconfigOf(filler, 'live', 'reader', [{apiGroups: ['*'], resources: ['*'], verbs: read}]),
  };
  const wanted = process.argv.slice(2);
  const browser = await chromium.launch({executablePath, args: ['--no-sandbox', '--disable-gpu']});
  for (const scene of SCENES) {
    if (wanted.length > 0 && !wanted.includes(scene.name)) continue;
    await take(browser, scene, kubeconfigs).catch((error: unknown) => {
      say(`${scene.name}: ${String(error)}`);
      process.exitCode = 1;
    });
  }
  await browser.close();
} finally {
  await plane.stop();
  rmSync(folder, {recursive: true, force: true});
}
