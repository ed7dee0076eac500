import {carryOut, prepare} from '../fix/fix.ts';
import {openForFix} from './fix-ports.ts';
import type {Runtime} from './runtime.ts';
import type {Session} from './session.ts';

/** Whatever drifted, what was added beside the declared fields too: the way back of a scenario is a whole one. */
const ALL = {only: [], exclude: [], added: true, prune: true} as const;
const AN_HOUR = 3600;

/** The way back by the same fix that `helm drift fix` is, with its record: `helm drift undo` brings the drift back. */
export async function reconcileByFix(
  release: {readonly name: string; readonly namespace: string},
  session: Session,
  runtime: Runtime,
): Promise<void> {
  const opened = await openForFix(release, session, runtime, () => {});
  const options = {release: opened.release, selection: ALL, recreate: false, validFor: AN_HOUR};
  const prepared = await prepare(opened.ports, options);
  // What could not be put back the next check shows.
  if (prepared.steps.some(({step}) => step.refused === undefined)) await carryOut(prepared, opened.ports);
}
