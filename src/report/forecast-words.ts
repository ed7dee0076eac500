import {FORECASTS} from '../model/report.ts';
import type {Finding, FindingForecast, Forecast, ForecastVerdict} from '../model/report.ts';
import {stringifyJson} from '../yaml/json.ts';
import {shortened} from './finding-words.ts';
import type {Paint} from './paint.ts';
import {hanging, safeText, wrapped} from './words.ts';

const BESIDE_SHOWN = 5;

const WORDS: Readonly<Record<ForecastVerdict, string>> = {
  restored: 'restored',
  kept: 'kept',
  overwritten: 'overwritten by a new value',
  conflict: 'in conflict',
  refused: 'refused by the API server',
  unforeseen: 'not to be foreseen',
};

/** What the next upgrade does to one difference. */
export function forecastText({forecast}: Finding): string | undefined {
  if (forecast === undefined) return undefined;
  return `Next upgrade: ${fateText(forecast)}.`;
}

function fateText({verdict, becomes, manager, message}: FindingForecast): string {
  switch (verdict) {
    case 'conflict':
      return `it will fail here, in conflict with ${manager === undefined || manager === '' ? 'another manager' : manager}`;
    case 'overwritten':
      return becomes === undefined
        ? (message ?? WORDS.overwritten)
        : `overwritten with ${typeof becomes === 'object' && becomes !== null ? 'another value (-o json has it)' : safeText(stringifyJson(becomes))}`;
    case 'refused':
    case 'unforeseen':
      return `${WORDS[verdict]}${message === undefined ? '' : `: ${shortened(message)}`}`;
    case 'restored':
      return WORDS.restored;
    case 'kept':
      return `${WORDS.kept}${message === undefined ? '' : ` (${shortened(message)})`}`;
  }
}

/** The upgrade as a whole: how it ends, and what becomes of how many differences. */
export function forecastLines(forecast: Forecast, width: number, paint: Paint): string[] {
  const {helm, chart, succeeds, message, beside} = forecast;
  const head = `Forecast for helm ${helm}, ${chart}: the upgrade will ${succeeds ? 'go through' : 'fail'}`;
  const counts = countsText(forecast);
  const said = succeeds || message === undefined ? '' : shortened(message, 600);
  const more = beside.length - BESIDE_SHOWN;
  const below = (text: string): string[] => wrapped(text, width - 2).map((line) => `  ${line}`);
  return [
    ...wrapped(safeText(head, 600), width).map(succeeds ? paint.good : paint.bad),
    ...below(said).map(paint.dim),
    ...below(counts),
    ...beside
      .slice(0, BESIDE_SHOWN)
      .flatMap((line) => hanging(`! ${safeText(line, 300)}`, width - 2).map((part) => `  ${part}`)),
    ...(more > 0 ? below(`and ${more} more (-o json lists them all)`) : []),
  ];
}

/** `2 restored, 1 in conflict`. */
export function countsText({counts}: Forecast): string {
  return FORECASTS.filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${counts[verdict]} ${WORDS[verdict]}`)
    .join(', ');
}
