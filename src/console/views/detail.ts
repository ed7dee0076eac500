import type {Inspected} from './timeline.ts';
import {narrowestRule} from '../../config/write.ts';
import {yamlItem} from '../../config/yaml-text.ts';
import {patchOf} from '../../fix/plan/explain.ts';
import {UserError} from '../../model/errors.ts';
import type {Operation} from '../../model/fix.ts';
import {holdsMask} from '../../model/mask.ts';
import {formatPath} from '../../model/path.ts';
import {refLabel} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import {explanation} from '../../report/explain.ts';
import type {Redactor} from '../../redact/redactor.ts';
import {stringifyJson} from '../../yaml/json.ts';
import type {FindingDetail} from '../routes.ts';
import {valueText} from './values.ts';

export function findingDetail(
  inspection: Inspected,
  id: string,
  {redactor, now, canIgnore}: {readonly redactor: Redactor; readonly now: Date; readonly canIgnore: boolean},
): FindingDetail | undefined {
  const {report} = inspection;
  const safe = redactor.report(report);
  const finding = safe.findings.find((one) => one.id === id);
  if (finding === undefined) return undefined;
  const {release} = report;
  const operations = patchOf(inspection, finding, redactor.object);
  const patch = patchText(operations);
  const rule = canIgnore ? ruleOf(finding, `${release.namespace}/${release.name}`) : undefined;
  const place = `${refLabel(finding.ref)}${finding.path.length === 0 ? '' : `:${formatPath(finding.path)}`}`;
  const extra = {added: ' --added', extra: ' --prune', changed: '', removed: '', missing: ''}[finding.change];
  return {
    id,
    ...(finding.desired === undefined ? {} : {desired: valueText(finding.desired)}),
    ...(finding.live === undefined ? {} : {live: valueText(finding.live)}),
    explanation: explanation(safe, id, {now, patch: operations}),
    fixCommand: `helm drift fix ${release.name} -n ${release.namespace} --only '${place}'${extra}`,
    ...(patch === undefined ? {} : {patch}),
    ...(rule === undefined ? {} : {ignoreRule: rule}),
  };
}

/** As `kubectl patch --type=json` takes it: none where a secret would have to stand in it. */
function patchText(operations: readonly Operation[] | undefined): string | undefined {
  if (operations === undefined || operations.some((one) => 'value' in one && holdsMask(one.value))) return undefined;
  return `[\n${operations.map((one) => `  ${stringifyJson(one)}`).join(',\n')}\n]\n`;
}

function ruleOf(finding: Finding, release: string): string | undefined {
  try {
    return `${yamlItem(narrowestRule(finding, {reason: '…', release}), 0).join('\n')}\n`;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
