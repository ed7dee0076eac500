import {exitCodeOf} from '../../app/exit.ts';
import {readLedgers} from '../../app/ledger.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {CheckRequest, Session} from '../../app/session.ts';
import {sessionKeeper} from '../../app/state-keeper.ts';
import type {SessionKeeper} from '../../app/state-keeper.ts';
import {UserError} from '../../model/errors.ts';
import type {DriftReport} from '../../model/report.ts';
import type {ReportContext} from '../../report/context.ts';
import type {ArgsOf, FlagGroup} from '../flags/args.ts';
import {last, present} from '../flags/args.ts';
import {AUDIT_FLAGS, auditFlags} from '../flags/audit.ts';
import type {AuditFlags} from '../flags/audit.ts';
import {BASELINE_FLAGS, baselineFlags} from '../flags/baseline.ts';
import {CHART_FLAGS, givenValues} from '../flags/chart.ts';
import {connectionFlags} from '../flags/connection.ts';
import type {GlobalArgs} from '../flags/connection.ts';
import {pastTime} from '../flags/duration.ts';
import {CHECKING_FLAGS, checkingFlags, LIVE_FLAGS, liveFlag} from '../flags/evidence.ts';
import {LEDGER_FLAGS, REPORT_FLAGS, reportFlags} from '../flags/report.ts';
import type {ReportFlags} from '../flags/report.ts';
import {assertManyAlone, SCOPE_FLAGS, scopeFlags} from '../flags/scope.ts';
import type {Scope} from '../flags/scope.ts';
import {withSession} from '../session.ts';
import {witnessed} from '../witness.ts';
import type {SessionFlags} from '../flags/session.ts';
import {wantsColor} from '../text/color.ts';
import {say, targetsOf, writeReports} from '../text/output.ts';
import {knownWidth, widthOf} from '../text/width.ts';
import {command} from './command.ts';

const FORECAST_FLAGS = {
  forecast: {
    type: 'boolean',
    default: false,
    describe:
      'what the next helm upgrade, to CHART or to the same again, will do to each difference; nothing is written',
    group: 'Forecast:',
  },
} as const satisfies FlagGroup;

const AT_FLAGS = {
  at: {
    type: 'string',
    nargs: 1,
    describe:
      'the release as it was at a time (2026-11-28T09:30:00Z, or 8h ago), from what checks of this machine have kept',
    group: 'Evidence:',
  },
} as const satisfies FlagGroup;

const CHECK_FLAGS = {
  ...AUDIT_FLAGS,
  ...BASELINE_FLAGS,
  ...LIVE_FLAGS,
  ...CHECKING_FLAGS,
  ...FORECAST_FLAGS,
  ...AT_FLAGS,
  ...SCOPE_FLAGS,
  ...CHART_FLAGS,
  ...REPORT_FLAGS,
  ...LEDGER_FLAGS,
};

/** `helm drift check`: intent and evidence in, report on stdout, exit code out. */
export const CHECK = command({
  usage: 'check [release] [chart]',
  describe: 'compare a release with the cluster',
  options: CHECK_FLAGS,
  examples: [
    ['helm drift check test-nginx -n sandbox-nginx --diff', 'one release, with a YAML diff'],
    ['helm drift check -A -o table --fail-on high', 'every release of the cluster; only high and critical drift fails'],
    ['helm drift check test-nginx ./charts/nginx -f prod.yaml -n sandbox-nginx', 'against a chart and its values'],
    [
      'helm drift check test-nginx -n sandbox-nginx --at 8h',
      'as it was eight hours ago, as far as checks have kept it',
    ],
    ['helm drift check test-nginx -n sandbox-nginx -o text -o sarif=drift.sarif', 'for eyes, and for code scanning'],
    [
      'helm drift check test-nginx -n sandbox-nginx --baseline release-baseline.yaml --live live.yaml',
      'two files that capture wrote: no cluster',
    ],
  ],
  run: (args, runtime) => runCheck(checkFlags(args, runtime), runtime),
});

interface CheckFlags {
  readonly session: SessionFlags;
  readonly request: CheckRequest;
  readonly scope: Scope;
  readonly forecast: boolean;
  /** RFC 3339; undefined for now. */
  readonly at: string | undefined;
  /** Whether the history of findings is read and kept. */
  readonly ledger: boolean;
  readonly report: ReportFlags;
  readonly audit: AuditFlags;
}

