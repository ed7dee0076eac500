import {narrowestRule} from '../config/write.ts';
import {yamlItem} from '../config/yaml-text.ts';
import {UserError} from '../model/errors.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {holdsMask} from '../model/mask.ts';
import {formatPath} from '../model/path.ts';
import {refLabel} from '../model/refs.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import {explanation} from '../report/explain.ts';
import type {Redactor} from '../report/redact.ts';
import {writeYaml} from '../yaml/write.ts';
import type {FindingDetail} from './routes.ts';
import {valueText} from './views.ts';

export function findingDetail(
  report: DriftReport,
  id: string,
  {known, now, canIgnore}: {readonly known: Redactor; readonly now: Date; readonly canIgnore: boolean},
): FindingDetail | undefined {
  const safe = known.report(report);
  const finding = safe.findings.find((one) => one.id === id);
  if (finding === undefined) return undefined;
  const {release} = report;
  const patch = patchOf(finding);
  const rule = canIgnore ? ruleOf(finding, `${release.namespace}/${release.name}`) : undefined;
  const place = `${refLabel(finding.ref)}${finding.path.length === 0 ? '' : `:${formatPath(finding.path)}`}`;
  const extra = {added: ' --added', extra: ' --prune', changed: '', removed: '', missing: ''}[finding.change];
  return {
    id,
    ...(finding.desired === undefined ? {} : {desired: valueText(finding.desired)}),
    ...(finding.live === undefined ? {} : {live: valueText(finding.live)}),
    explanation: explanation(safe, id, now),
    fixCommand: `helm drift fix ${release.name} -n ${release.namespace} --only '${place}'${extra}`,
    ...(patch === undefined ? {} : {patch}),
    ...(rule === undefined ? {} : {ignoreRule: rule}),
  };
}

/** A JSON merge patch: none for what lies in a list, which such a patch would replace as a whole. */
function patchOf({path, change, desired}: Finding): string | undefined {
  if (path.length === 0 || !path.every((segment) => 'field' in segment)) return undefined;
  if (change !== 'added' && (desired === undefined || holdsMask(desired))) return undefined;
  const value: Json = change === 'added' ? null : (desired as Json);
  const patch = path.reduceRight<Json>(
    (below, segment) => ({[(segment as {field: string}).field]: below}) satisfies JsonObject,
    value,
  );
  return writeYaml(patch);
}

function ruleOf(finding: Finding, release: string): string | undefined {
  try {
    return `${yamlItem(narrowestRule(finding, {reason: '…', release}), 0).join('\n')}\n`;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
