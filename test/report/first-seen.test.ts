import {expect, test} from 'vitest';
import type {DriftReport} from '../../src/model/report.ts';
import {explanation} from '../../src/report/explain.ts';
import {FORMATS} from '../../src/report/reporters.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import {checkTexts, json, NOW} from '../check/check-files.ts';
import {output} from './outputs.ts';

const FIRST = '2026-11-20T12:00:00Z';

/** One changed field, of whose author this is known. */
async function reportOf(by: object, firstSeen?: string): Promise<DriftReport> {
  const object = (level: string, more: object = {}): string =>
    json({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {name: 'settings', namespace: 'shop', ...more},
      data: {level},
    });
  const report = await checkTexts(object('info'), object('debug', {uid: 'u'}));
  const findings = report.findings.map((finding) => ({
    ...finding,
    by: {certainty: 'unknown' as const, ...by},
    ...(firstSeen === undefined ? {} : {firstSeen}),
  }));
  return {...report, findings};
}

const flat = (text: string): string => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

test.each(FORMATS)('%s says when it was seen first, where nobody else tells the time', async (format) => {
  const text = flat(await output(format, await reportOf({}, FIRST)));
  expect(text).toMatch(/first ?seen|firstSeen/i);
  expect(text).toMatch(/2026-11-20T12:00:00Z|3 days ago/);
});

const WORDS = FORMATS.filter((format) => !['json', 'yaml', 'sarif'].includes(format));

test.each(WORDS)('%s says it where it is older than the last write, and not where that is older', async (format) => {
  const by = {manager: 'kubectl-edit', certainty: 'exact'};
  const older = flat(await output(format, await reportOf({...by, time: '2026-11-23T11:00:00Z'}, FIRST)));
  const younger = flat(await output(format, await reportOf({...by, time: '2026-11-19T11:00:00Z'}, FIRST)));
  expect([older, younger].map((text) => /first seen/i.test(text))).toEqual([true, false]);
});

test('an explanation always says it, and none says it where no ledger tells', async () => {
  const explained = async (firstSeen?: string): Promise<string> => {
    const report = createRedactor().report(await reportOf({time: '2026-11-19T11:00:00Z'}, firstSeen));
    return flat(explanation(report, report.findings[0]?.id ?? '', {now: NOW}));
  };
  expect(await explained(FIRST)).toContain(`Seen first at ${FIRST} (3 days ago), from this machine`);
  expect(await explained()).not.toContain('Seen');
  for (const format of FORMATS) expect(await output(format, await reportOf({}))).not.toMatch(/first ?seen/i);
});
