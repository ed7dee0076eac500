import {describe, expect, test} from 'vitest';
import type {CommandLine} from '../../../src/app/faces.ts';
import type {Runtime} from '../../../src/app/runtime.ts';
import {consoleContext} from '../../../src/console/session/console-context.ts';
import {clusterIn} from '../../../src/console/session/context.ts';
import {waitingView} from '../../../src/console/views/opened.ts';
import {PreconditionError, UserError} from '../../../src/model/errors.ts';
import {createRedactor} from '../../../src/redact/redactor.ts';
import {contextOf, runtimeOf, storeOf} from '../fakes.ts';

function contextWith(run: CommandLine['run'], namespace?: string) {
  const store = storeOf();
  const settings = {namespace, connection: {kubeconfig: '/k', context: 'prod'}, helmBin: 'helm', driver: 'configmap'};
  const runtime = runtimeOf({env: {PATH: '/bin', HELM_NAMESPACE: 'elsewhere'}});
  const redactor = createRedactor();
  const parts = {settings, redactor, readOnly: false, store, cluster: undefined, scenarios: [], runtime};
  return consoleContext({...parts, commandLine: {run, commands: {}}});
}

describe('a command of the prompt', () => {
  test('runs on the console’s own cluster, in the namespace of what is open, and writes into our hands', async () => {
    const seen: Runtime[] = [];
    const context = contextWith(async (runtime) => {
      seen.push(runtime);
      runtime.stdout.write('out');
      runtime.stderr.write('err');
      return 2;
    }, 'started-in');
    expect(await context.command(['check', 'web'])).toEqual({exitCode: 2, stdout: 'out', stderr: 'err'});
    expect(seen[0]?.argv).toEqual(['check', 'web']);
    expect(seen[0]?.env).toEqual({
      PATH: '/bin',
      HELM_NAMESPACE: 'started-in',
      KUBECONFIG: '/k',
      HELM_KUBECONTEXT: 'prod',
      HELM_DRIVER: 'configmap',
      NO_COLOR: '1',
    });
    expect(seen[0]?.stdin).not.toBe(process.stdin);
    context.store.change({opened: waitingView('shop/web', 'web', 'shop')});
    await context.command(['check']);
    expect(seen[1]?.env['HELM_NAMESPACE']).toBe('shop');
  });

  test.each([
    [new UserError('there is no release', 'See helm list.'), 1, 'Error: there is no release\nSee helm list.\n'],
    [new PreconditionError('it is stale'), 4, 'Error: it is stale\n'],
  ])('that fails answers with its exit code and its words', async (error, exitCode, said) => {
    const context = contextWith(async (runtime) => {
      runtime.stderr.write('before\n');
      throw error;
    });
    expect(await context.command(['check'])).toEqual({exitCode, stdout: '', stderr: `before\n${said}`});
  });
});

describe('a problem', () => {
  test('of the user’s has a hint, and one of ours says that it is one; neither holds a secret', () => {
    const context = contextWith(async () => 0);
    context.redactor.learnText('hunter2-is-the-password');
    const problem = context.problem(new UserError('no hunter2-is-the-password', 'Not hunter2-is-the-password'));
    expect(Object.keys(problem)).toEqual(['message', 'hint']);
    expect(JSON.stringify(problem)).not.toContain('hunter2');
    expect(context.problem(new TypeError('x is undefined')).message).toBe(
      'helm drift failed in a way that it does not know: x is undefined',
    );
    expect(context.problem('a text')).toEqual({message: expect.stringContaining('a text')});
  });
});

test('a demo has no cluster', () => {
  expect(() => clusterIn(contextOf())).toThrow('a demo has no cluster');
});
