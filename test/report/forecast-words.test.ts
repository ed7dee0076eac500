import {expect, test} from 'vitest';
import type {Finding, FindingForecast, Forecast} from '../../src/model/report.ts';
import {countsText, forecastLines, forecastText} from '../../src/report/forecast-words.ts';
import {paintFor} from '../../src/report/paint.ts';

test.each<[FindingForecast, string]>([
  [{verdict: 'restored'}, 'restored'],
  [{verdict: 'kept', message: 'nobody declares it.'}, 'kept (nobody declares it)'],
  [{verdict: 'overwritten', becomes: 7}, 'overwritten with 7'],
  [{verdict: 'overwritten', message: 'the whole object goes'}, 'the whole object goes'],
  [{verdict: 'conflict', manager: 'kubectl-edit'}, 'it will fail here, in conflict with kubectl-edit'],
  [{verdict: 'conflict'}, 'in conflict with another manager'],
  [{verdict: 'refused', message: 'immutable'}, 'refused by the API server: immutable'],
  [{verdict: 'unforeseen'}, 'not to be foreseen'],
])('%j reads as it is meant', (forecast, says) => {
  expect(forecastText({forecast} as Finding)).toContain(says);
});

const counts = {restored: 2, kept: 0, overwritten: 0, conflict: 1, refused: 0, unforeseen: 0};

test('the upgrade as a whole says how it ends, and what stops it', () => {
  const beside = Array.from({length: 7}, (_none, at) => `obstacle ${at}`);
  const forecast: Forecast = {
    helm: '4.3.1',
    chart: './chart',
    succeeds: false,
    message: 'conflict at x',
    counts,
    beside,
  };
  const text = forecastLines(forecast, 80, paintFor(false)).join('\n');
  expect(text).toContain('Forecast for helm 4.3.1, ./chart: the upgrade will fail');
  expect(text).toContain('conflict at x');
  expect(text).toContain('2 restored, 1 in conflict');
  expect(text).toContain('! obstacle 4');
  expect(text).toContain('and 2 more');
  expect(text).not.toContain('obstacle 5');
  expect(countsText(forecast)).toBe('2 restored, 1 in conflict');
  expect(forecastText({} as Finding)).toBeUndefined();
});
