import {asList, asObj, asText} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';
import {placesOf} from '../accuracy/reported.ts';
import type {Place} from '../accuracy/paths.ts';
import {tool} from '../accuracy/run-tool.ts';
import type {ToolRun} from '../accuracy/run-tool.ts';
import {subjectKey} from '../accuracy/subjects.ts';
import {answerOf} from './compare.ts';
import type {Answer} from './compare.ts';

/** A finding, in the words in which it is held against the truth. */
export interface Found {
  readonly id: string;
  readonly release: string;
  readonly key: string;
  readonly change: string;
  readonly verdict: string;
  readonly path: string;
  readonly segments: readonly Obj[];
  readonly live?: Json;
  readonly manager: string;
  readonly certainty: string;
  /** Of the manager's last write, by the books. */
  readonly time: string;
  readonly person: Answer | undefined;
  /** The person as the report has it. */
  readonly said: string;
  /** What is said of the tool. */
  readonly by: string;
  /** What was found: the same with and without a log. */
  readonly rest: string;
}

export interface Report {
  readonly found: readonly Found[];
  readonly run: ToolRun;
}

/** `check` over all releases, or one of them, with a log or without. */
export async function check(
  env: Readonly<Record<string, string>>,
  bundle: string,
  {audit, release, input}: {readonly audit?: string; readonly release?: string; readonly input?: string} = {},
): Promise<Report> {
  const which = release === undefined ? ['-A'] : [release, '-n', release];
  const args = ['check', ...which, '-o', 'json', ...(audit === undefined ? [] : ['--audit', audit])];
  const run = await runFor(env, bundle, args, input);
  return {run, found: [0, 2].includes(run.code) ? foundIn(run.stdout) : []};
}

/** What no log may change. */
const SAME = ['ref', 'change', 'path', 'segments', 'desired', 'live', 'method', 'verdict', 'severity', 'why'];

/** What is masked goes by another short hash in each run. */
const unmasked = (text: string): string => text.replaceAll(/(\*\*\* \(\d+ characters?), [0-9a-f]+\)/g, '$1)');

export const runFor = (
  env: Readonly<Record<string, string>>,
  bundle: string,
  args: readonly string[],
  input?: string,
): Promise<ToolRun> => tool(process.execPath, [bundle], env)(args, input === undefined ? {} : {input});

function foundIn(stdout: string): Found[] {
  const report = JSON.parse(stdout) as Obj;
  const documents = report['kind'] === 'DriftReportList' ? asList(report['reports']).map(asObj) : [report];
  return documents.flatMap((document) => {
    const release = asText(asObj(document['release'])['name']);
    return asList(document['findings'])
      .map(asObj)
      .map((finding) => one(release, finding));
  });
}

function one(release: string, finding: Obj): Found {
  const ref = asObj(finding['ref']);
  const {person, ...by} = asObj(finding['by']);
  const part = (name: string): string => asText(ref[name]);
  return {
    id: asText(finding['id']),
    release,
    key: subjectKey(release, part('group'), part('kind'), part('namespace'), part('name')),
    change: asText(finding['change']),
    verdict: asText(finding['verdict']),
    path: asText(finding['path']),
    segments: asList(finding['segments']).map(asObj),
    ...(finding['live'] === undefined ? {} : {live: finding['live']}),
    manager: asText(by['manager']),
    certainty: asText(by['certainty']),
    time: asText(by['time']),
    person: answerOf(person),
    said: JSON.stringify(person ?? null),
    by: JSON.stringify(by),
    rest: unmasked(JSON.stringify(SAME.map((name) => finding[name] ?? null))),
  };
}

/** Where a finding points at, read in each of the documents that it can mean. */
export function placesIn(
  {segments, key, change, live}: Found,
  documents: readonly Obj[],
  schema: Parameters<typeof placesOf>[2],
): Place[] {
  const became = change === 'changed' && live !== undefined ? {became: live} : {};
  return placesOf({segments, key, ...became}, documents, schema);
}
