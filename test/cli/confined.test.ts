import {readdirSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {run} from '../../src/cli/run.ts';
import {folderOf, testRuntime} from './cli.ts';

/** A line as the console's prompt would run it, past everything that looks at words. */
async function confined(argv: readonly string[], writesRules = true): Promise<{message: string; left: string[]}> {
  const cwd = folderOf({'intent.yaml': '', 'live.yaml': ''});
  const runtime = testRuntime({argv, cwd, env: {HOME: cwd, KUBECONFIG: '/nowhere'}, confined: {writesRules}});
  const message = await run(runtime, () => Promise.reject(new Error('no console is started'))).then(
    () => 'it ran',
    (error: unknown) => (error as Error).message,
  );
  return {message, left: readdirSync(cwd).toSorted()};
}

describe('a command that may only look', () => {
  test.each([
    ['fix web', 'only its dry run'],
    ['fix web --dry-run --dry-run=false -yo text', '--yes is not taken here'],
    ['fix web --dry-run --dry-run=false', 'only its dry run'],
    ['fix web --dry-run false', 'only its dry run'],
    ['fix web --only --dry-run', 'Not enough arguments'],
    ['fix web -- --dry-run', 'only its dry run'],
    ['undo --dry-run=false', 'only its dry run'],
    ['undo --dry-run --dry-run=false', 'only its dry run'],
    ['fix web --dry-run --out plan.json', '--out is not taken here'],
    ['fix web --dry-run --out=plan.json', '--out is not taken here'],
    ['fix web --dry-run --out.x=plan.json', 'unknown flag --out.x'],
    ['fix web --dry-run --plan intent.yaml', '--plan is not taken here'],
    ['fix web --dry-run -oy', 'Invalid values'],
    ['history --forget --older-than 1s', '--forget is not taken here'],
    ['plan show intent.yaml', 'plan is not run from here'],
    ['check -Ao json=report.json', 'no file is written from here'],
    ['check -A -o text --output=html=report.html', 'no file is written from here'],
    ['check --all --output json=report.json', 'no file is written from here'],
    ['check web --show-secrets', '--show-secrets is not taken here'],
    ['check web --kubeconfig intent.yaml', '--kubeconfig is not taken here'],
    ['check web --kube-apiserver https://evil.example', '--kube-apiserver is not taken here'],
    ['check web --debug', '--debug is not taken here'],
    ['capture live web', 'capture writes no file'],
    ['capture live web --file - --file live.txt', 'capture writes no file'],
    ['capture live web --file=snapshot', 'capture writes no file'],
    ['simulate governed-drift --live', '--live is not taken here'],
    ['simulate governed-drift --dir sandbox', '--dir is not taken here'],
    ['ignore web 7c1abcd --reason x --config rules.yaml', '--config is not taken here'],
    ['check web --live -', 'nothing is on stdin here'],
    ['check web ./chart -f -', 'nothing is on stdin here'],
    ['check web ./chart --set-file a=b,c=-', 'nothing is on stdin here'],
    ['history --drift --forget --older-than 1s', '--forget is not taken here'],
    ['accept web 7c1abcd --reason x --until 2027-01-31', 'accept is not run from here'],
    ['sandbox up', 'sandbox is not run from here'],
    ['console', 'console is not run from here'],
  ])('%s', async (line, why) => {
    const {message, left} = await confined(line.split(' '));
    expect(message.toLowerCase()).toContain(why.toLowerCase());
    expect(left).toEqual(['intent.yaml', 'live.yaml']);
  });

  test('ignore writes its rule only where that is open', async () => {
    const line = 'ignore web 7c1abcd --reason x'.split(' ');
    expect((await confined(line, false)).message).toContain('nothing is written from here');
    expect((await confined(line, true)).message).not.toContain('written from here');
  });

  test('looking is as ever', async () => {
    expect((await confined('explain --reason same-to-server'.split(' '))).message).toBe('it ran');
  });
});
