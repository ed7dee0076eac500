import {resolve} from 'node:path';
import {UserError} from '../../model/errors.ts';
import {plural} from '../../model/plural.ts';
import type {Scenario} from '../../model/scenario.ts';
import type {Stage, State} from '../../simulate/play.ts';
import {command} from './command.ts';
import {EXIT} from '../../app/exit.ts';
import {last} from '../flags/args.ts';
import type {FlagGroup} from '../flags/args.ts';
import {connectionFlags} from '../flags/connection.ts';
import {COLOR_FLAGS, IGNORED_FLAGS, OUTCOME_FLAGS} from '../flags/report.ts';
import type {OutcomeFlags} from '../flags/report.ts';
import {withSession} from '../session.ts';
import {sayOutcome} from '../text/output.ts';
import {printedJson} from '../../yaml/json.ts';
import {progressOn} from '../text/progress.ts';
import type {Progress} from '../text/progress.ts';
import type {Settings} from '../../app/settings.ts';
import type {Source} from '../text/simulation.ts';
import type {Runtime} from '../../app/runtime.ts';

const SIMULATE_FLAGS = {
  step: {
    type: 'string',
    nargs: 1,
    describe: 'one state of the timeline alone, by number or name; with --live the sandbox is left in it',
    group: 'Scenario:',
  },
  live: {
    type: 'boolean',
    default: false,
    describe: 'play it on the sandbox (`helm drift sandbox up`) instead of recorded evidence',
    group: 'Scenario:',
  },
  dir: {type: 'string', nargs: 1, describe: 'folder of the sandbox', group: 'Scenario:'},
  record: {
    type: 'string',
    nargs: 1,
    describe:
      'write a new folder with a scenario of the real drift of a release, which stands in the place of SCENARIO',
    group: 'Scenario:',
  },
  redact: {
    type: 'boolean',
    default: false,
    describe: 'with --record: addresses, hosts, registries, e-mail addresses and UIDs are others’ (secrets always are)',
    group: 'Scenario:',
  },
  ...OUTCOME_FLAGS,
  ...COLOR_FLAGS,
  ...IGNORED_FLAGS,
} as const satisfies FlagGroup;

interface SimulateFlags extends OutcomeFlags {
  readonly scenario: string | undefined;
  readonly step: string | undefined;
  readonly live: boolean;
  /** The folder of the sandbox. */
  readonly dir: string | undefined;
  readonly showIgnored: boolean;
  readonly settings: Settings;
}

/** `helm drift simulate`: what drift looks like from the approved release to the way back, rehearsed. */
export const SIMULATE = command({
  usage: 'simulate [scenario]',
  describe: 'play a scenario: baseline, out-of-band mutation, reconcile',
  options: SIMULATE_FLAGS,
  examples: [
    ['helm drift simulate', 'the scenarios that there are'],
    ['helm drift simulate governed-drift', 'all of one, from recorded evidence'],
    ['helm drift simulate governed-drift --step 2 -o json', 'one state of it, for programs'],
    [
      'helm drift simulate test-nginx --record ./incident-42 -n sandbox-nginx --redact',
      'a scenario of what has happened there, to play and to pass on',
    ],
  ],
  run: ({scenario, step, live, dir, output, color, record, redact, ...args}, runtime) => {
    const settings = connectionFlags(args, runtime.env);
    const folder = last(record);
    if (folder !== undefined) return runRecord({release: scenario, folder, redact, output, settings}, runtime);
    const showIgnored = args['show-ignored'];
    const flags = {scenario, step: last(step), live, dir: last(dir), output, color, showIgnored, settings};
    return runSimulate(flags, runtime);
  },
});

interface RecordFlags {
  readonly release: string | undefined;
  readonly folder: string;
  readonly redact: boolean;
  readonly output: 'text' | 'json';
  readonly settings: Settings;
}

async function runRecord({release, folder, redact, output, settings}: RecordFlags, runtime: Runtime): Promise<number> {
  if (release === undefined)
    throw new UserError('no release was named', 'Say whose drift: helm drift simulate RELEASE --record FOLDER.');
  const [{driftRecorder}, {writeFolder}] = await Promise.all([
    import('../../app/real-drift.ts'),
    import('../../app/files.ts'),
  ]);
  const recorder = driftRecorder();
  const flags = {
    settings,
    config: undefined,
    check: {},
    showSecrets: false,
    listen: recorder.listen,
  };
  const target = resolve(runtime.cwd, folder);
  const {report, earlier} = await withSession(flags, runtime, async (session) => {
    const recorded = await recorder.record({release, isAnonymous: redact}, session, runtime);
    await writeFolder(target, recorded.files);
    return recorded;
  });
  const {drift} = report.summary;
  const text =
    output === 'json'
      ? printedJson({schemaVersion: '1', kind: 'RecordedScenario', folder: target, drift, steps: earlier + 1})
      : `${plural(drift, 'difference')} in ${plural(earlier + 1, 'state')} recorded: helm drift simulate ${folder.includes('/') ? folder : `./${folder}`}\n`;
  await sayOutcome(runtime.stdout, output, text);
  return EXIT.clean;
}

