import {expect, test} from 'vitest';
import {startControlPlane} from '../../src/sandbox/control-plane.ts';
import {provisionControlPlane} from '../../src/sandbox/provision.ts';
import {defineCustomKinds, saidVersion, tryOut} from '../matrix/one-run.ts';
import {OLDEST, otherKubernetes} from '../matrix/versions.ts';
import {corpusNames} from './corpus.ts';
import {helmBinary, temporaryFolder} from './harness.ts';

/** `npm run matrix` installs all of them, on sixteen combinations; this is the corner that breaks first. */
const CHARTS = 2;

test('the oldest Kubernetes, Helm and Node that are supported, together', async () => {
  const provisioning = {env: process.env, onProgress: (text: string) => void process.stderr.write(`${text}\n`)};
  const other = otherKubernetes(OLDEST.kubernetes);
  const binaries = await provisionControlPlane('sandbox/controlplane', provisioning, other);
  expect(await saidVersion(binaries['kube-apiserver'], ['--version'])).toBe(OLDEST.kubernetes);
  // The tests themselves run on the oldest Node.
  expect(process.versions.node).toMatch(/^20\./);
  const plane = await startControlPlane({binaries, folder: temporaryFolder()});
  const {kubeconfig} = plane;
  try {
    const corpus = corpusNames().slice(0, CHARTS);
    await defineCustomKinds(binaries.kubectl, kubeconfig, corpus);
    const place = {
      kubectl: binaries.kubectl,
      helm: helmBinary(OLDEST.helm),
      node: process.execPath,
      kubeconfig,
      corpus,
      isShared: false,
    };
    expect(await tryOut(place)).toMatchObject({wrong: [], refused: [], clean: corpus.length});
  } finally {
    await plane.stop();
  }
});
