import {expect, test} from 'vitest';
import {createRedactor} from '../../src/redact/redactor.ts';
import {staged} from './canaries.ts';
import {SAID} from './harmless-files.ts';
import {HARMLESS} from './harmless.ts';

/** Values are masked that need not be; at most that many of a hundred. */
const AT_MOST = 2;

test('of 300 harmless values and more hardly one is masked', () => {
  const altered = HARMLESS.flatMap(({place, text}, at) => {
    const {object, finding} = staged({place, text}, at);
    const redactor = createRedactor();
    const [after, found] = [redactor.object(object), redactor.finding(finding)];
    const isSame =
      JSON.stringify(after) === JSON.stringify(object) && JSON.stringify(found) === JSON.stringify(finding);
    return isSame ? [] : [`${JSON.stringify(place)} ${JSON.stringify(text)} → ${JSON.stringify(found.live)}`];
  });
  const said = SAID.filter((text) => createRedactor().text(text) !== text);
  expect(HARMLESS.length + SAID.length).toBeGreaterThanOrEqual(300);
  const share = ((altered.length + said.length) / (HARMLESS.length + SAID.length)) * 100;
  expect(share <= AT_MOST ? [] : [`${share.toFixed(1)} %`, ...altered, ...said]).toEqual([]);
});

test('a word of letters alone is masked in its own place, and nowhere else', () => {
  const redactor = createRedactor();
  redactor.learn({
    kind: 'Secret',
    metadata: {name: 's'},
    stringData: {a: 'tampered', b: 'Production', c: 'abc123', d: 'Kx7!vR2q'},
  });
  const text = 'somebody tampered with Production, abc123';
  expect(redactor.text(text)).toBe(text);
  expect(redactor.text('it is Kx7!vR2q')).not.toContain('Kx7!vR2q');
});
