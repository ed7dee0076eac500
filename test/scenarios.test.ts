import {readdirSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {formatPath} from '../src/model/path.ts';
import {refLabel} from '../src/model/refs.ts';
import {stateOf} from '../src/model/report.ts';
import {checkTexts} from './check/check-files.ts';

interface Expected {
  readonly release: string;
  readonly namespace: string;
  readonly findings: readonly {readonly object: string; readonly path: string}[];
}

const ROOT = 'test/scenarios';
const byPlace = (a: {object: string; path: string}, b: {object: string; path: string}): number =>
  `${a.object} ${a.path}`.localeCompare(`${b.object} ${b.path}`);

test.each(readdirSync(ROOT))('scenario %s', async (name) => {
  const read = (file: string): string => readFileSync(`${ROOT}/${name}/${file}`, 'utf8');
  const expected = JSON.parse(read('expected.json')) as Expected;
  const report = await checkTexts(read('intent.yaml'), read('live.yaml'), {
    name: expected.release,
    namespace: expected.namespace,
  });
  const findings = report.findings
    .filter(({verdict}) => verdict === 'drift')
    .map(({ref, path, controlPath, severity, change, desired, live, by, origin}) => ({
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
    }));
  expect({
    release: report.release.name,
    namespace: report.release.namespace,
    state: stateOf(report),
    compared: report.summary.compared,
    gaps: report.gaps.map(({reason}) => reason),
    findings: findings.toSorted(byPlace),
  }).toEqual({...expected, findings: expected.findings.toSorted(byPlace)});
});
