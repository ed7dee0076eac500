import type {Inspection} from '../check/check.ts';
import type {LedgerHead} from '../ledger/entry.ts';
import type {DriftReport} from '../model/report.ts';
import type {Recorder} from '../recording/recorder.ts';
import {clusterOf} from './cluster.ts';
import {inspectKept, isAnyKept, keptStates} from './kept.ts';
import {readLedgers} from './ledger.ts';
import type {Runtime} from './runtime.ts';
import type {Session} from './session.ts';
import {keeperOf} from './state-keeper.ts';

/**
 * Takes down what a check of a release has told, and keeps what it was told, for whoever follows the release. Answers with the
 * same report, whose findings know when they were seen first; what went wrong is a note of it.
 */
export async function remember(
  report: DriftReport,
  ear: Recorder,
  session: Session,
  runtime: Runtime,
): Promise<DriftReport> {
  const {reports, tell} = await readLedgers([report], session, runtime, keeperOf(ear));
  const [told = report] = reports;
  const problem = await tell([session.redactor.report(told)]);
  return problem === undefined ? told : {...told, notes: [...told.notes, problem]};
}

/** A state of a release that was kept on this machine. */
export interface EarlierState {
  /** The same for the same state. */
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  /** Judges it, by the rules of now. Throws UserError where it is damaged. */
  readonly inspect: () => Promise<Inspection>;
}

/** All that was kept of a release, oldest first. Throws what the disk throws, and UserError where the cluster does not answer. */
export async function earlierStates(
  release: LedgerHead['release'],
  session: Session,
  {env}: Pick<Runtime, 'env'>,
): Promise<readonly EarlierState[]> {
  // The console asks at each look: most releases have none, and cost the cluster no question.
  if (!(await isAnyKept(release, env))) return [];
  const states = await keptStates(release, await clusterOf(await session.cluster()), env);
  return states.map(({head, at, read}) => ({
    id: head.slice(0, 16),
    at,
    inspect: async () => inspectKept(await read(), session),
  }));
}
