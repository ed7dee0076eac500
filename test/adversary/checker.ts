import {resolve} from 'node:path';
import {tool} from '../accuracy/run-tool.ts';
import type {Ground} from './ground.ts';
import type {AdversaryOptions, Fidelity} from './options.ts';
import {readReports} from './reports.ts';
import type {Report} from './reports.ts';

export type Checker = (
  release: string,
  helm: 3 | 4,
  fidelity: Fidelity,
  more?: {readonly args?: readonly string[] | undefined; readonly env?: Readonly<Record<string, string>>},
) => Promise<{readonly report: Report | undefined; readonly words: string}>;

/** The product as a black box: a process for each release, or one for all of them, which says the same sooner. */
export function checkerOf({bundle, together}: AdversaryOptions, {helms}: Ground): Checker {
  const product = (helm: 3 | 4) =>
    tool(process.execPath, [resolve(bundle ?? 'dist/helm-drift.cjs')], {...helms[helm].env});
  const all = new Map<Fidelity, Promise<ReadonlyMap<string, Report>>>();
  const ofAll = (fidelity: Fidelity): Promise<ReadonlyMap<string, Report>> => {
    const asked =
      all.get(fidelity) ??
      product(4)(['check', '-A', '-o', 'json', '--fidelity', fidelity]).then(({stdout}) => readReports(stdout));
    all.set(fidelity, asked);
    return asked;
  };
  return async (release, helm, fidelity, {args = [], env = {}} = {}) => {
    if (together === true && args.length === 0 && Object.keys(env).length === 0) {
      const report = (await ofAll(fidelity)).get(release);
      if (report !== undefined) return {report, words: ''};
    }
    const command = ['check', release, '-n', release, '-o', 'json', '--fidelity', fidelity, ...args];
    const run = await product(helm)(command, {env});
    return {
      report: readReports(run.stdout).get(release),
      words: `exit ${run.code}: ${run.stderr.trim().slice(0, 240)}`,
    };
  };
}
