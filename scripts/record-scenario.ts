import {mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {dump} from 'js-yaml';
import {parseSnapshot} from '../src/check/evidence/snapshot.ts';
import {liveStage} from '../src/app/stage.ts';
import type {Runtime} from '../src/app/runtime.ts';
import {helmCommand} from '../src/helm/helm.ts';
import {connect} from '../src/kube/connection.ts';
import {serverVersion} from '../src/kube/discovery.ts';
import type {JsonObject} from '../src/model/json.ts';
import type {DriftReport} from '../src/model/report.ts';
import type {Scenario} from '../src/model/scenario.ts';
import {startControlPlane} from '../src/sandbox/control-plane.ts';
import {kubeSystemUid} from '../src/sandbox/identity.ts';
import {provisionControlPlane, provisionHelm} from '../src/sandbox/provision.ts';
import {scenariosIn} from '../src/simulate/files.ts';
import {play, timeline} from '../src/simulate/play.ts';
import type {Stage, State} from '../src/simulate/play.ts';
import {recorder} from '../src/recording/recorder.ts';
import type {Heard, Recorder} from '../src/recording/recorder.ts';
import {digestOf, INTENT_FILE, RECORDING_FILE} from '../src/simulate/recording.ts';
import type {RecordedUpgrade, Recording, ScenarioState} from '../src/simulate/recording.ts';
import {stringifyJson} from '../src/yaml/json.ts';

/**
 * `npm run record [NAME …]`: plays the shipped scenarios on a control plane of its own, with a real helm, and writes down
 * what the engine was told in each state: the manifest as helm kept it, the objects as kubectl prints them, the rest as JSON.
 */
/** Between two changes: the API server keeps seconds, and each is to have a time of its own. */
const BETWEEN_MS = 9000;
const wanted = process.argv.slice(2);
const provisioning = {env: process.env, onProgress: (text: string) => process.stderr.write(`${text}\n`)};
const binaries = await provisionControlPlane('sandbox/controlplane', provisioning);
const bin = await provisionHelm(4, provisioning);
const folder = await mkdtemp(join(tmpdir(), 'helm-drift-record-'));
const plane = await startControlPlane({binaries, folder});
const connection = await connect({kubeconfig: plane.kubeconfig});
try {
  const shared = {
    uid: await kubeSystemUid(connection, new AbortController().signal),
    kubernetes: await serverVersion(connection),
    helm: await helmVersion(),
  };
  for (const scenario of await scenariosIn(resolve('scenarios')))
    if (scenario.release.from === 'chart' && (wanted.length === 0 || wanted.includes(scenario.name)))
      await record(scenario, shared);
} finally {
  connection.close();
  await plane.stop();
  await rm(folder, {recursive: true, force: true});
}

interface Shared {
  readonly uid: string;
  readonly kubernetes: string;
  readonly helm: string;
}

async function record(scenario: Scenario, {uid, kubernetes, helm}: Shared): Promise<void> {
  let ear: Recorder = recorder();
  const options = {
    connection: {kubeconfig: plane.kubeconfig},
    uid,
    helm: bin,
    listen: ((baseline, look) => ear.listen(baseline, look)) satisfies Recorder['listen'],
  };
  const live = await liveStage(scenario, options, runtime(), () => {});
  const heard: (Omit<Heard, 'state'> & {readonly state: ScenarioState})[] = [];
  const stage: Stage = {
    ...live,
    async mutate(mutation) {
      await setTimeout(BETWEEN_MS);
      return live.mutate(mutation);
    },
    async check(state): Promise<DriftReport> {
      ear = recorder();
      const report = await live.check(state);
      const {state: told, ...rest} = await ear.heard(state.name, fileOf(state, scenario), report);
      // The forecast and the fix look for themselves, and that is no state of the timeline.
      ear = recorder();
      const isLast = state.kind === 'mutation' && state.number === scenario.steps.length + 1;
      heard.push({...rest, state: isLast ? {...told, upgrade: upgradeOf(await live.foresee())} : told});
      ear = recorder();
      return report;
    },
  };
  try {
    const played = await play(scenario, stage, timeline(scenario).at(-1) as State);
    const surprises = played.flatMap((one) => one.surprises.map((text) => `${one.name}: ${text}`));
    if (surprises.length > 0) throw new Error(`${scenario.name} is not what it expects:\n${surprises.join('\n')}`);
    await write(scenario, heard, {kubernetes, helm});
    process.stderr.write(`${scenario.name} is recorded anew.\n`);
  } finally {
    live.close();
  }
}

function upgradeOf({forecast, findings}: DriftReport): RecordedUpgrade {
  if (forecast === undefined) throw new Error('helm gave no forecast');
  const known = findings.flatMap(({id, forecast: fate}) => (fate === undefined ? [] : [[id, fate] as const]));
  return {forecast, findings: Object.fromEntries(known)};
}

/** The last mutation's is `live.yaml`: with intent.yaml a pair of files for `check --baseline … --live …`. */
function fileOf(state: State, {steps}: Scenario): string {
  if (state.kind !== 'mutation') return state.kind === 'baseline' ? 'baseline.yaml' : 'reconciled.yaml';
  return state.number === steps.length + 1 ? 'live.yaml' : `live-${state.number}.yaml`;
}

async function write(
  scenario: Scenario,
  heard: readonly (Omit<Heard, 'state'> & {readonly state: ScenarioState})[],
  made: Pick<Recording, 'kubernetes' | 'helm'>,
): Promise<void> {
  const target = dirname(scenario.file);
  const [first] = heard;
  if (first === undefined) throw new Error('nothing was heard');
  if (heard.some(({intent}) => intent !== first.intent)) throw new Error('the manifest changed on the way');
  const recording: Recording = {
    schemaVersion: '1',
    kind: 'ScenarioRecording',
    of: digestOf(scenario),
    recordedAt: first.state.takenAt,
    ...made,
    cluster: connection.identity,
    applyMethod: first.applyMethod,
    supplements: first.supplements,
    ...(first.schemas === undefined ? {} : {schemas: first.schemas}),
    states: heard.map(({state}) => state),
  };
  // States may have other names than last time.
  for (const file of await readdir(target))
    if (/^(?:baseline|reconciled|live.*)\.yaml$/.test(file)) await rm(join(target, file));
  await writeFile(join(target, INTENT_FILE), first.intent);
  await writeFile(join(target, RECORDING_FILE), `${stringifyJson(recording, 1)}\n`);
  for (const {state, objects} of heard) await writeFile(join(target, state.live), snapshotText(objects));
}

/** As `kubectl get … -o yaml --show-managed-fields`, with fields in the server's order, as reports show them; read back to the same. */
function snapshotText(objects: readonly JsonObject[]): string {
  const list = JSON.parse(
    stringifyJson({apiVersion: 'v1', items: objects, kind: 'List', metadata: {resourceVersion: ''}}),
  ) as object;
  const text = dump(list, {noRefs: true, lineWidth: -1, sortKeys: false});
  const back = parseSnapshot(text, 'the snapshot').map(({object}) => object);
  if (stringifyJson(back) !== stringifyJson(objects)) throw new Error('the snapshot does not read back as it was');
  return text;
}

async function helmVersion(): Promise<string> {
  const answer = await helmCommand({bin, namespace: undefined, connection: {}, env: process.env}).run([
    'version',
    '--short',
  ]);
  return answer.stdout.trim().split('+', 1)[0] as string;
}

function runtime(): Runtime {
  return {
    argv: [],
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    now: () => new Date(),
    signal: new AbortController().signal,
  };
}
