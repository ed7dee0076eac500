import {stateOf} from '../../model/report.ts';
import type {DriftReport} from '../../model/report.ts';
import type {Action, Scenario} from '../../model/scenario.ts';
import type {ReportContext} from '../../report/context.ts';
import {paintFor} from '../../report/paint.ts';
import type {Paint} from '../../report/paint.ts';
import {jsonReport} from '../../report/json.ts';
import {createRedactor} from '../../redact/redactor.ts';
import {boldFirst} from '../../report/bold.ts';
import {textReport} from '../../report/text.ts';
import {bounded, hanging, plural} from '../../report/words.ts';
import {detailsOf} from '../../simulate/expectations.ts';
import {timeline} from '../../simulate/play.ts';
import type {Played} from '../../simulate/play.ts';
import type {Recording} from '../../simulate/recording.ts';
import {parseJsonExact, printedJson, stringifyJson} from '../../yaml/json.ts';
import {wantsColor} from './color.ts';
import {knownWidth, widthOf} from './width.ts';
import type {Runtime} from '../../app/runtime.ts';

/** Where the evidence comes from; said in every output. */
export type Source =
  | {readonly kind: 'recording'; readonly recording: Recording}
  | {readonly kind: 'files'}
  | {readonly kind: 'sandbox'; readonly server: string};

interface Style {
  readonly output: 'text' | 'json';
  readonly color: 'auto' | 'always' | 'never';
  readonly showIgnored: boolean;
  readonly runtime: Runtime;
}

export interface Playing extends Style {
  readonly scenario: Scenario;
  readonly played: readonly Played[];
  readonly source: Source;
  readonly now: Date;
}

/** The scenarios there are. */
export function listText(scenarios: readonly Scenario[], {output, color, runtime}: Style): string {
  if (output === 'json') {
    const entries = scenarios.map((scenario) => ({
      ...headOf(scenario),
      steps: timeline(scenario).map(({name}) => name),
    }));
    return `${JSON.stringify({schemaVersion: '1', kind: 'ScenarioList', scenarios: entries}, undefined, 2)}\n`;
  }
  const paint = paintFor(wantsColor(color, runtime.env, runtime.stdout.isTTY === true));
  const width = Math.max(...scenarios.map(({name}) => name.length));
  const lines = scenarios.map(({name, title}) => `  ${paint.bold(name.padEnd(width))}  ${title}`);
  return [
    'Scenarios, each from the approved release to the way back:',
    '',
    ...lines,
    '',
    'Next: helm drift simulate governed-drift',
    '      helm drift simulate governed-drift --live   (on the sandbox: helm drift sandbox up)',
    '',
  ].join('\n');
}

function headOf({name, title, about, release, focus}: Scenario): object {
  return {
    name,
    title,
    about,
    release: {name: release.name, namespace: release.namespace},
    ...(focus === undefined ? {} : {focus}),
  };
}

export function playedText(playing: Playing): string {
  return playing.output === 'json' ? asJson(playing) : asText(playing);
}

function asJson({scenario, played, source, now}: Playing): string {
  const from =
    source.kind === 'recording'
      ? {
          kind: source.kind,
          recordedAt: source.recording.recordedAt,
          kubernetes: source.recording.kubernetes,
          helm: source.recording.helm,
        }
      : source;
  const states = played.map(({number, name, kind, report, surprises}) => ({
    number,
    name,
    kind,
    driftLoad: report.summary.drift,
    surprises,
    report: parseJsonExact(jsonReport([createRedactor().report(report)], context(0, now, false))),
  }));
  return printedJson({schemaVersion: '1', kind: 'Simulation', scenario: headOf(scenario), source: from, states});
}

function context(seconds: number, now: Date, showIgnored: boolean, width = 80, color = false): ReportContext {
  return {
    many: false,
    color,
    width,
    showIgnored,
    diff: false,
    policy: {failOn: 'low', allowIncomplete: false},
    now,
    seconds,
    version: HELM_DRIFT_VERSION,
  };
}