function checkFlags(
  args: ArgsOf<typeof CHECK_FLAGS> &
    GlobalArgs & {readonly release?: string | undefined; readonly chart?: string | undefined},
  {env, now}: Pick<Runtime, 'env' | 'now'>,
): CheckFlags {
  const scope = scopeFlags(args);
  const checking = checkingFlags(args);
  const {chart, baseline: file, git: commit, revision: number} = args;
  if (scope !== 'release') assertManyAlone(args.release, [chart, file, commit, number, args.live].some(isGiven));
  const request = {...baselineFlags(args), live: liveFlag(args, checking)};
  const {release, baseline, revision, git, live} = request;
  const isOther = [baseline, live, revision, git].some(isGiven);
  if (args.forecast && (scope !== 'release' || isOther))
    throw new UserError(
      '--forecast is about the next upgrade of one release as it stands in the cluster',
      'Leave out --all, --baseline, --git, --live and --revision.',
    );
  const at = last(args.at);
  if (at !== undefined && (scope !== 'release' || isOther || chart !== undefined || args.forecast))
    throw new UserError(
      '--at is about one release as it was deployed then',
      'Leave out CHART, --all, -A, --baseline, --git, --live, --revision and --forecast.',
    );
  if (scope === 'release' && release === undefined && baseline === undefined)
    throw new UserError(
      'no release was named',
      'Name one (`helm drift check RELEASE -n NAMESPACE`), or check them all with --all or -A.',
    );
  return {
    session: {
      settings: connectionFlags(args, env),
      ...checking,
      showSecrets: args['show-secrets'],
      given: givenValues(args, args.chart),
    },
    request,
    scope,
    forecast: args.forecast,
    // Of another baseline, a file or a chart to come nothing is told that the release did.
    ledger: !args['no-ledger'] && !args.forecast && at === undefined && !isOther && chart === undefined,
    at: at === undefined ? undefined : pastTime(at, '--at', now()),
    report: reportFlags(args),
    audit: auditFlags(args),
  };
}

const isGiven = (value: unknown): boolean => value !== undefined;

async function runCheck(
  {session: flags, request, scope, forecast, at, ledger, report, audit: {audit, who}}: CheckFlags,
  runtime: Runtime,
): Promise<number> {
  const targets = await targetsOf(report.outputs);
  const started = performance.now();
  const {witness, seeing} = await witnessed(flags, audit);
  const keeper = ledger ? sessionKeeper(scope !== 'release') : undefined;
  const {reports, redactor, tell} = await withSession(heardBy(keeper, seeing), runtime, async (session) => {
    const found = await reportsOf(session, request, scope, {forecast, at, runtime});
    const named = (await witness?.tell(found, session, runtime)) ?? found;
    const read = ledger ? await readLedgers(named, session, runtime, keeper) : {reports: named, tell: undefined};
    return {...read, redactor: session.redactor};
  });
  const {policy} = report;
  const many = scope !== 'release';
  const seconds = (performance.now() - started) / 1000;
  const context = {...contextOf(report, runtime), many, policy, ...present({who}), seconds};
  const shown = reports.map(redactor.report);
  const problem = await tell?.(shown);
  if (problem !== undefined) say(runtime.stderr, `Note: ${problem}\n`);
  await writeReports(targets, shown, context, {
    stdout: runtime.stdout,
    privacy: redactor.show ? 'private' : 'ordinary',
  });
  return exitCodeOf(reports, policy);
}

function heardBy(keeper: SessionKeeper | undefined, flags: SessionFlags): SessionFlags {
  if (keeper === undefined) return flags;
  return {
    ...flags,
    listen: keeper.listen,
    onInspected(inspection) {
      keeper.onInspected(inspection);
      flags.onInspected?.(inspection);
    },
  };
}

async function reportsOf(
  session: Session,
  request: CheckRequest,
  scope: Scope,
  {forecast, at, runtime}: Pick<CheckFlags, 'forecast' | 'at'> & {readonly runtime: Runtime},
): Promise<DriftReport[]> {
  if (scope === 'cluster') return session.checkAll(undefined);
  if (scope === 'namespace') return session.checkAll(await session.namespace());
  if (at !== undefined) {
    const {reportAt} = await import('../../app/kept.ts');
    const place = {name: request.release ?? '', namespace: await session.namespace()};
    return [await reportAt(place, at, session, runtime)];
  }
  if (!forecast) return [await session.checkOne(request)];
  // With a forecast the release itself is the baseline, and CHART what it is upgraded to.
  const {foresee} = await import('../../app/forecast.ts');
  return [await foresee(request, session, runtime)];
}

function contextOf(
  {color, showIgnored, diff, verbose}: ReportFlags,
  runtime: Runtime,
): Omit<ReportContext, 'many' | 'policy' | 'seconds'> {
  const {stdout, env, now} = runtime;
  return {
    color: wantsColor(color, env, stdout.isTTY === true),
    width: widthOf(runtime),
    isPiped: knownWidth(runtime) === undefined,
    showIgnored,
    diff,
    verbose,
    now: now(),
    version: HELM_DRIFT_VERSION,
  };
}
