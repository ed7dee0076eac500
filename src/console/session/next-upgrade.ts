import {createHash} from 'node:crypto';
import type {Inspection} from '../../check/check.ts';
import {summarize} from '../../model/report.ts';
import type {DriftReport, Finding} from '../../model/report.ts';
import {countsText} from '../../report/forecast-words.ts';
import {stringifyJson} from '../../yaml/json.ts';
import {STATE_NAMES} from '../views/timeline.ts';
import type {Inspected, TimelineSnapshot} from '../views/timeline.ts';

/** What the next upgrade leaves of the drift of now, as helm rehearsed it; the evidence beside it stays that of now. */
export function foretoldUpgrade(inspection: Inspected, told: DriftReport): TimelineSnapshot {
  const {forecast} = told;
  if (forecast === undefined) return unknownUpgrade(inspection, 'The forecast has no answer.');
  const findings = told.findings.filter((finding) => !forecast.succeeds || remains(finding));
  const counts = countsText(forecast);
  const how = forecast.succeeds ? `goes through${counts === '' ? '' : `: ${counts}`}` : 'fails';
  return {
    id: 'upgrade',
    name: STATE_NAMES.upgrade,
    basis: `What helm ${forecast.helm} does with the same chart and values, rehearsed and not written. The evidence below is of now.`,
    inspection: {...inspection, report: {...told, findings, summary: summarize(findings, told.summary)}},
    mutations: [`helm upgrade ${how}`],
    told,
  };
}

/** Drift that an upgrade leaves: what it writes over or puts back is none any more. */
function remains({verdict, forecast}: Finding): boolean {
  return verdict !== 'drift' || forecast === undefined || !['restored', 'overwritten'].includes(forecast.verdict);
}

/** Nobody has asked helm yet, or it gave no answer. */
export function unknownUpgrade(inspection: Inspected, problem?: string): TimelineSnapshot {
  return {
    id: 'upgrade',
    name: STATE_NAMES.upgrade,
    basis: 'Not worked out yet: shown is what the cluster holds now.',
    inspection,
    mutations: [],
    unrehearsed: true,
    ...(problem === undefined ? {} : {problem}),
  };
}

/** Where nothing has drifted an upgrade to the same finds what the last one left. */
export function plainUpgrade(inspection: Inspection): TimelineSnapshot {
  return {
    id: 'upgrade',
    name: STATE_NAMES.upgrade,
    basis: 'Nothing has drifted: an upgrade to the same chart and values finds what the last one left.',
    inspection,
    mutations: [],
  };
}

/** Equal where a forecast would be: of the same drift by the same hands against the same baseline. */
export function upgradeKey({intent, report}: Inspection): string {
  const drift = report.findings.map(({id, verdict, desired, live, by: {manager, time}}) => [
    id,
    verdict,
    desired,
    live,
    manager,
    time,
  ]);
  return createHash('sha256')
    .update(stringifyJson([intent.digest, drift]))
    .digest('hex');
}
