import {ensureKey} from '../fix/record/key.ts';
import {recordsFolder} from '../fix/record/folder.ts';
import {concealed} from '../kept/concealed.ts';
import {messageOf, UserError} from '../model/errors.ts';
import type {DriftReport} from '../model/report.ts';
import {anonymizer} from '../recording/anonymous.ts';
import type {Anonymizer} from '../recording/anonymous.ts';
import {changedHeard} from '../recording/changed.ts';
import {recorder} from '../recording/recorder.ts';
import type {Heard, Recorder} from '../recording/recorder.ts';
import {capturedManifest} from '../report/capture.ts';
import {scenarioFiles} from '../simulate/made.ts';
import type {RealState} from '../simulate/made.ts';
import {stringifyJson} from '../yaml/json.ts';
import {clusterOf} from './cluster.ts';
import {versionOf} from './forecast.ts';
import {keptStates} from './kept.ts';
import type {Runtime} from './runtime.ts';
import {asDeployed} from './session.ts';
import type {Listen} from './listen.ts';
import type {Session} from './session.ts';

export interface RecordedDrift {
  readonly files: ReadonlyMap<string, string>;
  readonly report: DriftReport;
  /** States before now. */
  readonly earlier: number;
}

/** Steps that one looks at: what came before them explains nothing any more. */
const EARLIER = 8;

/** Overhears the check of a session, and makes a scenario of it. */
export interface DriftRecorder {
  readonly listen: Listen;
  /**
   * A scenario of what a release of the cluster is now, and what checks of this machine have met before under the same manifest:
   * file names and their texts. Secrets are masked; with `isAnonymous` addresses, hosts, people and UIDs are others'. Throws
   * UserError where nothing has drifted, and where it could not be seen whole.
   */
  record(
    of: {readonly release: string; readonly isAnonymous: boolean},
    session: Session,
    runtime: Runtime,
  ): Promise<RecordedDrift>;
}

export function driftRecorder(): DriftRecorder {
  const ear = recorder();
  return {
    listen: (baseline, source) => ear.listen(baseline, source),
    record: (of, session, runtime) => recordedBy(ear, of, session, runtime),
  };
}

async function recordedBy(
  ear: Recorder,
  {release, isAnonymous}: {readonly release: string; readonly isAnonymous: boolean},
  session: Session,
  runtime: Runtime,
): Promise<RecordedDrift> {
  const namespace = await session.namespace();
  const report = await session.checkOne(asDeployed(release, namespace));
  if (report.summary.drift === 0)
    throw new UserError(
      `${release} in namespace ${namespace} has not drifted: there is nothing to record`,
      report.gaps.length > 0 ? 'Some of it could not be seen: helm drift check tells what.' : undefined,
    );
  const now = concealed(await heardBy(ear, report), await ensureKey(recordsFolder(runtime.env)));
  const cluster = await session.cluster();
  const here = await clusterOf(cluster);
  const before: RealState[] = [];
  for (const state of (await keptStates({name: release, namespace}, here, runtime.env)).toReversed()) {
    if (before.length >= EARLIER) break;
    const {shared, state: told, intent, objects} = await state.read();
    if (intent !== now.intent) break;
    if (told.takenAt < report.takenAt && !isSame(objects, now.objects))
      before.unshift({
        name: nameOf(told.takenAt),
        heard: {...shared, schemas: shared.schemas, state: told, intent, objects},
      });
  }
  const last = {name: nameOf(report.takenAt), heard: now};
  const anonymous = isAnonymous ? anonymizer() : undefined;
  const [first = last, ...others] = [...before, last].map(({name, heard}) => ({name, heard: as(heard, anonymous)}));
  const {name, server} = here;
  const files = await scenarioFiles({
    title: `Drift of ${release}, recorded on ${report.takenAt.slice(0, 10)}`,
    about: `What a cluster held of the release ${release}, as checks met it. Recorded by helm drift simulate --record.\n`,
    states: [first, ...others],
    made: {
      kubernetes: await cluster.reader.version(),
      helm: await versionOf(session.helm(namespace)).then(
        (version) => `v${version}`,
        () => 'of unknown version',
      ),
      cluster: isAnonymous ? {name: 'cluster', server: 'https://cluster.example'} : {name, server},
    },
  });
  return {files, report, earlier: before.length};
}

async function heardBy(ear: Recorder, report: DriftReport): Promise<Heard> {
  try {
    return await ear.heard('', '', report);
  } catch (error) {
    throw new UserError(`this check cannot be recorded: ${messageOf(error)}`, 'Try again.', {cause: error});
  }
}

const nameOf = (takenAt: string): string => `Seen ${takenAt.slice(0, 19).replace('T', ' ')}Z`;

function isSame(a: Heard['objects'], b: Heard['objects']): boolean {
  return stringifyJson(a) === stringifyJson(b);
}

function as(heard: Heard, anonymous: Anonymizer | undefined): Heard {
  if (anonymous === undefined) return heard;
  const changer = {learn: () => {}, object: anonymous.object};
  return changedHeard(heard, {...anonymous, manifest: (text, name) => capturedManifest(text, name, changer).text});
}
