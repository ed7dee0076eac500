import {PassThrough} from 'node:stream';
import {describe, expect, test} from 'vitest';
import {ask, assertConsent} from '../../../src/fix/gate/gate.ts';
import type {Consent} from '../../../src/fix/gate/gate.ts';

function terminal({input = true, output = true} = {}) {
  const [keyboard, screen] = [new PassThrough(), new PassThrough()];
  return {
    input: Object.assign(keyboard, {isTTY: input}),
    output: Object.assign(screen, {isTTY: output}),
    shown: () => String(screen.read() ?? ''),
  };
}

test.each<[string, Consent]>([
  ['y\n', 'yes'],
  ['YES\n', 'yes'],
  [' yes \n', 'yes'],
  ['\n', 'no'],
  ['n\n', 'no'],
  ['yes please\n', 'no'],
  ['yeah\n', 'no'],
])('%j is %s', async (typed, consent) => {
  const at = terminal();
  const asked = ask('Write? ', false, at);
  at.input.write(typed);
  expect(await asked).toBe(consent);
  expect(at.shown()).toContain('Write? ');
});

test('an input that ends without an answer is no yes', async () => {
  const at = terminal();
  const asked = ask('Write? ', false, at);
  at.input.end();
  expect(await asked).toBe('no');
});

test.each<{input?: boolean; output?: boolean}>([{input: false}, {output: false}])(
  '%j: nobody is asked',
  async (sides) => {
    const at = terminal(sides);
    expect(await ask('Write? ', false, at)).toBe('nobody-to-ask');
    expect(at.shown()).toBe('');
  },
);

test('who said yes on the command line is not asked', async () => {
  const at = terminal({input: false, output: false});
  expect(await ask('Write? ', true, at)).toBe('yes');
  expect(at.shown()).toBe('');
});

describe('without a yes nothing goes on', () => {
  test.each<[Consent, string | undefined, string]>([
    ['no', undefined, 'declined: nothing was written'],
    ['nobody-to-ask', 'Nothing was written. Add --yes.', 'nobody is there to ask: this is no terminal'],
  ])('%s', (consent, hint, message) => {
    expect(() => assertConsent(consent, 'Add --yes.')).toThrow(
      expect.objectContaining({message, hint, code: 'precondition'}),
    );
  });

  test('yes', () => {
    expect(() => assertConsent('yes', 'Add --yes.')).not.toThrow();
  });
});
