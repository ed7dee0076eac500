import {expect, test} from 'vitest';
import {jsonLog} from '../../../src/cli/text/json-log.ts';
import {createRedactor} from '../../../src/redact/redactor.ts';
import {testRuntime} from '../cli.ts';

test('one line each, masked, bounded, and nothing in it that a log would act on', () => {
  const runtime = testRuntime();
  const redactor = createRedactor();
  redactor.learnText('hunter2-is-secret');
  const log = jsonLog(runtime, redactor);
  log('warn', 'refused: hunter2-is-secret\n::set-env name=x::y ##[error]', {
    shard: 1,
    why: '\u001b[31mred',
    none: undefined,
  });
  log('info', 'x'.repeat(10_000));
  const lines = runtime.written.stderr().split('\n').slice(0, -1);
  expect(lines).toHaveLength(2);
  expect(lines[0]).not.toMatch(/hunter2|\u001b|##\[/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({level: 'warn', shard: 1, why: '\u001b[31mred'});
  expect(lines[1]?.length).toBeLessThan(2200);
});
