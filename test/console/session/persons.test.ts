import {expect, test} from 'vitest';
import type {Inspection} from '../../../src/check/check.ts';
import {persons} from '../../../src/console/session/persons.ts';
import {UserError, messageOf} from '../../../src/model/errors.ts';
import type {DriftReport, Persons} from '../../../src/model/report.ts';
import {governedInspection} from '../releases.ts';
import {settled} from '../fakes.ts';

const ALICE: Persons = {certainty: 'exact', candidates: [{name: 'alice', at: '2026-11-28T09:00:00Z', verb: 'patch'}]};
const NOBODY: Persons = {certainty: 'unknown', candidates: [], why: 'the log does not reach so far'};

async function logged(answer: (report: DriftReport, read: number) => Persons | Error = () => ALICE) {
  const inspection = await governedInspection(2);
  let reads = 0;
  let told = 0;
  let clock = 0;
  const log = {
    async read({report}: Inspection) {
      reads += 1;
      const person = answer(report, reads);
      if (person instanceof Error) throw person;
      // The log corrects the manager too.
      return {
        ...report,
        findings: report.findings.map((finding) => ({...finding, by: {...finding.by, manager: 'kubectl', person}})),
      };
    },
    messageOf,
    now: () => new Date(clock),
  };
  const people = persons(log, () => (told += 1));
  const who = (): (string | undefined)[] =>
    people.named(inspection).report.findings.map(({by}) => by.person?.candidates[0]?.name);
  return {inspection, people, who, reads: () => reads, told: () => told, later: (ms: number) => (clock += ms)};
}

test('whoever made what is now is named when the log was read, and the log is read once', async () => {
  const {inspection, people, who, reads, told} = await logged();
  expect(who()).toEqual([undefined, undefined, undefined, undefined]);
  people.ask(inspection);
  people.ask(inspection);
  await settled();
  expect(who()).toEqual(['alice', 'alice', 'alice', 'alice']);
  const once = reads();
  expect(told()).toBe(once);
  people.ask(inspection);
  await settled();
  expect(reads()).toBe(once);
  people.close();
});

test('a value that somebody changed again is nobody’s until the log was read again', async () => {
  const {inspection, people} = await logged();
  people.ask(inspection);
  await settled();
  const findings = inspection.report.findings.map((finding, at) => (at === 0 ? {...finding, live: 5} : finding));
  const next = {...inspection, report: {...inspection.report, findings}};
  expect(people.named(next).report.findings.map(({by}) => by.person !== undefined)).toEqual([false, true, true, true]);
  people.ask(next);
  await settled();
  expect(people.named(next).report.findings[0]?.by.person).toEqual(ALICE);
});

test('a log that could not tell yet, or not be read, is read again after a while and not at each check', async () => {
  const answers = [new UserError('no such file'), NOBODY, ALICE];
  const {inspection, people, who, reads, later} = await logged((_report, read) => answers[read - 1] ?? ALICE);
  later(60_000);
  people.ask(inspection);
  await settled();
  expect(people.named(inspection).report.notes).toContain('the audit log tells nothing: no such file');
  people.ask(inspection);
  await settled();
  expect(reads()).toBe(1);
  for (const expected of [undefined, 'alice']) {
    later(30_000);
    people.ask(inspection);
    await settled();
    expect(who()[0]).toBe(expected);
  }
  expect(people.named(inspection).report.notes).toEqual(inspection.report.notes);
});

test('closed it tells nothing, and without a log nobody is asked', async () => {
  const {inspection, people, told} = await logged();
  people.ask(inspection);
  people.close();
  await settled();
  people.ask(inspection);
  await settled();
  expect(told()).toBe(0);
  const none = persons(undefined, () => {
    throw new Error('nobody tells');
  });
  none.ask(inspection);
  expect(none.named(inspection)).toBe(inspection);
});
