import {basename, dirname, resolve} from 'node:path';
import {connect} from '../kube/connection.ts';
import {kubeconfigFiles} from '../kube/kubeconfig/load.ts';
import {PreconditionError, UserError} from '../model/errors.ts';
import type {Mutation, MutationResult, Scenario} from '../model/scenario.ts';
import {kubeconfigFile, readState, sandboxFolder} from '../sandbox/home.ts';
import type {SandboxFacts} from '../sandbox/home.ts';
import {kubeSystemUid} from '../sandbox/identity.ts';
import {status} from '../sandbox/sandbox.ts';
import type {Runtime} from './runtime.ts';
import type {Settings} from './settings.ts';
import {liveStage} from './stage.ts';

/**
 * The user's sandbox, where these settings lead to it; undefined for any other cluster. The proof is that of `simulate --live`:
 * it is up in its folder, and the kube-system namespace that answers has its uid. No name proves anything.
 */
export async function sandboxBehind(settings: Settings, {env, cwd}: Runtime): Promise<SandboxFacts | undefined> {
  const folders = await candidates(settings, env, cwd);
  const uids = new Map<string, SandboxFacts>();
  for (const folder of folders) {
    const facts = await upIn(folder);
    if (facts !== undefined) uids.set(facts.uid, facts);
  }
  if (uids.size === 0) return undefined;
  const connection = await connect(settings.connection, {env: settings.env ?? env});
  try {
    return uids.get(await kubeSystemUid(connection));
  } finally {
    connection.close();
  }
}

/** The user's own sandbox, and those of `--dir` whose kubeconfig is the one that is read. */
async function candidates(settings: Settings, env: NodeJS.ProcessEnv, cwd: string): Promise<ReadonlySet<string>> {
  const files = kubeconfigFiles(settings.connection, settings.env ?? env).map((file) => resolve(cwd, file));
  const beside = files
    .map((file) => ({file, folder: dirname(dirname(file))}))
    .filter(({file, folder}) => basename(folder) !== '' && kubeconfigFile(folder) === file)
    .map(({folder}) => folder);
  return new Set(await Promise.all([undefined, ...beside].map((folder) => sandboxFolder(env, folder, cwd))));
}

/** A folder that is none, or a damaged one, proves nothing. */
async function upIn(folder: string): Promise<SandboxFacts | undefined> {
  try {
    // Most machines have no sandbox: nobody looks through their processes.
    if ((await readState(folder))?.up === undefined) return undefined;
    const one = await status(folder);
    return one.state === 'up' ? one.facts : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * Makes what a scenario's steps do on the sandbox, one mutation after the other; the release stays as it is installed. Throws
 * UserError on any other cluster: before the first write, and, as the sandbox's own writer has it, before each; and
 * PreconditionError for a mutation that is not taken: those before it stay.
 */
export async function introduceDrift(
  scenario: Scenario,
  settings: Settings,
  runtime: Runtime,
  onDone: (mutation: number) => void,
): Promise<void> {
  const facts = await sandboxBehind(settings, runtime);
  if (facts === undefined)
    throw new PreconditionError(
      'this cluster is not the sandbox',
      'A live scenario is played on the sandbox alone: `helm drift sandbox up`.',
    );
  const helm = runtime.env['HELM_BIN'] || facts.helm;
  const at = {connection: settings.connection, uid: facts.uid, helm};
  const stage = await liveStage(scenario, at, runtime, () => {});
  try {
    let done = 0;
    for (const [index, {change}] of scenario.steps.entries()) {
      if (index > 0) await stage.waitUntilStable();
      for (const mutation of change.by === 'mutations' ? change.mutations : []) {
        runtime.signal.throwIfAborted();
        assertTaken(await stage.mutate(mutation), mutation);
        onDone(done++);
      }
    }
  } finally {
    stage.close();
  }
}

/** Most likely the scenario was played before, or other drift stands in its way. */
function assertTaken(result: MutationResult, {action, target}: Mutation): void {
  if ('done' in result) return;
  const why = 'absent' in result ? result.absent : `the API server refuses it: ${result.refused}`;
  throw new PreconditionError(
    why,
    action.do === 'create'
      ? `Reconcile leaves what is not the release's: delete ${target.kind}/${target.name} first.`
      : 'Put the release back first: Reconcile.',
  );
}
