import {describe, expect, test} from 'vitest';
import {answerOf, judge, NOBODYS, rowsOf} from './compare.ts';
import {History, NOBODY} from './history.ts';

const ANNA = {name: 'anna'};
const LEA = {name: 'lea', impersonatedBy: 'gateway'};
const OURS = new Set(['anna', 'ben', 'lea', 'gateway']);
const exact = (...candidates: {name: string; impersonatedBy?: string}[]) => ({
  certainty: candidates.length === 1 ? 'exact' : 'one-of',
  candidates,
  why: '',
});

describe('an answer against the truth', () => {
  test('is exact, one of several, or unknown', () => {
    expect(judge(exact(ANNA), [ANNA], OURS)).toBe('exact');
    expect(judge(exact({name: 'ben'}, ANNA), [ANNA], OURS)).toBe('one-of');
    expect(judge({certainty: 'unknown', candidates: [], why: 'the log begins later'}, [ANNA], OURS)).toBe('unknown');
  });

  test('is wrong where it names others alone', () => {
    expect(judge(exact({name: 'ben'}), [ANNA], OURS)).toBe('wrong');
    expect(judge(exact({name: 'ben'}, LEA), [ANNA], OURS)).toBe('wrong');
  });

  test('is wrong where it mistakes who was logged in', () => {
    expect(judge(exact(LEA), [LEA], OURS)).toBe('exact');
    expect(judge(exact({name: 'lea'}), [LEA], OURS)).toBe('wrong');
    expect(judge(exact({name: 'gateway'}), [LEA], OURS)).toBe('wrong');
    expect(judge(exact({name: 'gateway'}), [LEA], OURS, true)).toBe('exact');
  });

  test('is wrong where it names one of ours for what none of ours did', () => {
    expect(judge(exact(ANNA), [], OURS)).toBe('wrong');
    expect(judge(exact({name: 'system:apiserver'}), [], OURS)).toBe('exact');
  });

  test('takes the author of either reading of a path', () => {
    expect(judge(exact(LEA), [ANNA, LEA], OURS)).toBe('exact');
  });

  test('has to keep its form', () => {
    expect(judge(undefined, [ANNA], OURS)).toBe('malformed');
    expect(judge({certainty: 'exact', candidates: [ANNA, LEA], why: ''}, [ANNA], OURS)).toBe('malformed');
    expect(judge({certainty: 'one-of', candidates: [ANNA], why: ''}, [ANNA], OURS)).toBe('malformed');
    expect(judge({certainty: 'unknown', candidates: [], why: ''}, [ANNA], OURS)).toBe('malformed');
    expect(judge({certainty: 'sure', candidates: [ANNA], why: ''}, [ANNA], OURS)).toBe('malformed');
  });
});

test('a person is read as the report has it', () => {
  expect(answerOf(undefined)).toBeUndefined();
  expect(
    answerOf({certainty: 'exact', candidates: [{name: 'lea', impersonatedBy: 'gateway', at: 'x', verb: 'patch'}]}),
  ).toEqual({certainty: 'exact', candidates: [LEA], why: ''});
});

test('rows count by kind, and people apart from controllers', () => {
  const rows = rowsOf([
    {kind: 'put', verdict: 'exact', book: 'right'},
    {kind: 'merge', verdict: 'wrong', book: 'none'},
    {kind: NOBODYS, verdict: 'exact', book: 'other'},
  ]);
  expect(rows.map(({kind, findings, verdicts}) => [kind, findings, verdicts.exact, verdicts.wrong])).toEqual([
    ['merge', 1, 0, 1],
    [NOBODYS, 1, 1, 0],
    ['put', 1, 1, 0],
    ['all by people', 2, 1, 1],
  ]);
});

const object = (spec: Record<string, number>) => ({metadata: {name: 'x'}, spec});
const place = (...names: string[]) => names.map((name) => [`.${name}`]);
const put = (name: string, before: Record<string, number> | undefined, after: Record<string, number> | undefined) => ({
  actor: {name},
  kind: 'put',
  manager: 'm',
  ...(before === undefined ? {} : {before: object(before)}),
  ...(after === undefined ? {} : {after: object(after)}),
});

describe('a history', () => {
  test('knows the last one who changed a value, and not who wrote it once more', () => {
    const history = new History();
    history.add(put('anna', {a: 1}, {a: 5}));
    history.add(put('ben', {a: 5}, {a: 7}));
    history.add(put('anna', {a: 7}, {a: 5}));
    history.add(put('ben', {a: 5}, {a: 5}));
    expect(history.authorOf([place('spec', 'a')], undefined)?.actor.name).toBe('anna');
  });

  test('puts a removal down to who removed it', () => {
    const history = new History();
    history.add(put('anna', {a: 1}, {a: 5}));
    history.add(put('ben', {a: 5}, {}));
    history.add(put('lea', {}, {b: 1}));
    expect(history.authorOf([place('spec', 'a')], undefined)?.actor.name).toBe('ben');
  });

  test('gives all of an object to who made it anew', () => {
    const history = new History();
    history.add(put('anna', {a: 1}, {a: 5}));
    history.add(put('ben', {a: 5}, undefined));
    expect(history.deleted?.actor.name).toBe('ben');
    history.add(put('lea', undefined, {a: 1}));
    expect(history.deleted).toBeUndefined();
    expect(history.created?.actor.name).toBe('lea');
    expect(history.authorOf([place('spec', 'z')], undefined)?.actor.name).toBe('lea');
  });

  test('notices what changed between two writes', () => {
    const history = new History();
    history.add(put('anna', {a: 1}, {a: 5}));
    history.add(put('ben', {a: 6}, {a: 6, b: 1}));
    expect(history.authorOf([place('spec', 'a')], undefined)?.actor).toBe(NOBODY);
    expect(history.authorOf([place('spec', 'b')], undefined)?.actor.name).toBe('ben');
  });

  test('names all whose part of a block stands', () => {
    const history = new History();
    history.add(put('anna', {}, {a: 5}));
    history.add(put('ben', {a: 5}, {a: 5, b: 1}));
    expect(history.othersOf([place('spec')], undefined)).toEqual(['ben', 'anna']);
  });
});
