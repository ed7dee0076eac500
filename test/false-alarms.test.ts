import {readdirSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import type {Hooks} from '../src/check/intent/supplements.ts';
import {formatPath} from '../src/model/path.ts';
import {refLabel} from '../src/model/refs.ts';
import {IGNORE_REASONS} from '../src/model/reasons.ts';
import type {IgnoreReasonCode} from '../src/model/reasons.ts';
import type {DriftReport} from '../src/model/report.ts';
import {checkTexts} from './check/check-files.ts';

/**
 * The classes of false alarm, each as a folder NN-NAME: what Helm holds (intent.yaml), what a real API server made of it
 * (live.yaml), and the same with one true change of the very same nature (drift.yaml), for silence is easy to have.
 */
const ROOT = 'test/false-alarms';

/** Classes that two files cannot show, and the e2e test that does. */
const ONLY_LIVE: Readonly<Record<number, string>> = {
  35: 'what a webhook would make of the intent only a dry run tells: test/e2e/fidelity.test.ts, a mutating webhook',
  39: 'a file is not rendered anew, `check CHART` is: test/e2e/false-alarms.test.ts',
  46: 'a file is read or it is not, an API server has many ways to refuse: test/e2e/reads.test.ts',
};

/** Reasons that two files cannot give, and the test that does. */
const GIVEN_ELSEWHERE: Readonly<Partial<Record<IgnoreReasonCode, string>>> = {
  // A rule of the user's, whose verdict is `accepted`.
  'accepted-by-rule': 'test/config/apply.test.ts',
  // Both need an answer of the API server, or its lack.
  'as-helm-wrote': 'test/e2e/fidelity.test.ts',
  'same-to-server': 'test/e2e/fidelity.test.ts',
};

/** The table goes up to 46, and two numbers were never given. */
const CLASSES = Array.from({length: 46}, (_, index) => index + 1).filter((number) => number !== 43 && number !== 44);

interface Expected {
  readonly class: string;
  /** The codes of what is passed over in live.yaml; a code once, however often it was the reason. */
  readonly ignored: readonly string[];
  readonly gaps: readonly string[];
  /** As --hooks says it; absent where hooks are left out. */
  readonly hooks?: Hooks;
  readonly drift: readonly Place[];
}

interface Place {
  readonly object: string;
  readonly path: string;
  readonly change: string;
}

const folders = readdirSync(ROOT, {withFileTypes: true})
  .filter((entry) => entry.isDirectory() && /^\d\d-/.test(entry.name))
  .map(({name}) => name)
  .toSorted();

const numberOf = (folder: string): number => Number(folder.slice(0, 2));

const read = (folder: string, file: string): string => readFileSync(`${ROOT}/${folder}/${file}`, 'utf8');

const expectedOf = (folder: string): Expected => JSON.parse(read(folder, 'expected.json')) as Expected;

function optionsOf(folder: string): {hooks?: Hooks} {
  const {hooks} = expectedOf(folder);
  return hooks === undefined ? {} : {hooks};
}

const check = (folder: string, live: string): Promise<DriftReport> =>
  checkTexts(read(folder, 'intent.yaml'), read(folder, live), optionsOf(folder));

const byPlace = (a: Place, b: Place): number =>
  `${a.object} ${a.path} ${a.change}`.localeCompare(`${b.object} ${b.path} ${b.change}`);

/** Compared as places: values, and who wrote them, have tests of their own. */
function driftOf({findings}: DriftReport): Place[] {
  return findings
    .filter(({verdict}) => verdict === 'drift')
    .map(({ref, path, change}) => ({object: refLabel(ref), path: formatPath(path), change}))
    .toSorted(byPlace);
}

function ignoredOf({findings}: DriftReport): string[] {
  const codes = findings.flatMap(({verdict, why}) => (verdict === 'ignored' ? [why?.code ?? ''] : []));
  return [...new Set(codes)].toSorted();
}

test.each(folders)('class %s: silent', async (folder) => {
  const report = await check(folder, 'live.yaml');
  const {ignored, gaps} = expectedOf(folder);
  expect({drift: driftOf(report), ignored: ignoredOf(report), gaps: report.gaps.map(({reason}) => reason)}).toEqual({
    drift: [],
    ignored,
    gaps,
  });
});

test.each(folders)('class %s: real drift shows', async (folder) => {
  const report = await check(folder, 'drift.yaml');
  const {drift} = expectedOf(folder);
  // A folder that expects nothing would pass with a detector that is blind.
  expect(drift).not.toEqual([]);
  expect(driftOf(report)).toEqual(drift.toSorted(byPlace));
});

test('every class of the table has a scenario here, or a reason to be elsewhere', () => {
  const covered = new Set([...folders.map(numberOf), ...Object.keys(ONLY_LIVE).map(Number)]);
  expect([...covered].toSorted((a, b) => a - b)).toEqual(CLASSES);
});

test('each folder says what class it is of', () => {
  const named = folders.map((folder) => [folder, expectedOf(folder).class]);
  expect(named).toEqual(folders.map((folder) => [folder, folder]));
});

test('every reason to ignore is given in a folder here, or by a test that is named', () => {
  const given = new Set(folders.flatMap((folder) => expectedOf(folder).ignored));
  const missing = Object.keys(IGNORE_REASONS).filter((code) => !given.has(code));
  expect(missing.toSorted()).toEqual(Object.keys(GIVEN_ELSEWHERE).toSorted());
});

test.each(Object.entries(GIVEN_ELSEWHERE))('%s is named in %s', (code, file) => {
  expect(readFileSync(file, 'utf8')).toContain(`'${code}'`);
});
