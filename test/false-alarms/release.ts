import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import type {Json} from '../accuracy/json.ts';
import {drift, helmBinary, kubectl, must, reportOf, run, temporaryFolder} from '../e2e/harness.ts';
import type {Report} from '../e2e/harness.ts';

export const FIDELITIES = ['auto', 'client'];

/** Installs a chart as the release `app`. What lies outside its namespace goes with it when the test ends. */
export async function install(version: string, place: string, chart: string, ...flags: string[]): Promise<void> {
  onTestFinished(async () => {
    await run(helmBinary(version), ['uninstall', 'app', '-n', place]);
  });
  await must(helmBinary(version), ['install', 'app', chart, '-n', place, ...flags]);
}

/** A chart with this manifest as its only template. */
export function chartOf(manifest: string): string {
  const chart = temporaryFolder();
  mkdirSync(join(chart, 'templates'));
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: app\nversion: 0.1.0\n');
  writeFileSync(join(chart, 'templates', 'all.yaml'), manifest);
  return chart;
}

export const manifestOf = (...objects: object[]): string =>
  objects.map((object) => JSON.stringify(object)).join('\n---\n');

export async function checkAll(place: string, ...args: string[]): Promise<[string, Report][]> {
  const reports: [string, Report][] = [];
  for (const fidelity of FIDELITIES) {
    const answered = await drift(['check', 'app', ...args, '-n', place, '-o', 'json', '--fidelity', fidelity]);
    reports.push([fidelity, reportOf(answered)]);
  }
  return reports;
}

export const placesOf = ({findings}: Report): string[] =>
  findings
    .filter(({verdict}) => verdict === 'drift')
    .map(({ref, path, change}) => `${ref.kind}/${ref.name} ${path} ${change}`)
    .toSorted();

/** What is found in either fidelity: drift, and what could not be seen. */
export async function drifted(place: string): Promise<unknown[]> {
  return (await checkAll(place)).map(([fidelity, report]) => [fidelity, placesOf(report), report.gaps]);
}

/** Exactly these places in either fidelity, and nothing unseen. */
export const inBoth = (...places: string[]): unknown[] =>
  FIDELITIES.map((fidelity) => [fidelity, places.toSorted(), []]);

const codesOf = ({findings}: Report): string[] => [
  ...new Set(findings.flatMap(({verdict, why}) => (verdict === 'ignored' ? [why?.code ?? ''] : []))),
];

/** The same, and why something else is no drift. */
export async function passedOver(place: string): Promise<unknown[]> {
  return (await checkAll(place)).map(([fidelity, report]) => [
    fidelity,
    placesOf(report),
    report.gaps,
    codesOf(report).toSorted(),
  ]);
}

export const silentFor = (...codes: string[]): unknown[] => FIDELITIES.map((fidelity) => [fidelity, [], [], codes]);

/** A merge patch, or with a list a JSON patch, under a manager's name; a person's is kubectl's own. */
export const patch = (
  place: string,
  manager: string,
  object: string,
  change: Json,
  ...flags: string[]
): Promise<string> =>
  kubectl(
    'patch',
    ...object.split(' '),
    '-n',
    place,
    `--type=${Array.isArray(change) ? 'json' : 'merge'}`,
    `--field-manager=${manager}`,
    '-p',
    JSON.stringify(change),
    ...flags,
  );
