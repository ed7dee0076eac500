import {existsSync, readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {definedKind, kindOf} from './definitions.ts';
import {asList, asObj, asText} from './json.ts';
import type {Obj} from './json.ts';
import {readManifest} from './manifests.ts';
import {manifestChart} from './releases.ts';
import type {Release, Tools} from './releases.ts';
import {inLanes} from './run-tool.ts';
import type {ToolRun} from './run-tool.ts';

export interface Charts {
  readonly releases: readonly Release[];
  /** What the charts' crds/ folders define: Helm would install the first one and leave the others out. */
  readonly definitions: readonly Obj[];
  /** Charts that cannot be rendered with their own values, and helm's word on it. */
  readonly left: readonly string[];
}

export const NO_CHARTS: Charts = {releases: [], definitions: [], left: []};

interface Wanted {
  /** Holds one chart a folder, each with its dependencies in place: no registry is asked. */
  readonly folder: string;
  readonly prefix: string;
  /** For charts that have to be changed before they can be installed here. */
  readonly scratch: string;
}

/** No hooks: they wait for pods, which nobody runs here. */
const INSTALLING = ['--no-hooks', '--skip-crds', '--skip-schema-validation'];

/** The charts of a folder as releases of their own, which may turn out not to install. */
export async function chartsOf({folder, prefix, scratch}: Wanted, tools: Tools): Promise<Charts> {
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'Chart.yaml')));
  const rendered = new Map<string, Rendered>();
  const left: string[] = [];
  await inLanes(names, 2, async (chart) => {
    const name = releaseName(`${prefix}${chart}`);
    const found = await render(name, resolve(folder, chart), tools);
    if (typeof found === 'string') left.push(`${chart}: ${found}`);
    else rendered.set(chart, found);
  });
  const releases = names.flatMap((chart, index): Release[] => {
    const own = rendered.get(chart)?.own;
    if (own === undefined) return [];
    const path = own.some(isBlocking)
      ? manifestChart(
          join(scratch, 'charts', chart),
          own.map((object) => JSON.stringify(unblocked(object))).join('\n---\n'),
        )
      : resolve(folder, chart);
    // Every third has a history: what an upgrade wrote stands beside what the installation wrote.
    const upgrade = index % 3 === 2 ? {upgrade: [...INSTALLING, '--set', 'image.tag=accuracy,replicaCount=2']} : {};
    return [
      {name: releaseName(`${prefix}${chart}`), chart: path, args: INSTALLING, objects: own, mayFail: true, ...upgrade},
    ];
  });
  // Those that bring kinds come first.
  const brings = ({objects = []}: Release): boolean => objects.some((object) => definedKind(object) !== undefined);
  return {
    releases: [...releases.filter(brings), ...releases.filter((release) => !brings(release))],
    definitions: fromFolders([...rendered.values()]),
    left,
  };
}

interface Rendered {
  readonly own: readonly Obj[];
  /** With what lies in crds/. */
  readonly whole: readonly Obj[];
}

async function render(name: string, chart: string, tools: Tools): Promise<Rendered | string> {
  const template = (...args: string[]): Promise<ToolRun> =>
    tools.helm(['template', name, chart, '-n', name, '--no-hooks', '--skip-schema-validation', ...args]);
  const own = await template('--skip-crds');
  const whole = hasDefinitions(chart) ? await template('--include-crds') : own;
  if (own.code !== 0 || whole.code !== 0) return lastWords(own.code === 0 ? whole : own);
  try {
    const objects = await readManifest(own.stdout, tools);
    return {own: objects, whole: whole === own ? objects : await readManifest(whole.stdout, tools)};
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Whether the chart, or one below it, has a folder that helm leaves out of what it renders. */
const hasDefinitions = (chart: string): boolean =>
  readdirSync(chart, {recursive: true, encoding: 'utf8'}).some((name) => /(^|[\\/])crds$|\.tgz$/.test(name));

export const lastWords = ({stderr}: ToolRun): string => {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines
    .slice(
      Math.max(
        0,
        lines.findIndex((line) => line.startsWith('Error:')),
      ),
    )
    .join(' ')
    .slice(0, 240);
};

/** As long as Helm allows, and different where the names are. */
function releaseName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .slice(0, 50)
    .replace(/-+$/, '');
}

/** The first definition of each kind that no chart's templates bring. */
function fromFolders(rendered: readonly Rendered[]): Obj[] {
  const templated = new Set(rendered.flatMap(({own}) => own.flatMap((object) => definedKind(object) ?? [])));
  const found = new Map<string, Obj>();
  for (const object of rendered.flatMap(({whole}) => whole)) {
    const kind = definedKind(object);
    if (kind !== undefined && !templated.has(kind) && !found.has(kind)) found.set(kind, object);
  }
  return [...found.values()];
}

const isWebhook = (object: Obj): boolean => kindOf(object).endsWith('WebhookConfiguration');

/** Nobody answers webhooks here: one that must be asked would stop the other charts, and this suite's own writes. */
const isBlocking = (object: Obj): boolean =>
  isWebhook(object) && asList(object['webhooks']).some((hook) => asText(asObj(hook)['failurePolicy']) !== 'Ignore');

const unblocked = (object: Obj): Obj =>
  isBlocking(object)
    ? {...object, webhooks: asList(object['webhooks']).map((hook) => ({...asObj(hook), failurePolicy: 'Ignore'}))}
    : object;
