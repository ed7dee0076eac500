import {isDeepStrictEqual} from 'node:util';
import {formatPath} from '../model/path.ts';
import {refLabel} from '../model/refs.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import type {ExpectedFinding} from '../model/scenario.ts';
import {stringifyJson} from '../yaml/json.ts';

/** What drifted, against what a scenario says must: a line for each that differs; none where all is as expected. */
export function surprises(report: DriftReport, expected: readonly ExpectedFinding[]): string[] {
  const drift = report.findings.filter(({verdict}) => verdict === 'drift').map(detailsOf);
  const isSame = (a: ExpectedFinding, b: ExpectedFinding): boolean =>
    a.object === b.object && a.path === b.path && a.change === b.change;
  const absent = expected.filter((one) => !drift.some((found) => isSame(one, found)));
  const unasked = drift.filter((found) => !expected.some((one) => isSame(one, found)));
  const differing = expected.flatMap((one) => {
    const found = drift.find((candidate) => isSame(one, candidate));
    return found === undefined ? [] : differences(one, found);
  });
  return [
    ...absent.map((one) => `${label(one)} was expected and is not there`),
    ...unasked.map((one) => `${label(one)} is there and was not expected`),
    ...differing,
    ...report.gaps.map(({message}) => `not to be seen: ${message}`),
  ];
}

function differences(expected: ExpectedFinding, found: ExpectedFinding): string[] {
  return Object.entries(expected)
    .filter(([detail, value]) => !isDeepStrictEqual(value, found[detail]))
    .map(
      ([detail, value]) =>
        `${label(expected)}: ${detail} should be ${stringifyJson(value)} and is ${stringifyJson(found[detail]) ?? 'absent'}`,
    );
}

function label({object, path, change}: ExpectedFinding): string {
  return `${object}${path === '' ? '' : ` ${path}`} ${change}`;
}

/** All that a scenario can say of a finding. */
export function detailsOf({
  ref,
  path,
  controlPath,
  severity,
  change,
  desired,
  live,
  by,
  origin,
}: Finding): ExpectedFinding {
  return {
    object: refLabel(ref),
    path: formatPath(path),
    title: controlPath.title,
    group: controlPath.group,
    severity,
    change,
    ...(desired === undefined ? {} : {desired}),
    ...(live === undefined ? {} : {live}),
    ...(by.manager === undefined ? {} : {by: by.manager, certainty: by.certainty}),
    ...(origin?.template === undefined ? {} : {template: origin.template}),
  };
}
