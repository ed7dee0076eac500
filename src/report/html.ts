import {createHash} from 'node:crypto';
import type {Json} from '../model/json.ts';
import {formatPath} from '../model/path.ts';
import {refLabel} from '../model/refs.ts';
import {SEVERITIES, stateOf} from '../model/report.ts';
import type {DriftReport, Finding, Severity} from '../model/report.ts';
import {stringifyJson} from '../yaml/json.ts';
import type {ReportContext} from './context.ts';
import {
  byObject,
  byText,
  headline,
  methodText,
  originText,
  seenSince,
  shownFindings,
  totalText,
  whyText,
  worstFirst,
} from './finding-words.ts';
import {SCRIPT} from './html-script.ts';
import {STYLE} from './html-style.ts';
import {visible} from './markup.ts';
import {baselineOf, sourceOf} from './place.ts';
import {outcomeOf} from './policy.ts';
import type {SafeReport} from '../redact/redactor.ts';
import {besideAbsolute} from './when.ts';
import {runOf} from './run-notes.ts';
import {plural} from './words.ts';
import {diffText} from './yaml-diff.ts';

const SHAPE = {critical: '◆', high: '▲', medium: '●', low: '○'} as const satisfies Record<Severity, string>;
const STATE = {
  'in-contract': '✓ In contract',
  'variance-detected': '◆ Variance detected',
  incomplete: '? Incomplete',
} as const;
/** Larger reports open folded: the overview first. */
const OPEN_UP_TO = 60;
/** A value longer than this is folded. */
const LONG = 240;

/**
 * One file, whole: it fetches nothing, and its policy lets nothing run but its own script, by that script's digest. The page
 * is complete without the script, which filters, searches, folds and changes the theme.
 */
