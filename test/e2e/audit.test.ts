import {expect, test} from 'vitest';
import {run} from './harness.ts';

/**
 * The short form of `npm run audit`, on a control plane of its own that keeps an audit log: other seeds, a thousand mutations and a
 * million events are that command's.
 */
test.each([
  ['Metadata', ['--quick']],
  ['Request', ['--many', '0']],
])(
  'level %s: whoever is named did it, or is one of those who are named',
  async (level, more) => {
    const words = ['--mutations', '48', '--seed', '2026', '--levels', level, ...more];
    const {code, stdout, stderr} = await run(process.execPath, ['scripts/run.mjs', 'test/audit/run.ts', ...words]);
    expect([
      code,
      stdout.match(/^Wrong, or no answer at all.*$/m)?.[0],
      code === 0 ? '' : `${stdout}\n${stderr}`,
    ]).toEqual([0, undefined, '']);
    expect(stdout).toMatch(/^all by people +\d\d/m);
  },
  300_000,
);
