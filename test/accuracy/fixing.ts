import type {Ground, Prepared} from './prepared.ts';
import {mkdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {difference} from './diff.ts';
import {asList, asObj, asText} from './json.ts';
import type {Obj} from './json.ts';
import {ownersOf} from './owners.ts';
import {ANY, placeText, pointerOf, related} from './paths.ts';
import type {Place} from './paths.ts';
import {inLanes, tool} from './run-tool.ts';
import type {Tool} from './run-tool.ts';
import type {Standing} from './score.ts';
import {labelOf} from './subjects.ts';

/** What `fix` made of the mutated releases, and `undo` of that: each line is something that is not as it should be. */
export interface Fixing {
  /** Mutated objects that stand again as they stood before. */
  readonly restored: number;
  readonly mutated: number;
  readonly wrong: readonly string[];
  /** Fields that are put back, and not Helm's alone. */
  readonly owners: readonly string[];
  /** Mutated objects that stand again as they stood before the fix. */
  readonly undone: number;
  readonly notUndone: readonly string[];
  readonly runs: readonly string[];
}

/** Fixes every release, and undoes every fix, by the product's own command line; held against the objects themselves. */
export async function fixing(
  {standings, releases, env}: Prepared,
  {tools, api, folder}: Ground,
  {helm, bundle = 'dist/helm-drift.cjs'}: {readonly helm: 3 | 4; readonly bundle?: string},
): Promise<Fixing> {
  const state = join(folder, 'state');
  mkdirSync(state, {recursive: true});
  const product = tool(process.execPath, [resolve(bundle)], {...env, XDG_STATE_HOME: state});
  const before = await revisions(tools.helm);
  const runs: string[] = [];
  const records = new Map<string, string>();
  await inLanes(releases, 2, async ({name}) => {
    const args = [
      'fix',
      name,
      '-n',
      name,
      '--added',
      '--prune',
      '--recreate',
      '--take-ownership',
      '--yes',
      '-o',
      'json',
    ];
    const run = await product(args);
    if (run.code !== 0)
      runs.push(`fix ${name} exited with ${run.code}: ${run.stderr.trim().split('\n').slice(-6).join(' | ')}`);
    const record = recordOf(run.stdout);
    if (record !== '') records.set(name, record);
  });
  if ((await revisions(tools.helm)) !== before) runs.push('a revision was made, or changed');
  const mutated = standings.filter(isMutated);
  const wrong: string[] = [];
  const owners: string[] = [];
  let restored = 0;
  await inLanes(standings, 4, async (standing) => {
    const {status, body} = await api.ask('GET', standing.subject.url);
    const lines = standing.negative === undefined ? notRestored(standing, status, body) : touched(standing, body);
    wrong.push(...lines.map((line) => `${labelOf(standing.subject)}: ${line}`));
    if (isMutated(standing) && lines.length === 0) restored++;
    owners.push(...notHelms(standing, body, helm).map((line) => `${labelOf(standing.subject)}: ${line}`));
  });
  await inLanes([...records], 2, async ([name, record]) => {
    const run = await product(['undo', record, '--yes', '-o', 'json']);
    if (run.code !== 0)
      runs.push(`undo of ${name} exited with ${run.code}: ${run.stderr.trim().split('\n').slice(-6).join(' | ')}`);
  });
  const notUndone: string[] = [];
  let undone = 0;
  await inLanes(mutated, 4, async (standing) => {
    const {status, body} = await api.ask('GET', standing.subject.url);
    const lines = notBack(standing, status, body);
    notUndone.push(...lines.map((line) => `${labelOf(standing.subject)}: ${line}`));
    if (lines.length === 0) undone++;
  });
  return {restored, mutated: mutated.length, wrong, owners, undone, notUndone, runs};
}

const isMutated = ({whole, truth, negative}: Standing): boolean =>
  negative === undefined && (whole !== undefined || truth.truths.some(({required}) => required));

async function revisions(helm: Tool): Promise<string> {
  const {stdout} = await helm(['list', '-A', '--max', '0', '-o', 'json']);
  const list = JSON.parse(stdout) as {name: string; revision: string; status: string}[];
  return list
    .map(({name, revision, status}) => `${name} ${revision} ${status}`)
    .toSorted()
    .join('\n');
}

function recordOf(stdout: string): string {
  try {
    return asText(asObj(JSON.parse(stdout) as Obj)['record']);
  } catch {
    return '';
  }
}

/** Numbers that the API server hands out, and uids: those that went with an object, or with its type, do not come back. */
const ALLOCATED = new Set(['.clusterIP', '.clusterIPs', '.healthCheckNodePort', '.nodePort']);

const isHandedOut = (place: Place): boolean =>
  place.some(([name = '']) => ALLOCATED.has(name) || name.endsWith('controller-uid'));

function notRestored({subject, whole, truth}: Standing, status: number, body: Obj): string[] {
  if (whole?.whole === 'extra') return status === 404 ? [] : [`extra, and not deleted (${status})`];
  if (status !== 200) return [`not there (${status})`];
  return difference(subject.original, body, subject.kind.schema)
    .filter(({place}) => !truth.reactions.some((reaction) => related(reaction, place)))
    .filter(({kind, place}) => !(kind === 'changed' && isHandedOut(place)))
    .map(({kind, place, from, to}) => `${kind} ${placeText(place)}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`);
}

/** What check passes over, fix leaves alone. */
function touched({subject, now}: Standing, body: Obj): string[] {
  return difference(now ?? {}, body, subject.kind.schema).map(
    ({kind, place}) => `no drift, and ${kind} ${placeText(place)}`,
  );
}

function notHelms({subject, truth, negative}: Standing, body: Obj, helm: 3 | 4): string[] {
  const entries = asList(asObj(body['metadata'])['managedFields']).map(asObj);
  const leftovers = entries.filter((entry) => asText(entry['manager']).startsWith('helm-drift')).length;
  const operation = helm === 4 ? 'Apply' : 'Update';
  const restored =
    negative === undefined
      ? truth.truths.filter(({tier, required, place}) => required && tier !== 'added' && !place.includes(ANY))
      : [];
  return [
    ...(leftovers > 0 ? ['an entry of our own is left'] : []),
    ...restored.flatMap(({text, place}) => {
      const pointer = pointerOf(body, place, subject.kind.schema);
      if (pointer === undefined) return [];
      const managers = ownersOf(body, pointer, subject.kind.builtin);
      const others = managers.filter((name) => name !== 'helm');
      const own = entries.some((entry) => entry['manager'] === 'helm' && entry['operation'] === operation);
      return others.length > 0 || !own ? [`${text} belongs to ${managers.join(', ') || 'nobody'}`] : [];
    }),
  ];
}

function notBack({subject, whole, now}: Standing, status: number, body: Obj): string[] {
  if (whole?.whole === 'missing') return status === 404 ? [] : ['deleted before the fix, and there after the undo'];
  if (status !== 200) return [`not there (${status})`];
  return difference(now ?? {}, body, subject.kind.schema).map(
    ({kind, place, from, to}) => `${kind} ${placeText(place)}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`,
  );
}
