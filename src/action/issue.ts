import {createHash} from 'node:crypto';
import {UserError} from '../model/errors.ts';
import type {State} from '../model/report.ts';
import {cutAtLine} from './commands.ts';
import type {Issue, Issues} from './github-api.ts';

/** What one issue is kept for: its identity, and what it must say now. */
export interface Kept {
  /** 64 hexadecimal digits, the same in every run for the same thing. */
  readonly key: string;
  readonly digest: string;
  readonly state: State;
  readonly title: string;
  /** Markdown of a report: its text is inert. */
  readonly report: string;
  /** The run that tells it. */
  readonly run: string;
  readonly label: string;
  readonly author: string;
}

export interface Outcome {
  readonly did: 'opened' | 'updated' | 'unchanged' | 'closed' | 'none';
  readonly url: string;
}

/** A body may hold 65,536 characters. */
const MOST_BYTES = 60_000;

/** What makes the identity of an issue: the same workflow, asking the same. */
export function issueKey(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * Keeps one issue open while there is drift, and none when all is clean. What could not be seen opens none and closes none. An
 * issue is ours by its label, its author and the first line of its body: a title proves nothing, and anybody may write a marker.
 */
export async function keepIssue(issues: Issues, kept: Kept): Promise<Outcome> {
  const found = await oursOf(issues, kept);
  if (kept.state === 'in-contract') return closed(issues, kept, found);
  const [first] = found;
  if (first !== undefined) return told(issues, kept, first, await withoutTwins(issues, found));
  if (kept.state === 'incomplete') return {did: 'none', url: ''};
  return opened(issues, kept);
}

async function opened(issues: Issues, kept: Kept): Promise<Outcome> {
  const made = await issues.create({title: kept.title, body: bodyOf(kept), labels: [kept.label]});
  if (!hasLabel(made, kept.label)) {
    // The next run would not find it, and open another one.
    await issues.change(made.number, {state: 'closed', state_reason: 'not_planned'});
    throw new UserError(
      `GitHub did not give issue ${made.number} the label ${kept.label}, and without it no run would find it: it was closed`,
      'The token may not set labels: give the job `permissions: {issues: write}`.',
    );
  }
  // Another run may have done the same at the same time. Both see both now, and both leave the older one.
  const found = [made, ...(await oursOf(issues, kept)).filter(({number}) => number !== made.number)].toSorted(older);
  const [first = made] = found;
  await withoutTwins(issues, found);
  if (first.number === made.number) return {did: 'opened', url: made.html_url};
  return told(issues, kept, first, 1);
}

async function told(issues: Issues, kept: Kept, issue: Issue, twins: number): Promise<Outcome> {
  const isSame = markOf(issue)?.digest === kept.digest;
  if (isSame) return {did: twins > 0 ? 'updated' : 'unchanged', url: issue.html_url};
  await issues.change(issue.number, {title: kept.title, body: bodyOf(kept)});
  return {did: 'updated', url: issue.html_url};
}

async function closed(issues: Issues, kept: Kept, found: readonly Issue[]): Promise<Outcome> {
  const [first] = found;
  if (first === undefined) return {did: 'none', url: ''};
  await withoutTwins(issues, found);
  await issues.change(first.number, {body: bodyOf(kept), state: 'closed', state_reason: 'completed'});
  return {did: 'closed', url: first.html_url};
}

/** Closes all but the oldest. Gives how many that were. */
async function withoutTwins(issues: Issues, found: readonly Issue[]): Promise<number> {
  const twins = found.slice(1);
  for (const {number} of twins) await issues.change(number, {state: 'closed', state_reason: 'not_planned'});
  return twins.length;
}

const older = (a: Issue, b: Issue): number => a.number - b.number;

async function oursOf(issues: Issues, {key, label, author}: Kept): Promise<readonly Issue[]> {
  return (await issues.open(label))
    .filter(
      (issue) =>
        issue.pull_request === undefined &&
        sameName(issue.user?.login, author) &&
        hasLabel(issue, label) &&
        markOf(issue)?.key === key,
    )
    .toSorted(older);
}

const hasLabel = ({labels}: Issue, wanted: string): boolean =>
  labels.some((label) => sameName(typeof label === 'string' ? label : label.name, wanted));

/** GitHub tells neither labels nor users apart by their case. */
const sameName = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

const MARK = /^<!-- helm-drift key=([0-9a-f]{64}) digest=([0-9a-f]{64}) -->\r?\n/;

/** The marker is the first line, before all text of others. */
function markOf({body}: Issue): {readonly key: string; readonly digest: string} | undefined {
  const [, key, digest] = MARK.exec(body ?? '') ?? [];
  return key === undefined || digest === undefined ? undefined : {key, digest};
}

function bodyOf({key, digest, report, run}: Kept): string {
  const mark = `<!-- helm-drift key=${key} digest=${digest} -->\n`;
  const end = `\nSeen by ${run}. This issue is kept by helm drift: it follows what is found, and closes when all is in contract.\n`;
  const shown = cutAtLine(report, MOST_BYTES, 'The report is longer than an issue: the run has all of it.');
  return `${mark}\n${shown}${end}`;
}