export function htmlReport(reports: readonly SafeReport[], context: ReportContext): string {
  const count = reports.reduce((sum, report) => sum + shownFindings(report, context.showIgnored).length, 0);
  const [only] = reports;
  const title =
    reports.length === 1 && only !== undefined
      ? `${only.release.name} in ${only.release.namespace}: ${headline(only)}`
      : totalText(reports, context.seconds);
  const run = runOf(reports, context);
  const sections = run.reports.map((report) => section(report, context, count <= OPEN_UP_TO));
  return `<!doctype html>
<html lang="en" data-theme="auto">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${digest(SCRIPT)}; style-src ${digest(STYLE)}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${visible(`Drift: ${title}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="top">
<p class="brand">Helm Drift Detector</p>
<h1>${visible(title)}</h1>
${run.notes.length === 0 ? '' : `${notesText(run.notes)}\n`}${toolbar(reports, context, count)}
</header>
<main>
${sections.join('\n')}
<p id="none" class="empty" hidden>Nothing matches. <button type="button" id="clear">Clear the filter</button></p>
</main>
<footer>helm drift ${visible(context.version)}, ${visible(context.now.toISOString())}, ${context.seconds.toFixed(2)} s. Secret values are shown as their length and a keyed digest.</footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function digest(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function toolbar(reports: readonly DriftReport[], {showIgnored}: ReportContext, count: number): string {
  const findings = reports.flatMap((report) => shownFindings(report, showIgnored));
  const box = (value: string, label: string, amount: number): string =>
    `<label class="chip ${value}"><input type="checkbox" data-filter="${value}" checked${amount === 0 ? ' disabled' : ''}> ${label} <b>${amount}</b></label>`;
  const severities = SEVERITIES.toReversed().map((severity) =>
    box(
      severity,
      `${SHAPE[severity]} ${severity}`,
      findings.filter((one) => one.verdict === 'drift' && one.severity === severity).length,
    ),
  );
  const verdicts = (['accepted', 'ignored'] as const).flatMap((verdict) => {
    const amount = findings.filter((one) => one.verdict === verdict).length;
    return amount === 0 ? [] : [box(verdict, verdict, amount)];
  });
  const gaps = reports.reduce((sum, report) => sum + report.gaps.length, 0);
  return `<div class="tools" role="search">
<input id="search" type="search" placeholder="Search objects, paths, values, managers" aria-label="Search">
<span class="chips">${[...severities, ...verdicts, ...(gaps > 0 ? [box('gap', '? unverified', gaps)] : [])].join('')}</span>
<span class="buttons"><button type="button" id="expand">Expand all</button><button type="button" id="fold">Fold all</button><button type="button" id="theme">Theme: auto</button></span>
<span id="count" role="status" aria-live="polite">${count} of ${count} shown</span>
</div>`;
}

function notesText(notes: readonly string[]): string {
  return notes.map((note) => `<p class="note"><b>Note</b> ${visible(note)}</p>`).join('\n');
}

function section(report: DriftReport, context: ReportContext, open: boolean): string {
  const {release, summary, notes, gaps} = report;
  const state = stateOf(report);
  const groups = byObject(shownFindings(report, context.showIgnored));
  const passes = state !== 'in-contract' && outcomeOf(report, context.policy) === 'clean';
  const counts = [
    `${plural(summary.compared, 'object')} compared`,
    ...(summary.accepted > 0 ? [`${summary.accepted} accepted`] : []),
    ...(summary.ignored > 0 ? [`${summary.ignored} ignored${context.showIgnored ? '' : ' (--show-ignored)'}`] : []),
    ...(passes ? ['passes by the policy of this check'] : []),
  ].join(', ');
  return `<section class="release">
<h2><span class="state ${state}">${STATE[state]}</span> · <bdi>${visible(release.name)}</bdi> <span class="dim">in <bdi>${visible(release.namespace)}</bdi>${visible(originText(report, besideAbsolute(context.now)))}</span></h2>
<p>${context.many ? `${visible(headline(report))}. ` : ''}<span class="dim">${visible(counts)}, ${visible(report.takenAt)}</span></p>
${notesText(notes)}
${groups.map((group) => objectPart(report, group, context, open)).join('\n')}
${gapsPart(gaps)}
</section>`;
}

function objectPart(report: DriftReport, group: readonly Finding[], context: ReportContext, open: boolean): string {
  const first = group[0] as Finding;
  const worst = worstFirst(group)[0] as Finding;
  const place = first.ref.namespace === undefined ? 'cluster-scoped' : first.ref.namespace;
  const groups = [...new Set(group.map(({controlPath}) => controlPath.group))].join(', ');
  return `<details class="object"${open ? ' open' : ''}>
<summary>${badge(worst)} <b><bdi>${visible(refLabel(first.ref))}</bdi></b> <span class="dim">${visible(place)}</span> <span class="end dim">${plural(group.length, 'difference')} · ${groups}</span></summary>
${group.map((finding) => findingPart(report, finding, context)).join('\n')}
</details>`;
}

function badge({verdict, severity}: Finding): string {
  return verdict === 'drift'
    ? `<span class="badge ${severity}">${SHAPE[severity]} ${severity}</span>`
    : `<span class="badge ${verdict}">${verdict}</span>`;
}

function findingPart(report: DriftReport, finding: Finding, {now}: ReportContext): string {
  const {verdict, severity, controlPath, path, id, change, desired, live} = finding;
  const source = sourceOf(report, finding);
  const baseline = baselineOf(report, finding);
  const declared = [
    source?.line === undefined ? source?.file : undefined,
    baseline === undefined ? undefined : `line ${baseline.line} of ${baseline.file}`,
  ].filter((part) => part !== undefined);
  const first = facts([
    ['Impact', verdict === 'drift' ? controlPath.impact : whyText(finding)],
    ['By', byText(finding, besideAbsolute(now))?.replace(/^By /, '')],
    ['First seen', seenSince(finding, besideAbsolute(now))],
  ]);
  const more = facts([
    ['Meaning', controlPath.meaning],
    ['Known by', methodText(finding, (note) => note)],
    ['Declared', declared.length === 0 ? undefined : declared.join(', ')],
  ]);
  return `<article class="finding" data-kind="${verdict === 'drift' ? severity : verdict}">
<h3>${badge(finding)} <bdi>${visible(controlPath.title)}</bdi> <code><bdi>${visible(formatPath(path))}</bdi></code> <code class="id">${visible(id)}</code></h3>
<div class="sides">${side('Baseline', desired, change === 'extra' || change === 'added' ? 'not declared' : 'declared')}${side('Live', live, change === 'missing' || change === 'removed' ? 'not there' : 'there')}</div>
${first}
<details class="diff"><summary>Meaning, evidence, YAML</summary>${more}<pre>${diffMarkup(finding)}</pre></details>
</article>`;
}

function facts(rows: readonly (readonly [string, string | undefined])[]): string {
  const known = rows.flatMap(([name, text]) =>
    text === undefined ? [] : [`<dt>${name}</dt><dd><bdi>${visible(text)}</bdi></dd>`],
  );
  return known.length === 0 ? '' : `<dl>${known.join('')}</dl>`;
}

function side(name: string, value: Json | undefined, otherwise: string): string {
  const text =
    value === undefined ? undefined : typeof value === 'string' && value !== '' ? value : stringifyJson(value, 1);
  if (text === undefined)
    return `<div class="side ${name.toLowerCase()}"><span class="dim">${name}</span> <i>${otherwise}</i></div>`;
  const body = `<pre><bdi>${visible(text)}</bdi></pre>`;
  const shown = text.length > LONG ? `<details><summary>${text.length} characters</summary>${body}</details>` : body;
  return `<div class="side ${name.toLowerCase()}"><span class="dim">${name}</span> ${shown}</div>`;
}

function diffMarkup(finding: Finding): string {
  return diffText(finding)
    .split('\n')
    .map((line) => {
      const name = {'-': 'minus', '+': 'plus'}[line.charAt(0)];
      return name === undefined ? visible(line) : `<span class="${name}">${visible(line)}</span>`;
    })
    .join('\n');
}

function gapsPart(gaps: DriftReport['gaps']): string {
  if (gaps.length === 0) return '';
  const items = gaps.map(({ref, reason, message}) => {
    const label = ref === undefined ? 'release' : refLabel(ref);
    return `<article class="unseen" data-kind="gap"><b>? ${visible(reason)}</b> <bdi>${visible(label)}</bdi><br><span class="dim">${visible(message)}</span></article>`;
  });
  return `<details class="object" open><summary><span class="badge incomplete">? unverified</span> <b>Could not be verified</b> <span class="end dim">${gaps.length}</span></summary>
${items.join('\n')}
</details>`;
}
