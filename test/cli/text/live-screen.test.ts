import {EventEmitter} from 'node:events';
import {expect, test} from 'vitest';
import {liveScreen} from '../../../src/cli/text/live-screen.ts';
import type {Key} from '../../../src/cli/text/live-screen.ts';

function terminal(rows = 10) {
  const written: string[] = [];
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns: 60,
    rows,
    write: (text: string) => void written.push(text),
  });
  const modes: boolean[] = [];
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: (isRaw: boolean) => void modes.push(isRaw),
    resume: () => {},
    pause: () => {},
    unref: () => {},
  });
  const keys: Key[] = [];
  let changes = 0;
  const screen = liveScreen(
    {stdin, stdout} as unknown as Parameters<typeof liveScreen>[0],
    (key) => void keys.push(key),
    () => void (changes += 1),
  );
  return {screen, stdin, stdout, written, modes, keys, changes: () => changes};
}

test('lines are rewritten in place, cut to the terminal, and nothing in them acts on it', () => {
  const {screen, written} = terminal(4);
  screen.show(['one', 'two \u001B[2Jgone', 'three', 'four', 'five']);
  expect(written.at(-1)).toBe('\r\u001B[Jone\ntwo \uFFFD[2Jgone\nthree\n');
  screen.show(['one']);
  expect(written.at(-1)).toBe('\u001B[3A\r\u001B[Jone\n');
  screen.show(['two']);
  expect(written.at(-1)).toBe('\u001B[1A\r\u001B[Jtwo\n');
});

test('keys are heard, several in one piece too; the terminal is left as it was', () => {
  const {screen, stdin, stdout, keys, modes, written, changes} = terminal();
  stdin.emit('data', Buffer.from('\u001B[A\u001B[Bjx\u001B[5~\u001B[6~'));
  stdin.emit('data', Buffer.from('q\u0003'));
  expect(keys).toEqual(['up', 'down', 'down', 'page-up', 'page-down', 'quit', 'interrupt']);
  stdout.emit('resize');
  expect(changes()).toBe(1);
  screen.close();
  stdin.emit('data', Buffer.from('q'));
  stdout.emit('resize');
  expect([keys.length, changes(), modes]).toEqual([7, 1, [true, false]]);
  expect([written[0], written.at(-1)]).toEqual(['\u001B[?25l', '\u001B[?25h']);
});