async function runSimulate(flags: SimulateFlags, runtime: Runtime): Promise<number> {
  const {env, cwd, stdout, stderr, now} = runtime;
  const [{findScenario, scenariosIn}, {shipped}, texts] = await Promise.all([
    import('../../simulate/files.ts'),
    import('../../sandbox/shipped.ts'),
    import('../text/simulation.ts'),
  ]);
  const {scenarios} = await shipped(env);
  const {output, color, showIgnored} = flags;
  const style = {output, color, showIgnored, runtime};
  if (flags.scenario === undefined) {
    if (flags.live || flags.step !== undefined)
      throw new UserError('no scenario was named', 'See `helm drift simulate` for those that ship.');
    await sayOutcome(stdout, output, texts.listText(await scenariosIn(scenarios), style));
    return EXIT.clean;
  }
  const scenario = await findScenario(flags.scenario, scenarios, cwd);
  const {play, stateNamed, timeline} = await import('../../simulate/play.ts');
  const states = timeline(scenario);
  const wanted = flags.step === undefined ? undefined : stateNamed(scenario, flags.step);
  const progress = progressOn(stderr, env);
  const {stage, source, close} = await stageOf(flags, scenario, runtime, progress);
  try {
    const played = await play(scenario, stage, wanted ?? (states.at(-1) as State));
    progress.done();
    const shown = played.filter(({number}) => wanted === undefined || number === wanted.number);
    await sayOutcome(stdout, output, texts.playedText({scenario, played: shown, source, now: now(), ...style}));
    return shown.some(({surprises}) => surprises.length > 0) ? EXIT.error : EXIT.clean;
  } finally {
    progress.done();
    close();
  }
}

interface Chosen {
  readonly stage: Stage;
  readonly source: Source;
  readonly close: () => void;
}

async function stageOf(
  flags: SimulateFlags,
  scenario: Scenario,
  runtime: Runtime,
  progress: Progress,
): Promise<Chosen> {
  if (flags.live) return onSandbox(flags, scenario, runtime, progress);
  const {recordedStage} = await import('../../simulate/recorded.ts');
  const stage = await recordedStage(scenario, runtime.now());
  const {recording} = stage;
  return {stage, source: recording === undefined ? {kind: 'files'} : {kind: 'recording', recording}, close: () => {}};
}

/** The sandbox's own kubeconfig, unless somebody names a cluster: then that one is meant, and the writer looks what it is. */
async function onSandbox(
  flags: SimulateFlags,
  scenario: Scenario,
  runtime: Runtime,
  progress: Progress,
): Promise<Chosen> {
  const {env, cwd} = runtime;
  const [{kubeconfigFile, sandboxFolder}, {status}, {liveStage}] = await Promise.all([
    import('../../sandbox/home.ts'),
    import('../../sandbox/sandbox.ts'),
    import('../../app/stage.ts'),
  ]);
  if (scenario.release.from === 'file')
    throw new UserError(
      `${scenario.file}: the scenario is made of files, and cannot be played live`,
      'Leave --live out, or give its release a chart and its steps mutations.',
    );
  const folder = await sandboxFolder(env, flags.dir, cwd);
  const one = await status(folder);
  if (one.state !== 'up') throw new UserError(`no sandbox is up in ${folder}`, 'Start one: `helm drift sandbox up`.');
  const {connection} = flags.settings;
  const isNamed = [connection.kubeconfig, connection.context, connection.apiServer].some((part) => part !== undefined);
  const stage = await liveStage(
    scenario,
    {
      connection: isNamed ? connection : {kubeconfig: kubeconfigFile(folder)},
      uid: one.facts.uid,
      helm: env['HELM_BIN'] || one.facts.helm,
    },
    runtime,
    progress.on,
  );
  return {stage, source: {kind: 'sandbox', server: one.facts.server}, close: () => stage.close()};
}
