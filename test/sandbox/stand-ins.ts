import {execFileSync, spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {onTestFinished} from 'vitest';
import {planeFolder} from '../../src/sandbox/home.ts';

/** A folder that goes when the test ends. */
export function folder(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'helm-drift-sandbox-')));
  onTestFinished(() => rmSync(path, {recursive: true, force: true, maxRetries: 3}));
  return path;
}

/** A program that does what the script says. */
export function script(path: string, text: string): string {
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Waits without a child of its own, which would have the same command line for a moment. */
const stays = (onTerm: string): string => `exec 3<>"$0.fifo"; trap '${onTerm}' TERM; while :; do read -r _ <&3; done`;

/** A process with the command line of a sandbox's part, in a folder of programs of its own. */
export function running(
  sandbox: string,
  name: 'supervisor' | 'etcd' | 'kube-apiserver' | 'kube-controller-manager',
  /** What it does when it is asked to end; with '' only SIGKILL ends it. */
  onTerm = 'exit 0',
): ChildProcess {
  const plane = planeFolder(sandbox);
  const args = {
    supervisor: ['sandbox', 'supervise', '--dir', sandbox],
    etcd: [`--data-dir=${plane}/etcd`, '--unsafe-no-fsync'],
    'kube-apiserver': ['--secure-port=1', `--cert-dir=${plane}/certs`],
    'kube-controller-manager': [`--kubeconfig=${plane}/kubeconfig`],
  };
  const program = script(join(folder(), name), stays(onTerm));
  execFileSync('mkfifo', [`${program}.fifo`]);
  const child = spawn(program, args[name], {stdio: 'ignore'});
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Whether a process has ended, for who waits for it. */
export function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}
