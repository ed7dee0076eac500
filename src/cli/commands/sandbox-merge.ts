import type {Runtime} from '../../app/runtime.ts';
import type {Ended} from '../../sandbox/sandbox.ts';
import {say} from '../text/output.ts';

/** Before minutes are spent on a control plane. Throws UserError where its context could not be put into the user's kubeconfig. */
export async function assertMergeable(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const [{assertMergeable: assertOpen, userKubeconfig}, {readState}] = await Promise.all([
    import('../../sandbox/merge.ts'),
    import('../../sandbox/home.ts'),
  ]);
  await assertOpen(await userKubeconfig(env), (await readState(folder))?.up?.server);
}

export async function mergeContext(folder: string, env: NodeJS.ProcessEnv, stderr: Runtime['stderr']): Promise<void> {
  const {mergeInto, userKubeconfig} = await import('../../sandbox/merge.ts');
  const {kubeconfigFile, readState, writeState} = await import('../../sandbox/home.ts');
  const state = await readState(folder);
  if (state?.up === undefined) return;
  const file = await userKubeconfig(env);
  const {contextBefore: known, ...up} = state.up;
  // Merged a second time, ours may be the current one already.
  const contextBefore = (await mergeInto(file, kubeconfigFile(folder))) ?? (up.mergedInto === file ? known : undefined);
  await writeState(folder, {
    ...state,
    up: {...up, mergedInto: file, ...(contextBefore === undefined ? {} : {contextBefore})},
  });
  say(stderr, `The context "sandbox-control-plane" is in ${file} too, until \`helm drift sandbox down\`.\n`);
}

/** A kubeconfig that cannot be mended does not stop a sandbox from ending. */
export async function unmerge({merged}: Pick<Ended, 'merged'>, stderr: Runtime['stderr']): Promise<void> {
  if (merged === undefined) return;
  const {file, server, contextBefore} = merged;
  const {takeOut} = await import('../../sandbox/merge.ts');
  try {
    const switched = await takeOut(file, server, contextBefore);
    if (switched === undefined) return;
    say(
      stderr,
      switched.to === undefined
        ? `Note: the current context of ${file} was "sandbox-control-plane", and there is none now: kubectl config use-context NAME\n`
        : `Note: the current context of ${file} is "${switched.to}" again, as before the sandbox\n`,
    );
  } catch (error) {
    say(stderr, `Note: the context stays in ${file}: ${(error as Error).message}\n`);
  }
}
