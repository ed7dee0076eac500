import {expect, test} from 'vitest';
import type {Inspection} from '../../../src/check/check.ts';
import {upgradeKey} from '../../../src/console/session/next-upgrade.ts';
import {governedInspection} from '../releases.ts';

test('numbers that no double holds are told apart, and stop nothing', async () => {
  const inspection = await governedInspection(2);
  const holding = (live: bigint): Inspection => {
    const findings = inspection.report.findings.map((finding) => ({...finding, live}));
    return {...inspection, report: {...inspection.report, findings}};
  };
  expect(upgradeKey(holding(9007199254740993n))).toBe(upgradeKey(holding(9007199254740993n)));
  expect(upgradeKey(holding(9007199254740993n))).not.toBe(upgradeKey(holding(9007199254740992n)));
});
