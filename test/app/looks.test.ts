import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {looksAt} from '../../src/app/looks.ts';

const AT = new Date('2026-11-28T10:00:00Z');
const LOOK = {at: AT.toISOString(), empty: ['example.com/things']};
const minutesLater = (minutes: number) => () => new Date(AT.getTime() + minutes * 60_000);

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'helm-drift-looks-'));
  onTestFinished(() => rmSync(made, {recursive: true, force: true}));
  return join(made, 'looks');
}

test('a look counts for five minutes, of its own cluster', async () => {
  const place = folder();
  expect(await looksAt(place, 'one', minutesLater(0)).read()).toBeUndefined();
  await looksAt(place, 'one', minutesLater(0)).keep(LOOK);
  expect(await looksAt(place, 'one', minutesLater(4)).read()).toEqual(LOOK);
  expect(await looksAt(place, 'one', minutesLater(6)).read()).toBeUndefined();
  // A clock that was put back.
  expect(await looksAt(place, 'one', minutesLater(-1)).read()).toBeUndefined();
  expect(await looksAt(place, 'other', minutesLater(0)).read()).toBeUndefined();
});

test('a folder that others may write, and a file that is none of ours, are no look', async () => {
  const place = folder();
  const looks = looksAt(place, 'one', minutesLater(1));
  await looks.keep(LOOK);
  chmodSync(place, 0o777);
  expect(await looks.read()).toBeUndefined();
  chmodSync(place, 0o700);
  for (const text of ['', '{}', '{"at": "yesterday", "empty": []}', '[]']) {
    writeFileSync(join(place, 'one.json'), text);
    expect(await looks.read()).toBeUndefined();
  }
});
