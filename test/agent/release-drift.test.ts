import {expect, test} from 'vitest';
import {FINDINGS_AT_MOST, releaseDriftDefinition} from '../../src/agent/definition.ts';
import {knownRelease, releaseDrift, statusOf, writtenOf} from '../../src/agent/release-drift.ts';
import type {LedgerEntry} from '../../src/ledger/entry.ts';
import {isObject, objectsIn} from '../../src/model/json.ts';
import type {Json, JsonObject} from '../../src/model/json.ts';
import {safeLevel, standingOf} from './levels.ts';

const PLACE = {namespace: 'shop', name: 'web'};
const conditionOf = (status: JsonObject | undefined): JsonObject => objectsIn(status?.['conditions'])[0] ?? {};
const inCluster = (status: JsonObject | undefined, more: JsonObject = {}): JsonObject => ({
  ...releaseDrift(PLACE),
  metadata: {...PLACE, uid: 'u-1', generation: 1},
  status: {...status, ...more},
});

test('a clean release is in contract', async () => {
  const status = statusOf(await safeLevel('info'), {standing: [], before: undefined, key: ''});
  expect(status).toMatchObject({state: 'in-contract', drift: 0, gaps: 0, revision: 1});
  expect(conditionOf(status)).toMatchObject({type: 'InContract', status: 'True', observedGeneration: 1});
});

test('what drifted is told by place, severity and time, and never by value', async () => {
  const report = await safeLevel('hunter2');
  const standing = await standingOf('hunter2');
  const status = statusOf(report, {standing, before: undefined, key: 'k'});
  expect(status).toMatchObject({
    state: 'variance-detected',
    worst: 'high',
    drift: 1,
    key: 'k',
    findings: [{state: 'new', path: 'data.level', object: {kind: 'ConfigMap', name: 's'}}],
  });
  expect(conditionOf(status)).toMatchObject({status: 'False', reason: 'VarianceDetected'});
  expect(JSON.stringify(status)).not.toContain('hunter2');
});

test('a gap is no contract', async () => {
  const report = await safeLevel('info', [{reason: 'forbidden', message: 'services "x" is forbidden'}]);
  const status = statusOf(report, {standing: [], before: undefined, key: ''});
  expect(conditionOf(status)).toMatchObject({status: 'Unknown', reason: 'Incomplete'});
  expect(status).toMatchObject({gapReasons: ['forbidden'], gaps: 1});
});

test('an equal state is no write; the condition’s time moves with its status alone', async () => {
  const standing = await standingOf('debug');
  const first = statusOf(await safeLevel('debug'), {standing, before: undefined, key: 'k'});
  const before = writtenOf(inCluster(first));
  const later = '2027-01-01T00:00:00.123Z';
  const again = await safeLevel('debug', [], later);
  expect(statusOf(again, {standing, before, key: 'k'})).toBeUndefined();
  // Another finding of the same state: written, and the condition stays of then.
  const other = statusOf(again, {standing: standing.map((one) => ({...one, state: 'changed'})), before, key: 'k'});
  expect(other).toMatchObject({changedAt: '2027-01-01T00:00:00Z'});
  expect(conditionOf(other)['lastTransitionTime']).toBe(conditionOf(first)['lastTransitionTime']);
  const clean = statusOf(await safeLevel('info', [], later), {standing: [], before, key: 'k'});
  expect(conditionOf(clean)).toMatchObject({status: 'True', lastTransitionTime: '2027-01-01T00:00:00Z'});
  // What others write beside it changes nothing.
  expect(writtenOf(inCluster(first, {told: 'a document'})).digest).toBe(before.digest);
});

test('what was written is known again, digests under the same key alone', async () => {
  const standing = await standingOf('debug');
  const object = inCluster(statusOf(await safeLevel('debug'), {standing, before: undefined, key: 'k'}), {told: 'doc'});
  const known = knownRelease(object, 'k');
  const {at, first, since, id, value, severity, state, ref} = standing[0] as LedgerEntry;
  const seconds = (time: string): string => time.replace(/\.\d+Z$/, 'Z');
  expect(known).toMatchObject({...PLACE, told: 'doc', written: {uid: 'u-1'}});
  expect(known.entries).toMatchObject([
    {id, value, severity, state, ref, at: seconds(at), first: seconds(first), since: seconds(since)},
  ]);
  expect(knownRelease(object, 'other').entries[0]?.value).toBe('');
});

test('many findings are bounded: the worst stay, and the others are counted', async () => {
  const [one] = await standingOf('debug');
  if (one === undefined) throw new Error('no finding');
  const many = Array.from({length: 500}, (_, index): LedgerEntry => ({
    ...one,
    id: index.toString(16).padStart(64, '0'),
    path: 'x'.repeat(2000),
    severity: index === 499 ? 'critical' : 'low',
  }));
  const status = statusOf(await safeLevel('debug'), {standing: many, before: undefined, key: ''});
  const findings = objectsIn(status?.['findings']);
  expect(findings[0]?.['severity']).toBe('critical');
  expect(findings.length).toBeLessThanOrEqual(FINDINGS_AT_MOST);
  expect(findings.length + Number(status?.['omitted'])).toBe(500);
  expect(JSON.stringify(status).length).toBeLessThan(80_000);
});

test('what somebody else has written there is not believed', () => {
  const hostile = {
    findings: [
      {id: 'x', severity: 'high', state: 'new', since: 'now'},
      {id: 'a'.repeat(64), severity: 'worse', state: 'new', since: '2026-01-01T00:00:00Z'},
      {id: 'a'.repeat(64), severity: 'high', state: 'new', since: '2026-01-01T00:00:00Z', object: 'Deployment'},
      'text',
    ],
    conditions: 'none',
    told: 7,
  };
  const known = knownRelease({metadata: {name: 'web', namespace: 'shop'}, status: hostile}, '');
  expect(known).toMatchObject({entries: [], told: undefined});
  expect(knownRelease({metadata: {}, status: 'x'}, '').entries).toEqual([]);
});

test('the definition has each field that is written', async () => {
  const standing = await standingOf('debug');
  const report = await safeLevel('debug', [{reason: 'forbidden', message: 'no'}]);
  const status = statusOf(report, {
    standing: standing.map((one) => ({...one, unseen: true, by: {manager: 'kubectl', certainty: 'exact'}})),
    before: undefined,
    key: 'k',
  });
  const {spec} = releaseDriftDefinition();
  const [version] = objectsIn(isObject(spec) ? spec['versions'] : undefined);
  const schema = version?.['schema'];
  const whole = isObject(schema) ? schema['openAPIV3Schema'] : undefined;
  const missing: string[] = [];
  const walk = (value: Json | undefined, known: Json | undefined, path: string): void => {
    if (!isObject(known)) return void missing.push(path);
    if (Array.isArray(value)) return value.forEach((one: Json) => walk(one, known['items'], `${path}[]`));
    if (!isObject(value)) return;
    const fields = isObject(known['properties']) ? known['properties'] : {};
    for (const [name, one] of Object.entries(value)) walk(one, fields[name], `${path}.${name}`);
  };
  walk({status: status ?? null}, whole, '');
  expect(missing).toEqual([]);
});
