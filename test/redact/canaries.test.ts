import {describe, expect, test} from 'vitest';
import {createRedactor} from '../../src/redact/redactor.ts';
import {FORMATS} from '../../src/report/reporters.ts';
import {KEY, output} from '../report/outputs.ts';
import {SCENARIOS} from '../report/scenarios.ts';
import {reportOf, spellings, staged} from './canaries.ts';
import {CODE} from './planted/code.ts';
import {DOCUMENTS} from './planted/documents.ts';
import type {Planted} from './planted/planted.ts';
import {WORDS} from './planted/words.ts';

const ALL: readonly Planted[] = [...DOCUMENTS, ...CODE, ...WORDS];
const stages = ALL.map((one, at) => ({...one, ...staged(one, at)}));

/** What of a text's secrets can still be read in it. */
function leaked(text: string, of: readonly {readonly what: string; readonly secret: string}[]): string[] {
  return of.flatMap(({what, secret}) => {
    const found = spellings(secret).filter((one) => text.includes(one));
    return found.length === 0 ? [] : [`${what}: ${found.join(' | ')}`];
  });
}

test('there are 200 canaries and more, and each stands in its text to be found', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(200);
  expect(new Set(ALL.map(({what, place}) => `${what} ${JSON.stringify(place)}`)).size).toBe(ALL.length);
  const raw = (text: string): string => `${text}${Buffer.from(text, 'base64').toString()}${decodedTwice(text)}`;
  const absent = ALL.filter(({text, secret}) => !spellings(secret).some((one) => raw(text).includes(one)));
  expect(absent.map(({what}) => what)).toEqual([]);
});

function decodedTwice(text: string): string {
  return text
    .split(/[^A-Za-z0-9+/=]+/)
    .map(
      (word) =>
        Buffer.from(Buffer.from(word, 'base64').toString(), 'base64').toString() +
        Buffer.from(word, 'base64').toString(),
    )
    .join('');
}

describe('no canary leaves', () => {
  test.each(FORMATS)('in findings as %s', async (format) => {
    const report = reportOf(
      stages.map(({finding}) => finding),
      await SCENARIOS.secrets(),
    );
    expect(leaked(await output(format, report, {showIgnored: true, diff: true}), ALL)).toEqual([]);
  });

  // Alone: nothing was learned from anywhere else.
  test('in a finding', () => {
    const lost = stages.flatMap((one) =>
      leaked(JSON.stringify(createRedactor({key: KEY}).finding(one.finding)), [one]),
    );
    expect(lost).toEqual([]);
  });

  test('in an object', () => {
    const lost = stages.flatMap((one) => leaked(JSON.stringify(createRedactor({key: KEY}).object(one.object)), [one]));
    expect(lost).toEqual([]);
  });

  test("in a server's sentence that quotes the value of an object that was read", () => {
    const lost = stages.flatMap((one) => {
      const known = createRedactor({key: KEY});
      known.learn(one.object);
      return leaked(known.text(one.said), [one]);
    });
    expect(lost).toEqual([]);
  });

  test("in a server's sentence alone, where its words say what it quotes", () => {
    const inArguments = new Set(['arguments']);
    const telling = stages.filter(({place}) => !Object.keys(place).some((one) => inArguments.has(one)));
    expect(telling.flatMap((one) => leaked(createRedactor({key: KEY}).text(one.said), [one]))).toEqual([]);
  });
});