function asText(playing: Playing): string {
  const {scenario, played, source, color, runtime} = playing;
  const isColored = wantsColor(color, runtime.env, runtime.stdout.isTTY === true);
  const paint = paintFor(isColored);
  const {name, namespace} = scenario.release;
  const wide = Math.max(...timeline(scenario).map((state) => state.name.length));
  const width = bounded(widthOf(runtime));
  const lines = [
    ...boldFirst(scenario.title, `: ${name} in ${namespace}`, {width, paint}),
    ...hanging(sourceText(source), width).map(paint.dim),
    '',
    ...timeline(scenario).map((state) => {
      const one = played.find(({number}) => number === state.number);
      return `  ${one === undefined ? '○' : '●'} ${state.number}  ${state.name.padEnd(wide)}  ${one === undefined ? '' : verdict(one.report, paint)}`.trimEnd();
    }),
    ...played.flatMap((one) => stateLines(one, playing, paint, isColored)),
    '',
    ...nextLines(scenario, source, playing).flatMap((line) => hanging(line, width)),
  ];
  return `${lines.join('\n')}\n`;
}

function sourceText(source: Source): string {
  switch (source.kind) {
    case 'recording': {
      const {recordedAt, kubernetes, helm} = source.recording;
      return `Evidence recorded on ${recordedAt.slice(0, 10)} on Kubernetes ${kubernetes} with Helm ${helm}; judged now, by the same engine as check`;
    }
    case 'files':
      return 'Evidence from files; judged now, by the same engine as check';
    case 'sandbox':
      return `Played on the sandbox at ${source.server}`;
  }
}

function verdict(report: DriftReport, paint: Paint): string {
  switch (stateOf(report)) {
    case 'in-contract':
      return paint.good('in contract');
    case 'variance-detected':
      return paint.bad(plural(report.summary.drift, 'active variance'));
    case 'incomplete':
      return paint.warn('incomplete');
  }
}

const RULE = 3;

function stateLines(one: Played, playing: Playing, paint: Paint, isColored: boolean): string[] {
  const {runtime, showIgnored, scenario, source, now} = playing;
  const width = bounded(widthOf(runtime));
  const title = `${'─'.repeat(RULE)} ${one.number} ${one.name} `;
  const mutations = one.kind === 'mutation' && one.step.change.by === 'mutations' ? one.step.change.mutations : [];
  // The age of what was recorded is that of then.
  const clock = source.kind === 'recording' ? new Date(one.report.takenAt) : now;
  const report = textReport([createRedactor().report(one.report)], {
    ...context(one.seconds, clock, showIgnored, width, isColored),
    isPiped: knownWidth(runtime) === undefined,
  });
  return [
    '',
    paint.dim(title + '─'.repeat(Math.max(0, width - title.length))),
    ...mutations.flatMap(({manager, target, action}) =>
      hanging(`${manager} ${actionText(action, `${target.kind}/${target.name}`)}`, width - 2).map(
        (line) => `  ${line}`,
      ),
    ),
    ...(mutations.length > 0 ? [''] : []),
    // Its last line speaks of a cluster that need not be there.
    ...(report.split(/^Next: /m)[0] ?? '').trimEnd().split('\n'),
    ...focusLines(scenario, one, paint, width),
    ...(one.surprises.length === 0
      ? []
      : ['', paint.bad('Not as the scenario expects:'), ...one.surprises.map((line) => `  ${line}`)]),
  ];
}

function actionText(action: Action, object: string): string {
  switch (action.do) {
    case 'patch':
    case 'jsonPatch':
      return `patches ${object}`;
    case 'create':
      return `creates ${object}`;
    case 'delete':
      return `deletes ${object}`;
    case 'scale':
      return `scales ${object} to ${action.replicas}`;
  }
}

/** The one control path that the scenario is about, if it drifted here. */
function focusLines({focus}: Scenario, {report}: Played, paint: Paint, width: number): string[] {
  const finding = report.findings.find((one) => {
    const {object, path} = detailsOf(one);
    return one.verdict === 'drift' && `${object} ${path}`.trim() === focus;
  });
  if (finding === undefined) return [];
  const {controlPath, desired, live} = finding;
  const values =
    desired === undefined || live === undefined
      ? ''
      : `: desired ${stringifyJson(desired)}, live ${stringifyJson(live)}`;
  return ['', ...boldFirst(`Focused control path: ${controlPath.title}`, values, {width, paint})];
}

function nextLines({name, release}: Scenario, source: Source, {played}: Playing): string[] {
  const last = played.at(-1);
  if (source.kind === 'sandbox' && last?.kind === 'mutation')
    return [`The sandbox is left so. Next: helm drift check ${release.name} -n ${release.namespace}`];
  if (source.kind !== 'recording') return [];
  return [`Next: helm drift simulate ${name} --live (on the sandbox: helm drift sandbox up)`];
}
