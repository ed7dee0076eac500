import {describe, expect, test} from 'vitest';
import {unsearched} from '../../src/check/blind-spots/unsearched.ts';
import {lookOf} from '../../src/ledger/look.ts';
import type {Gap} from '../../src/model/evidence.ts';
import {refKey} from '../../src/model/refs.ts';
import type {DriftReport} from '../../src/model/report.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import {checkTexts, json} from '../check/check-files.ts';

const KEY: Buffer = Buffer.alloc(32, 1);

async function reportOf(level: string, more: Partial<DriftReport> = {}): Promise<DriftReport> {
  const object = (value: string, metadata: object = {}): string =>
    json({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {name: 's', namespace: 'shop', ...metadata},
      data: {level: value},
    });
  return {...(await checkTexts(object('aW5mbw=='), object(level, {uid: 'u'}))), ...more};
}

const looked = (report: DriftReport, key = KEY) =>
  lookOf(report, createRedactor().report(report).findings, {key, within: ['hooks']});

test('a value is a digest under the key, and equal for equal values alone', async () => {
  const [one, same, other] = [await reportOf('ZGVidWc='), await reportOf('ZGVidWc='), await reportOf('dHJhY2U=')];
  const valueOf = (report: DriftReport, key?: Buffer): string | undefined => looked(report, key).findings[0]?.value;
  expect(valueOf(one)).toBe(valueOf(same));
  expect(new Set([valueOf(one), valueOf(other), valueOf(one, Buffer.alloc(32, 2))]).size).toBe(3);
  expect(looked(one).findings).toMatchObject([{path: 'data.level', ref: {kind: 'Secret'}, verdict: 'drift'}]);
  expect(looked(one).findings[0]?.id).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(looked(one).findings)).not.toMatch(/ZGVidWc|debug/);
});

test('what is ignored has no history', async () => {
  const report = await reportOf('ZGVidWc=');
  const findings = report.findings.map((finding) => ({...finding, verdict: 'ignored' as const}));
  expect(looked({...report, findings}).findings).toEqual([]);
});

describe('how far a check could see', () => {
  const ref = {group: '', kind: 'Service', namespace: 'shop', name: 'web'};

  test.each<[string, Gap, {blind?: boolean; hidden?: string[]; searched?: boolean}]>([
    ['a gap of one object', {ref, reason: 'forbidden', message: ''}, {hidden: [refKey(ref)]}],
    ['a release that helm is at work on', {reason: 'pending-release', message: ''}, {blind: true}],
    ['a release of which nothing could be read', {reason: 'unreachable', message: ''}, {blind: true}],
    ['a record that somebody altered', {reason: 'altered-record', message: ''}, {blind: true}],
    ['a document without a name', {reason: 'no-name', message: ''}, {}],
  ])('%s', async (_what, gap, {blind = false, hidden = [], searched = true}) => {
    const look = looked(await reportOf('ZGVidWc=', {gaps: [gap]}));
    expect([look.isBlind, [...look.hidden], look.isSearched]).toEqual([blind, hidden, searched]);
  });

  test('kinds that could not be searched, and custom kinds that were left out, as the check says it', async () => {
    const owned = {
      objects: [],
      unsearched: ['Role'],
      narrowed: ['other', 'third'],
      leftOut: {kinds: 120, lookedAt: '2026-11-23T11:58:00.000Z'},
    };
    const look = looked(await reportOf('ZGVidWc=', unsearched(owned)));
    expect([look.isSearched, look.leftOut]).toEqual([
      false,
      {since: '2026-11-23T11:58:00.000Z', namespaces: ['other', 'third']},
    ]);
    expect(looked(await reportOf('ZGVidWc=')).leftOut).toEqual({since: undefined, namespaces: []});
  });
});
