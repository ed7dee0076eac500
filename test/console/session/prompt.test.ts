import {describe, expect, test} from 'vitest';
import type {CommandOutput} from '../../../src/console/session/context.ts';
import {prompt} from '../../../src/console/session/prompt.ts';
import {NOW, contextOf, storeOf, workspaceOf} from '../fakes.ts';
import {COMMANDS} from '../commands.ts';

interface Asked {
  readonly isOpen?: boolean;
  readonly isDemo?: boolean;
  readonly readOnly?: boolean;
  readonly answer?: Partial<CommandOutput>;
}

function prompted({isOpen = true, isDemo = false, readOnly = false, answer = {}}: Asked = {}) {
  const store = isDemo ? storeOf({connection: {kind: 'demo', since: NOW.toISOString()}}) : storeOf();
  const context = contextOf({store, readOnly}, () => answer);
  const one = prompt(context, COMMANDS);
  return {context, one, run: (line: string) => one.run(line, isOpen ? workspaceOf() : undefined)};
}

async function argvOf(line: string, how: Asked = {}): Promise<readonly string[] | undefined> {
  const {context, run} = prompted(how);
  await run(line);
  return context.ran[0];
}

describe('the open release stands where the command wants it', () => {
  test.each([
    ['check', ['check', 'web', '--namespace', 'shop']],
    ['helm drift check', ['check', 'web', '--namespace', 'shop']],
    ['check --fidelity client', ['check', 'web', '--fidelity', 'client', '--namespace', 'shop']],
    ['check other -n shop', ['check', 'other', '-n', 'shop']],
    ['check web', ['check', 'web', '--namespace', 'shop']],
    ['check -A', ['check', '-A']],
    ['check --all', ['check', '--all']],
    ['explain 7c1', ['explain', 'web', '7c1', '--namespace', 'shop']],
    ['explain web 7c1', ['explain', 'web', '7c1', '--namespace', 'shop']],
    ['ignore 7c1 --reason x', ['ignore', 'web', '7c1', '--reason', 'x', '--namespace', 'shop']],
    ['capture live', ['capture', 'live', 'web', '--namespace', 'shop', '--file', '-']],
    ['capture live --file -', ['capture', 'live', 'web', '--file', '-', '--namespace', 'shop']],
    ['fix --dry-run', ['fix', 'web', '--dry-run', '--namespace', 'shop']],
    ['explain --reason same-to-server', ['explain', '--reason', 'same-to-server']],
    ['history', ['history']],
    ['simulate governed-drift', ['simulate', 'governed-drift']],
  ])('%s', async (line, argv) => {
    expect(await argvOf(line)).toEqual(argv);
  });

  test('where nothing is open the line stands as it is', async () => {
    expect(await argvOf('check', {isOpen: false})).toEqual(['check']);
  });
});

test.each([
  ['', ['--help']],
  ['help', ['--help']],
  ['help fix', ['fix', '--help']],
  ['fix --yes --help', ['fix', '--help']],
  ['check -h', ['check', '--help']],
])('help needs no release, and writes nothing: %s', async (line, argv) => {
  expect(await argvOf(line)).toEqual(argv);
});

describe('what the prompt does not run', () => {
  test.each([
    ['sh -c id', 'the prompt has no command "sh"'],
    ['__complete check', 'the prompt has no command'],
    ['console', 'the prompt has no command'],
    ['sandbox down', 'the prompt has no command'],
    ['constructor', 'the prompt has no command'],
    ['check "', 'a quote is not closed'],
    ['fix', 'fix is gated here'],
    ['undo', "use the console's Undo"],
    ['fix --dry-run --yes', 'the prompt takes no --yes'],
    ['fix -y', 'the prompt takes no -y'],
    ['check --show-secrets', 'the prompt takes no --show-secrets'],
    ['check --kubeconfig=/tmp/x', 'the prompt takes no --kubeconfig\n'],
    ['check --kube-apiserver https://evil.example', 'the prompt takes no --kube-apiserver'],
    ['simulate governed-drift --live', 'the prompt takes no --live'],
    ['fix --dry-run --out /tmp/x', 'the prompt takes no --out'],
    ['capture live --file /tmp/x', 'the prompt writes no files'],
    ['capture live --file=/tmp/x', 'the prompt writes no files'],
    ['check -o json=/tmp/x', 'the prompt writes no files'],
    ['check -ojson=/tmp/x', 'the prompt writes no files'],
    ['check --output html=/tmp/x', 'the prompt writes no files'],
    ['check --output=html=/tmp/x', 'the prompt writes no files'],
  ])('%s', async (line, why) => {
    const {context, run} = prompted();
    const answer = await run(line);
    expect(answer).not.toHaveProperty('exitCode');
    expect(answer.stderr).toMatch(/^Error: /);
    expect(answer.stderr).toContain(why);
    expect(context.ran).toEqual([]);
  });

  test.each([
    ['fix --dry-run', {isDemo: true}, 'fix needs a cluster'],
    ['capture live', {isDemo: true}, 'capture needs a cluster'],
    ['ignore 7c1 --reason x', {readOnly: true}, 'this console writes nothing'],
  ])('%s, where nothing can be written', async (line, how, why) => {
    const answer = await prompted(how).run(line);
    expect(answer).toEqual({stdout: '', stderr: expect.stringContaining(why) as string});
  });

  test('a line that is too long is refused, and so is a fifth command at once', async () => {
    const {one} = prompted();
    await expect(one.run('x'.repeat(4001), undefined)).rejects.toMatchObject({code: 'bad-request'});
    let end = (): void => {};
    const context = contextOf({
      command: () => new Promise((resolve) => (end = () => resolve({exitCode: 0, stdout: '', stderr: ''}))),
    });
    const busy = prompt(context, COMMANDS);
    const running = Array.from({length: 4}, () => busy.run('check', undefined));
    await expect(busy.run('check', undefined)).rejects.toMatchObject({code: 'busy', status: 429});
    end();
    await running.at(-1);
    const another = busy.run('check', undefined);
    end();
    await another;
  });
});

test('an answer has the exit code, and no more of a long output than can be shown', async () => {
  const {run} = prompted({answer: {exitCode: 2, stdout: 'y'.repeat(600_000), stderr: 'a note'}});
  const {exitCode, stdout, stderr} = await run('check');
  expect([exitCode, stderr]).toEqual([2, 'a note']);
  expect(stdout.length).toBeLessThan(530_000);
  expect(stdout).toMatch(/\n… \(600000 characters, cut here\)\n$/);
});
