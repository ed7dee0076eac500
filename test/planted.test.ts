import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {BUGS, HOLES} from './planted/bugs.ts';
import {misplaced} from './planted/workshop.ts';

// A minute of planting is dear: that a change took a bug's place away is told here, at once.
test.each([...BUGS, ...HOLES])('$name can still be planted', (bug) => {
  expect(misplaced(readFileSync(bug.file, 'utf8'), bug)).toBeUndefined();
});
