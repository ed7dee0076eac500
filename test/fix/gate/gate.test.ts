import {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import {assertConsent} from '../../../src/fix/gate/gate.ts';

function terminal({input = true, output = true} = {}) {
  const [keyboard, screen] = [new PassThrough(), new PassThrough()];
  return {
    stdin: Object.assign(keyboard, {isTTY: input}),
    stderr: Object.assign(screen, {isTTY: output}),
    shown: () => String(screen.read() ?? ''),
  };
}

const QUESTION = {text: 'Write?', yes: false, hint: 'Add --yes.'};
const DECLINED = {message: 'declined: nothing was written', hint: undefined, code: 'precondition'};

test.each(['y\n', 'YES\n', ' yes \n'])('%j is a yes', async (typed) => {
  const at = terminal();
  const asked = assertConsent(QUESTION, at);
  at.stdin.write(typed);
  await asked;
  expect(at.shown()).toContain('Write? [y/N] ');
});

test.each(['\n', 'n\n', 'yes please\n', 'yeah\n'])('%j is none', async (typed) => {
  const at = terminal();
  const asked = assertConsent(QUESTION, at);
  at.stdin.write(typed);
  await expect(asked).rejects.toMatchObject(DECLINED);
});

test('an input that ends without an answer is no yes', async () => {
  const at = terminal();
  const asked = assertConsent(QUESTION, at);
  at.stdin.end();
  await expect(asked).rejects.toMatchObject(DECLINED);
});

test.each<{input?: boolean; output?: boolean}>([{input: false}, {output: false}])(
  '%j: nobody is asked, and nobody has agreed',
  async (sides) => {
    const at = terminal(sides);
    await expect(assertConsent(QUESTION, at)).rejects.toMatchObject({
      message: 'nobody is there to ask: this is no terminal',
      hint: 'Nothing was written. Add --yes.',
      code: 'precondition',
    });
    expect(at.shown()).toBe('');
  },
);

test('who said yes on the command line is not asked', async () => {
  const at = terminal({input: false, output: false});
  await assertConsent({...QUESTION, yes: true}, at);
  expect(at.shown()).toBe('');
});
