import {printedJson} from '../yaml/json.ts';
import {authorText, hasWritten} from '../model/fix.ts';
import type {Author, Outcome} from '../model/fix.ts';
import {clusterText} from '../model/cluster-words.ts';
import {rowsText} from './rows.ts';
import {agoOf, plural, safeText} from './words.ts';

/** What a list of records needs to know of each. */
interface Listed {
  readonly head: {
    readonly id: string;
    readonly of: 'fix' | 'undo';
    readonly undoes?: string;
    readonly by?: Author;
    readonly previous?: {readonly id: string; readonly digest: string};
    readonly plan: {
      readonly createdAt: string;
      readonly release: {readonly name: string; readonly namespace: string; readonly revision: number};
      readonly cluster: {readonly name: string; readonly server: string};
      readonly steps: readonly object[];
    };
  };
  readonly outcomes: readonly {readonly outcome: Outcome | undefined; readonly open: object | undefined}[];
  readonly ended: boolean;
  readonly verified: boolean;
}

interface Written {
  readonly head: {readonly plan: {readonly steps: readonly object[]}};
  readonly outcomes: readonly {readonly outcome: Outcome | undefined}[];
}

/** Records for people, newest first. */
export function historyText(records: readonly Listed[], now: Date, width: number): string {
  if (records.length === 0) return 'Nothing has been fixed from here yet.\n';
  const undone = undoneBy(records);
  const rows = records.map(({head, ...record}) => {
    const {release, cluster, createdAt} = head.plan;
    const what = head.of === 'fix' ? 'fix' : `undo of ${head.undoes}`;
    const taken = undone.get(head.id);
    return [
      head.id,
      agoOf(createdAt, now),
      `${release.name} in ${release.namespace}, ${clusterText(cluster)}`,
      [
        `${what}: ${stateText({head, ...record})}`,
        ...(taken === undefined ? [] : [`undone by ${taken}`]),
        ...(head.by === undefined ? [] : [`by ${safeText(authorText(head.by))}`]),
      ].join(', '),
    ];
  });
  return rowsText(rows, width, 2);
}

/** `2 of 3 objects`: how many of a record's were written. */
export function writtenText({head, outcomes}: Written): string {
  const written = outcomes.filter(({outcome}) => outcome !== undefined && hasWritten(outcome)).length;
  return `${written} of ${plural(head.plan.steps.length, 'object')}`;
}

/** What became of a record's run: `2 of 3 objects, verified`. */
export function stateText({ended, verified, ...record}: Written & Pick<Listed, 'ended' | 'verified'>): string {
  const count = writtenText(record);
  if (!ended) return `interrupted after ${count}`;
  return verified ? `${count}, verified` : `${count}, not verified`;
}

function undoneBy(records: readonly Listed[]): Map<string, string> {
  return new Map(records.flatMap(({head}) => (head.undoes === undefined ? [] : [[head.undoes, head.id] as const])));
}

/** For machines; no values of objects stand in it. */
export function historyJson(records: readonly Listed[]): string {
  const undone = undoneBy(records);
  const list = records.map(({head, outcomes, ended, verified}) => ({
    id: head.id,
    of: head.of,
    ...(head.undoes === undefined ? {} : {undoes: head.undoes}),
    ...(undone.has(head.id) ? {undoneBy: undone.get(head.id)} : {}),
    ...(head.by === undefined ? {} : {by: head.by}),
    ...(head.previous === undefined ? {} : {previous: head.previous}),
    createdAt: head.plan.createdAt,
    release: head.plan.release,
    cluster: head.plan.cluster,
    ended,
    verified,
    outcomes: outcomes.map(({outcome, open}) => outcome ?? (open === undefined ? 'not begun' : 'open')),
  }));
  return printedJson({schemaVersion: '1', kind: 'FixHistory', records: list});
}
