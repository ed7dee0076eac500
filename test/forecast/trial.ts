import {mkdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {tool} from '../accuracy/run-tool.ts';
import type {Tool} from '../accuracy/run-tool.ts';
import type {Drift, Live} from './cases.ts';

export interface Arena {
  readonly kubeconfig: string;
  readonly kubectl: string;
  readonly helms: Readonly<Record<3 | 4, string>>;
  /** A folder for caches. */
  readonly folder: string;
}

export interface Trial {
  readonly drift: Drift;
  readonly born: 3 | 4;
  readonly later: 3 | 4;
  readonly upgrade: string;
  readonly values: readonly string[];
}

export interface Verdict {
  /** What was foreseen of the difference; 'no finding' where the check had none. */
  readonly foreseen: string;
  /** What then happened to it: restored, kept, or overwritten. */
  readonly happened: string;
  readonly foreseenEnd: 'succeeds' | 'fails';
  readonly end: 'succeeds' | 'fails';
  /** Why the forecast did not come true; undefined where it did. */
  readonly problem?: string;
}

interface Report {
  readonly forecast?: {readonly succeeds: boolean; readonly message?: string};
  readonly findings: readonly {
    readonly ref: {readonly kind: string; readonly name: string};
    readonly path: string;
    readonly live?: unknown;
    readonly forecast?: {
      readonly verdict: string;
      readonly becomes?: unknown;
      readonly manager?: string;
      readonly message?: string;
    };
  }[];
}

const WIDGET = 'forecast.helm-drift.test';

/** The kind that the custom resource of the chart is of; there once for all trials. */
export const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {name: `widgets.${WIDGET}`},
  spec: {
    group: WIDGET,
    scope: 'Namespaced',
    names: {plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList'},
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {spec: {type: 'object', properties: {mode: {type: 'string'}, size: {type: 'integer'}}}},
          },
        },
      },
    ],
  },
};

/** Installs, lets it drift, asks for the forecast, upgrades for real, and holds the one against the other. */
export async function tried(
  {drift, born, later, upgrade, values}: Trial,
  arena: Arena,
  number: number,
): Promise<Verdict> {
  const place = `forecast-${process.pid}-${number}`;
  const home = join(arena.folder, 'helm');
  mkdirSync(home, {recursive: true});
  const env = {
    KUBECONFIG: arena.kubeconfig,
    HELM_CACHE_HOME: home,
    HELM_CONFIG_HOME: home,
    HELM_DATA_HOME: home,
    XDG_STATE_HOME: home,
  };
  const kubectl = tool(arena.kubectl, [], env);
  const [installer, upgrader] = [tool(arena.helms[born], [], env), tool(arena.helms[later], [], env)];
  const product = tool(process.execPath, [resolve('dist/helm-drift.cjs')], {...env, HELM_BIN: arena.helms[later]});
  const chart = resolve('test/forecast/chart');
  const given = ['--set', `widget=${WIDGET}`];
  await must(kubectl, ['create', 'namespace', place]);
  try {
    await must(installer, ['install', 'r', chart, '-n', place, ...given]);
    const objects = () => read(drift, kubectl, place);
    const declared = drift.read(await objects());
    await drift.make((...args) => must(kubectl, ['-n', place, ...args]), WIDGET);
    const drifted = drift.read(await objects());
    const same = upgrade === 'the same again';
    const asked = await product([
      'check',
      'r',
      ...(same ? [] : [chart, ...given, ...values]),
      '-n',
      place,
      '--forecast',
      '-o',
      'json',
    ]);
    const report = JSON.parse(asked.stdout) as Report;
    const history = (await must(upgrader, ['history', 'r', '-n', place, '-o', 'json'])).length;
    const untouched = JSON.stringify(drift.read(await objects())) === JSON.stringify(drifted) && history > 0;
    const ended = await upgrader(['upgrade', 'r', chart, '-n', place, ...given, ...values]);
    const after = drift.read(await objects());
    const happened = fate(declared, drifted, after);
    const finding = report.findings.find(
      ({ref, path}) =>
        ref.kind === drift.kind &&
        ref.name === drift.object &&
        (path === drift.path ||
          path.startsWith(drift.path) ||
          drift.path.startsWith(`${path}[`) ||
          drift.path === path),
    );
    const foreseen = finding?.forecast?.verdict ?? 'no finding';
    const foreseenEnd = report.forecast?.succeeds === true ? 'succeeds' : 'fails';
    const end = ended.code === 0 ? 'succeeds' : 'fails';
    const verdict = {foreseen, happened, foreseenEnd, end} as const;
    const problem = untouched
      ? problemOf(verdict, finding?.forecast, after, ended.stderr)
      : 'the forecast itself changed something';
    return {...verdict, ...(problem === undefined ? {} : {problem})};
  } finally {
    await kubectl(['delete', 'namespace', place, '--wait=false']);
  }
}

async function must(run: Tool, args: readonly string[]): Promise<string> {
  const {code, stdout, stderr} = await run(args);
  if (code !== 0) throw new Error(`${args.join(' ')} exited with ${code}: ${stderr}`);
  return stdout;
}

async function read({kind, object}: Drift, kubectl: Tool, place: string): Promise<Live | undefined> {
  const resource = kind === 'Widget' ? `widgets.${WIDGET}` : kind.toLowerCase();
  const {code, stdout} = await kubectl(['get', resource, object, '-n', place, '-o', 'json']);
  return code === 0 ? (JSON.parse(stdout) as Live) : undefined;
}

/** By the values alone. Where the new value is the drifted one, it has stayed. */
function fate(declared: unknown, drifted: unknown, after: unknown): string {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  if (same(after, drifted)) return 'kept';
  return same(after, declared) ? 'restored' : 'overwritten';
}

function problemOf(
  {foreseen, happened, foreseenEnd, end}: Verdict,
  forecast: {readonly becomes?: unknown; readonly manager?: string} | undefined,
  after: unknown,
  stderr: string,
): string | undefined {
  if (foreseenEnd !== end) return `the upgrade ${end}: ${stderr.trim().split('\n').at(-1) ?? ''}`;
  if (foreseen === 'unforeseen') return undefined;
  // A conflict and a refusal leave the value as it is.
  const expected = foreseen === 'conflict' || foreseen === 'refused' ? 'kept' : foreseen;
  if (expected !== happened) return `foreseen ${foreseen}, and it was ${happened}`;
  if (foreseen === 'conflict' && !stderr.includes(`conflict with "${forecast?.manager}"`))
    return `no conflict with ${forecast?.manager}: ${stderr}`;
  const becomes = forecast?.becomes;
  if (
    foreseen === 'overwritten' &&
    becomes !== undefined &&
    JSON.stringify(becomes) !== JSON.stringify(after) &&
    JSON.stringify(becomes) !== after
  )
    return `foreseen ${JSON.stringify(becomes)}, and it is ${JSON.stringify(after)}`;
  return undefined;
}
