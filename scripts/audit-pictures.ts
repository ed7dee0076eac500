/**
 * The pictures of docs/audit.md, from a real run on a control plane that writes an audit log: `node scripts/run.mjs
 * scripts/audit-pictures.ts`. Build first. Writes docs/pictures/audit.svg and docs/pictures/timeline.svg.
 */
import {writeFileSync} from 'node:fs';
import {basename, resolve} from 'node:path';
import {must, tool} from '../test/accuracy/run-tool.ts';
import {kubeconfigFor} from '../test/audit/people.ts';
import {openGround} from '../test/audit/plane.ts';
import type {Ground} from '../test/audit/plane.ts';
import {svgOf} from './terminal-svg.ts';
import type {Scene} from './terminal-svg.ts';

const RELEASE = ['test-nginx', '-n', 'shop'];
const patch = (...operations: readonly object[]): string => JSON.stringify(operations);
const replace = (path: string, value: unknown): object => ({op: 'replace', path, value});

/** What somebody does by kubectl, logged in as `login`. */
interface Change {
  readonly login: string;
  /** In whose name, where that is another one. */
  readonly as?: string;
  readonly object: string;
  readonly patch: string;
}

const CHANGES: readonly Change[] = [
  {login: 'anna@example.com', object: 'hpa/test-nginx', patch: patch(replace('/spec/minReplicas', 4))},
  {
    login: 'gateway',
    as: 'lea@example.com',
    object: 'service/test-nginx',
    patch: patch(replace('/spec/ports/0/port', 8080)),
  },
];

async function change({plane, kubectl, env, folder}: Ground, {login, as, object, patch: text}: Change): Promise<void> {
  const kubeconfig = kubeconfigFor(plane, {token: plane.tokens[login] ?? '', name: login}, folder);
  const run = tool(kubectl, [], {...env, KUBECONFIG: kubeconfig});
  const name = as === undefined ? [] : ['--as', as, '--as-group', 'team-a'];
  await must(run(['patch', object, '-n', 'shop', '--type=json', '-p', text, ...name]), `kubectl patch ${object}`);
}

/** What a command says, both streams of it. */
async function scene({env, folder, log}: Ground, args: readonly string[]): Promise<Scene> {
  const drift = tool(process.execPath, [resolve('dist/helm-drift.cjs')], {
    ...env,
    HELM_DRIFT_STATE: `${folder}/state`,
    COLUMNS: '96',
  });
  const colour = args[0] === 'check' ? ['--color', 'always'] : [];
  const {code, stdout, stderr} = await drift([...args, '--audit', log, ...colour]);
  if (code !== 0 && code !== 2) throw new Error(`helm drift ${args.join(' ')} exited with ${code}: ${stderr}`);
  const typed = args.map((word) => (word.includes('*') ? `'${word}'` : word)).join(' ');
  return {line: `helm drift ${typed} --audit ${basename(log)}`, output: `${stdout}${stderr}`.trimEnd()};
}

function write(file: string, scenes: readonly Scene[]): void {
  const svg = svgOf(scenes);
  writeFileSync(file, svg);
  process.stderr.write(`${file}: ${Math.round(svg.length / 1024)} KiB\n`);
}

const ground = await openGround('Request', (text) => void process.stderr.write(`${text}\n`));
try {
  await must(
    ground.helm(['install', 'test-nginx', 'charts/nginx', '-n', 'shop', '--create-namespace']),
    'helm install',
  );
  for (const one of CHANGES) await change(ground, one);
  await ground.freshLog();
  const check = await scene(ground, ['check', ...RELEASE]);
  const [, id = ''] = /Service port[^]*?\b([0-9a-f]{7})\b/.exec(check.output.replaceAll(/\u001B\[[0-9;]*m/g, '')) ?? [];
  write('docs/pictures/audit.svg', [check, await scene(ground, ['explain', 'test-nginx', id, ...RELEASE.slice(1)])]);
  const fields = ['--field', 'Service/*', '--field', 'HorizontalPodAutoscaler/*'];
  write('docs/pictures/timeline.svg', [await scene(ground, ['timeline', ...RELEASE, ...fields])]);
} finally {
  await ground.close();
}
