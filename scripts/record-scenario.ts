import {execFile} from 'node:child_process';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {startControlPlane} from '../src/sandbox/control-plane.ts';
import {provisionControlPlane, provisionHelm} from '../src/sandbox/provision.ts';

/**
 * Records test/scenarios/governed-drift from the real control plane: the release by a real helm, four fields changed by a
 * real kubectl under three managers' names, and both sides written down as helm and kubectl print them.
 */
const NAMESPACE = 'sandbox-nginx';
const RELEASE = 'test-nginx';
const TARGET = 'test/scenarios/governed-drift';
const CHANGES = [
  {kind: 'hpa', manager: 'kubectl-patch', path: '/spec/minReplicas', value: 4},
  {kind: 'hpa', manager: 'kubectl-patch', path: '/spec/maxReplicas', value: 16},
  {kind: 'hpa', manager: 'capacity-tool', path: '/spec/metrics/0/resource/target/averageUtilization', value: 85},
  {kind: 'service', manager: 'kubectl-edit', path: '/spec/ports/0/port', value: 8080},
] as const;

const exec = promisify(execFile);
const provisioning = {env: process.env, onProgress: (text: string) => process.stderr.write(`${text}\n`)};
const binaries = await provisionControlPlane('sandbox/controlplane', provisioning);
const helm = await provisionHelm(4, provisioning);
const folder = await mkdtemp(join(tmpdir(), 'helm-drift-record-'));
const plane = await startControlPlane({binaries, folder});
try {
  const env = {...process.env, KUBECONFIG: plane.kubeconfig};
  const run = async (command: string, ...args: string[]): Promise<string> =>
    (await exec(command, [...args, '-n', NAMESPACE], {env})).stdout;
  await run(helm, 'install', RELEASE, './charts/nginx', '--create-namespace');
  for (const {kind, manager, path, value} of CHANGES) {
    const patch = JSON.stringify([{op: 'replace', path, value}]);
    await run(binaries.kubectl, 'patch', kind, RELEASE, `--field-manager=${manager}`, '--type=json', '-p', patch);
  }
  await mkdir(TARGET, {recursive: true});
  await writeFile(join(TARGET, 'intent.yaml'), await run(helm, 'get', 'manifest', RELEASE));
  // kubectl leaves managedFields out unless asked, and with them who changed what.
  const kinds = 'hpa,svc,deploy,cm,sa,pdb,netpol';
  await writeFile(
    join(TARGET, 'live.yaml'),
    await run(
      binaries.kubectl,
      'get',
      kinds,
      '-l',
      `app.kubernetes.io/instance=${RELEASE}`,
      '-o',
      'yaml',
      '--show-managed-fields',
    ),
  );
  process.stderr.write(`${TARGET} is recorded anew.\n`);
} finally {
  await plane.stop();
  await rm(folder, {recursive: true, force: true});
}
