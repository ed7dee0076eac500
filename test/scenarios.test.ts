import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import type {Scenario} from '../src/model/scenario.ts';
import {surprises} from '../src/simulate/expectations.ts';
import {findScenario, scenariosIn} from '../src/simulate/files.ts';
import {play, timeline} from '../src/simulate/play.ts';
import type {Played, State} from '../src/simulate/play.ts';
import {recordedStage} from '../src/simulate/recorded.ts';
import {checkTexts} from './check/check-files.ts';

const ROOT = 'scenarios';
const NOW = new Date('2026-11-24T12:00:00Z');
const shipped = await scenariosIn(ROOT);

async function playRecorded(scenario: Scenario): Promise<Played[]> {
  return play(scenario, await recordedStage(scenario, NOW), timeline(scenario).at(-1) as State);
}

test('six scenarios ship, and each says what it is about and what must be found', () => {
  expect(shipped.map(({name}) => name)).toEqual([
    'deleted-object',
    'governed-drift',
    'image-hot-fix',
    'rbac-widened',
    'replicas-fight',
    'sidecar-and-env',
  ]);
  for (const {about, steps} of shipped) {
    expect(about).not.toBe('');
    // The last step before the way back drifts: without drift there is nothing to come back from.
    expect(steps.at(-1)?.expect).not.toEqual([]);
    expect(steps.every((step) => step.expect !== undefined)).toBe(true);
  }
});

describe.each(shipped)('scenario $name', (scenario) => {
  test('recorded: every state is as the scenario says, by the server’s word', async () => {
    const played = await playRecorded(scenario);
    expect(played.flatMap(({name, surprises: found}) => found.map((text) => `${name}: ${text}`))).toEqual([]);
    expect([played[0]?.report.summary.drift, played.at(-1)?.report.summary.drift]).toEqual([0, 0]);
  });

  test('its pair of files shows the same to a check without a cluster', async () => {
    const folder = dirname(scenario.file);
    const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
    const {name, namespace} = scenario.release;
    const report = await checkTexts(read('intent.yaml'), read('live.yaml'), {name, namespace});
    // A snapshot of what the release holds shows no kind of which nothing is left.
    const gaps = report.gaps.map(({reason}) => reason);
    const expected = scenario.steps.at(-1)?.expect ?? [];
    const missing = expected.filter(({change}) => change === 'missing');
    expect(gaps).toEqual(missing.map(() => 'not-in-snapshot'));
    const visible = expected.filter(({change}) => change !== 'missing');
    expect(surprises({...report, gaps: []}, visible)).toEqual([]);
  });
});

test('the governed drift is the page’s: four variances, the worst of them in focus', async () => {
  const scenario = await findScenario('governed-drift', ROOT, process.cwd());
  const [, mutation] = await playRecorded(scenario);
  expect(mutation?.report.summary).toMatchObject({compared: 7, drift: 4, gaps: 0});
  expect(scenario.focus).toBe('Service/test-nginx spec.ports[name=http].port');
});

describe('what a scenario expects', () => {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-scenario-'));
  afterAll(() => rmSync(folder, {recursive: true, force: true}));

  test('is told when it is not there, when there is more, and when a detail differs', async () => {
    const scenario = await findScenario('governed-drift', ROOT, process.cwd());
    const [, mutation] = await playRecorded(scenario);
    const expected = scenario.steps[0]?.expect ?? [];
    const report = (mutation as Played).report;
    const bent = [
      {...expected[0], live: 5},
      {object: 'Service/other', path: '', change: 'missing'},
      ...expected.slice(2),
    ] as typeof expected;
    expect(surprises(report, bent)).toEqual([
      'Service/other missing was expected and is not there',
      'HorizontalPodAutoscaler/test-nginx spec.maxReplicas changed is there and was not expected',
      'HorizontalPodAutoscaler/test-nginx spec.minReplicas changed: live should be 5 and is 4',
    ]);
  });

  test('a scenario of two files plays without a cluster and without a recording', async () => {
    const service = (port: number): string =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  ports: [{name: http, port: ${port}}]\n`;
    writeFileSync(join(folder, 'intent.yaml'), service(80));
    writeFileSync(join(folder, 'live.yaml'), service(81));
    writeFileSync(
      join(folder, 'scenario.yaml'),
      `apiVersion: helm-drift/v1
kind: Scenario
title: Two files
release: {name: web, namespace: shop, baseline: intent.yaml}
steps:
  - live: live.yaml
    expect: [{object: Service/web, path: 'spec.ports[name=http].port', desired: 80, live: 81}]
`,
    );
    const scenario = await findScenario(`${folder}/scenario.yaml`, ROOT, process.cwd());
    const played = await playRecorded(scenario);
    expect(played.map(({name, report, surprises: found}) => [name, report.summary.drift, found])).toEqual([
      ['Baseline render', 0, []],
      ['Out-of-band mutation', 1, []],
      ['Controlled reconcile', 0, []],
    ]);
  });

  test('a recording of another version of the scenario is refused', async () => {
    const text = readFileSync(`${ROOT}/image-hot-fix/scenario.yaml`, 'utf8');
    writeFileSync(join(folder, 'scenario.yaml'), text.replace('hotfix', 'hotfix2'));
    writeFileSync(join(folder, 'recording.json'), readFileSync(`${ROOT}/image-hot-fix/recording.json`));
    const scenario = await findScenario(folder, ROOT, process.cwd());
    await expect(recordedStage(scenario, NOW)).rejects.toThrow(/was recorded before .* was changed/);
  });
});
