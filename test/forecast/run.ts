import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startControlPlane} from '../../src/sandbox/control-plane.ts';
import {provisionControlPlane, provisionHelm} from '../../src/sandbox/provision.ts';
import {inLanes, tool} from '../accuracy/run-tool.ts';
import {DRIFTS, HELMS, UPGRADES} from './cases.ts';
import {DEFINITION, tried} from './trial.ts';
import type {Trial, Verdict} from './trial.ts';

/** `npm run forecast`: every kind of drift, both Helms, releases of either birth, the same chart again and a new one. */
const folder = mkdtempSync(join(tmpdir(), 'helm-drift-forecast-'));
const provisioning = {env: process.env, onProgress: (text: string) => void process.stderr.write(`${text}\n`)};
const binaries = await provisionControlPlane('sandbox/controlplane', provisioning);
const helms = {3: await provisionHelm(3, provisioning), 4: await provisionHelm(4, provisioning)};
const plane = await startControlPlane({binaries, folder});
try {
  const arena = {kubeconfig: plane.kubeconfig, kubectl: binaries.kubectl, helms, folder};
  await tool(binaries.kubectl, [], {KUBECONFIG: plane.kubeconfig})(['create', '-f', '-'], {
    input: JSON.stringify(DEFINITION),
  });
  const trials = HELMS.flatMap(([born, later]) =>
    Object.entries(UPGRADES).flatMap(([upgrade, values]) =>
      DRIFTS.map((drift): Trial => ({drift, born, later, upgrade, values})),
    ),
  );
  const verdicts = new Map<Trial, Verdict>();
  await inLanes([...trials.entries()], 2, async ([number, trial]) => {
    verdicts.set(trial, await tried(trial, arena, number));
    if (process.stderr.isTTY) process.stderr.write(`\r${verdicts.size} of ${trials.length}`);
  });
  process.stderr.write('\n');
  for (const trial of trials) {
    const {foreseen, happened, foreseenEnd, end, problem} = verdicts.get(trial) as Verdict;
    const ends = foreseenEnd === end ? end : `${end}, foreseen: ${foreseenEnd}`;
    const line = `helm ${trial.born} → ${trial.later}  ${trial.upgrade.padEnd(14)}  ${trial.drift.name.padEnd(48)}  ${foreseen.padEnd(11)}  ${happened.padEnd(11)}  ${ends}`;
    process.stdout.write(
      `${problem === undefined ? '  ' : '✗ '}${line}${problem === undefined ? '' : `\n    ${problem}`}\n`,
    );
  }
  const wrong = [...verdicts.values()].filter(({problem}) => problem !== undefined).length;
  const unforeseen = [...verdicts.values()].filter(({foreseen}) => foreseen === 'unforeseen').length;
  process.stdout.write(
    `\n${trials.length - wrong} of ${trials.length} forecasts came true; ${unforeseen} could not be foreseen\n`,
  );
  process.exitCode = wrong === 0 ? 0 : 1;
} finally {
  await plane.stop();
  rmSync(folder, {recursive: true, force: true, maxRetries: 3});
}
