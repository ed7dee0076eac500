import {lastWords, NO_CHARTS} from './charts.ts';
import type {Charts} from './charts.ts';
import {openDefinitions} from './definitions.ts';
import {asObj, asText} from './json.ts';
import type {Obj} from './json.ts';
import type {Release, Tools} from './releases.ts';
import {inLanes, must} from './run-tool.ts';

export interface Installed {
  readonly releases: readonly Release[];
  /** Those that did not install, and helm's word on it. */
  readonly left: readonly string[];
}

/** The definitions that releases need and none of them brings itself. */
function definitionsFor(releases: readonly Release[], charts: Charts): Obj[] {
  const objects = releases.flatMap((release) => release.objects ?? []);
  return [...charts.definitions, ...openDefinitions(objects, charts.definitions)];
}

export async function installAll(
  releases: readonly Release[],
  {helm, kubectl}: Tools,
  charts = NO_CHARTS,
): Promise<Installed> {
  const definitions = definitionsFor(releases, charts);
  if (definitions.length > 0) {
    const input = JSON.stringify({apiVersion: 'v1', kind: 'List', items: definitions});
    // Fields that this server does not know, or reads otherwise, are a chart's own affair.
    await must(
      kubectl(['apply', '--server-side', '--validate=false', '-f', '-'], {input}),
      'kubectl apply of definitions',
    );
  }
  const left = [...charts.left];
  const installed: Release[] = [];
  const install = async (release: Release): Promise<void> => {
    const {name, chart, args, upgrade, mayFail} = release;
    const run = await helm(['install', name, chart, '-n', name, '--create-namespace', ...args]);
    if (run.code !== 0 && mayFail !== true) throw new Error(`helm install ${name}: ${lastWords(run)}`);
    if (run.code !== 0) {
      left.push(`${name}: ${lastWords(run)}`);
      await helm(['uninstall', name, '-n', name, '--no-hooks']);
      return;
    }
    installed.push(release);
    if (upgrade === undefined) return;
    const again = await helm(['upgrade', name, chart, '-n', name, ...upgrade]);
    if (again.code !== 0 && mayFail !== true) throw new Error(`helm upgrade ${name}: ${lastWords(again)}`);
    // A failed revision is another story than drift: the one before it counts, and is written once more.
    if (again.code !== 0) await must(helm(['rollback', name, '1', '-n', name, '--no-hooks']), `helm rollback ${name}`);
  };
  const [definition, ...others] = releases;
  if (definition !== undefined) await install(definition);
  await must(kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']), 'kubectl wait');
  await inLanes(others, 2, install);
  // In the order of the plan, for seeds to mean the same.
  return {releases: releases.filter((release) => installed.includes(release)), left};
}

/** For a control plane that others use too. What drifted uninstalls like anything else. */
export async function uninstallAll(
  releases: readonly Release[],
  {helm, kubectl}: Tools,
  charts = NO_CHARTS,
): Promise<void> {
  const definitions = definitionsFor(releases, charts).map((definition) =>
    asText(asObj(definition['metadata'])['name']),
  );
  await inLanes(releases.toReversed(), 2, async ({name}) => {
    await helm(['uninstall', name, '-n', name, '--no-hooks']);
    await kubectl(['delete', 'namespace', name, '--wait=false', '--ignore-not-found']);
  });
  if (definitions.length > 0) await kubectl(['delete', 'crd', ...definitions, '--wait=false', '--ignore-not-found']);
  // The next run installs it again, and finds it on its way out otherwise.
  await kubectl(['wait', '--for=delete', 'crd', 'widgets.accuracy.helm-drift.test', '--timeout=30s']);
}
