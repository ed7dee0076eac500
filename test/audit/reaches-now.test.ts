import {appendFileSync, renameSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeEach, describe, expect, onTestFinished, test, vi} from 'vitest';
import {growing} from '../../src/audit/log/reaches-now.ts';
import {temporaryFolder} from '../fix/fakes/folder.ts';

const [LIVE, NEXT] = ['audit-0000000001-0123abcd.jsonl', 'audit-0000000002-0123abcd.jsonl'];

function folderWith(text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.receiver.lock'), '1@here 00');
  writeFileSync(join(folder, LIVE), text);
  return folder;
}

test('a file, stdin, and a folder that nobody writes to are as they are', async () => {
  const folder = folderWith('');
  expect(await growing('-')).toBeUndefined();
  expect(await growing(join(folder, LIVE))).toBeUndefined();
  expect(await growing(join(folder, 'nowhere'))).toBeUndefined();
  expect(await growing(folder)).toBeDefined();
  utimesSync(join(folder, '.receiver.lock'), 1, 1);
  expect(await growing(folder)).toBeUndefined();
});

describe('what is waited for', () => {
  /** Seconds of the test’s own clock. */
  let passed = 0;
  let onPause: (seconds: number) => void = () => {};

  beforeEach(() => {
    passed = 0;
    onPause = () => {};
    vi.spyOn(performance, 'now').mockImplementation(() => passed * 1000);
    onTestFinished(() => void vi.restoreAllMocks());
  });

  const pause = async (milliseconds: number): Promise<void> => {
    passed += milliseconds / 1000;
    onPause(passed);
  };

  test('the word, in what was added, and seconds more for what may be late', async () => {
    const folder = folderWith('the-word of another time\n');
    const log = await growing(folder, pause);
    let isThere = false;
    onPause = (seconds) => {
      if (seconds < 2 || isThere) return;
      isThere = true;
      appendFileSync(join(folder, LIVE), `${'x'.repeat(300_000)}the-word\n`);
    };
    await log?.until('the-word');
    expect([isThere, passed]).toEqual([true, 5]);
  });

  test('a word that comes after that is not waited for longer than it has to be', async () => {
    const folder = folderWith('');
    const log = await growing(folder, pause);
    onPause = (seconds) => {
      if (seconds > 7) writeFileSync(join(folder, NEXT), 'the-word\n');
    };
    await log?.until('the-word');
    expect(passed).toBeGreaterThan(7);
    expect(passed).toBeLessThan(8);
  });

  test('a word in two halves, or in a file that was closed: ten seconds at most', async () => {
    const folder = folderWith('the-');
    const log = await growing(folder, pause);
    appendFileSync(join(folder, LIVE), 'word\n');
    await log?.until('the-word');
    expect(passed).toBe(5);
    renameSync(join(folder, LIVE), join(folder, 'audit-0000000001-0123abcd.5.jsonl.gz'));
    await log?.until('another-word');
    expect(passed).toBeLessThan(16);
  });

  test('whoever ends the process does not wait', async () => {
    const log = await growing(folderWith(''));
    await expect(log?.until('x', AbortSignal.abort())).rejects.toThrow('aborted');
  });
});
