// The main job on recorded evidence: no cluster, no helm, and where dist/ is there not even npm's packages.
import {existsSync} from 'node:fs';
import {spawnSync} from 'node:child_process';

const bundle = 'dist/helm-drift.cjs';
const scenario = 'scenarios/governed-drift';

const run = (command, args) => spawnSync(command, args, {stdio: 'inherit'}).status ?? 1;

if (!existsSync(bundle)) {
  process.stderr.write('dist/ is not here: building it …\n');
  if (!existsSync('node_modules') && run('npm', ['ci', '--no-audit', '--no-fund']) !== 0) process.exit(1);
  if (run(process.execPath, ['scripts/build.mjs']) !== 0) process.exit(1);
}

const args = [
  'check',
  'test-nginx',
  '-n',
  'sandbox-nginx',
  '--baseline',
  `${scenario}/intent.yaml`,
  '--live',
  `${scenario}/live.yaml`,
];
process.stdout.write(`$ helm drift ${args.join(' ')}\n\n`);
const status = run(process.execPath, [bundle, ...args]);
if (status !== 2) {
  process.stderr.write(`The recorded scenario holds drift, so 2 was expected as exit code and not ${status}.\n`);
  process.exit(1);
}
process.stdout.write(`
Exit code 2: drift. That was the real engine on evidence recorded from a real cluster (${scenario}).
Next, on a real control plane of your own (built once in some seven minutes, then up in five seconds): helm plugin install . && helm drift sandbox up
The same evidence in the browser, with Node alone: node ${bundle} console --demo
`);
