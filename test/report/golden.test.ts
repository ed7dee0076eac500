import {createHash} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {FORMATS} from '../../src/report/reporters.ts';
import {output} from './outputs.ts';
import {SCENARIOS} from './scenarios.ts';

/** A text as a golden file holds it: beyond this size its two ends and its digest. */
const WHOLE_UP_TO = 48_000;

function abridged(text: string): string {
  if (text.length <= WHOLE_UP_TO) return text;
  const lines = text.split('\n');
  const digest = createHash('sha256').update(text).digest('hex');
  return [...lines.slice(0, 60), `… ${lines.length} lines in all, sha256 ${digest} …`, ...lines.slice(-30)].join('\n');
}

describe.each(Object.entries(SCENARIOS))('%s', (name, report) => {
  test.each(FORMATS)('%s', async (format) => {
    const text = await output(format, await report(), {diff: true});
    expect(text.endsWith('\n')).toBe(true);
    await expect(abridged(text)).toMatchFileSnapshot(`golden/${name}/${format}.txt`);
  });
});

test('several releases in one report', async () => {
  const reports = [await SCENARIOS.clean(), await SCENARIOS['four-variances'](), await SCENARIOS.gaps()];
  for (const format of FORMATS)
    await expect(await output(format, reports, {many: true})).toMatchFileSnapshot(`golden/several/${format}.txt`);
});
