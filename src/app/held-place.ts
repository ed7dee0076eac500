import {createHash} from 'node:crypto';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {lockFolder} from '../disk/folder-lock.ts';
import type {FolderLock} from '../disk/folder-lock.ts';
import {ownStateFolder} from '../disk/state-folder.ts';
import {ensureKey} from '../fix/record/key.ts';
import {recordsFolder} from '../fix/record/folder.ts';
import {messageOf, PreconditionError, UserError} from '../model/errors.ts';
import type {PlanCluster} from '../model/fix.ts';

/** A folder of one cluster's that one process writes to, and the OS user's key. */
export interface HeldPlace {
  readonly folder: string;
  readonly key: Buffer;
  /** Says every few seconds that the process is there; calls once another one has taken the folder. */
  readonly beating: (onLost: () => void) => void;
  readonly release: () => Promise<void>;
}

const [BEAT_MS, STALE_MS] = [5000, 20_000];

/** The folder of a cluster, by its uid, and by the server where nobody may read that. Throws where the environment names no home. */
export function placeFor(name: 'told' | 'reconcile', env: NodeJS.ProcessEnv, {uid, server}: PlanCluster): string {
  const base = ownStateFolder(env);
  if (base === undefined)
    throw new PreconditionError(
      `there is no place to remember what was ${name === 'told' ? 'told' : 'put back'}`,
      'Set HOME or XDG_STATE_HOME to a folder that can be written.',
    );
  const place = createHash('sha256')
    .update(uid ?? server)
    .digest('hex')
    .slice(0, 12);
  return join(base, name, place);
}

/** Takes such a folder. Throws what `held` says while another process has it, and UserError where it cannot be written. */
export async function heldPlace(
  folder: string,
  env: NodeJS.ProcessEnv,
  held: (process: string) => Error,
): Promise<HeldPlace> {
  let lock: FolderLock;
  let key: Buffer;
  try {
    key = await ensureKey(recordsFolder(env));
    await mkdir(folder, {recursive: true, mode: 0o700});
    lock = await lockFolder(folder, {file: '.lock', staleMs: STALE_MS, held});
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new PreconditionError(
      `${folder} cannot be written: ${messageOf(error)}`,
      'Set XDG_STATE_HOME to a folder that can be.',
      {cause: error},
    );
  }
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    folder,
    key,
    beating(onLost) {
      const beat = async (): Promise<void> => {
        // A disk that cannot be reached for a moment says nothing.
        if (await lock.beat().catch(() => true)) return;
        clearInterval(timer);
        onLost();
      };
      timer = setInterval(() => void beat(), BEAT_MS).unref();
    },
    async release() {
      clearInterval(timer);
      await lock.release().catch(() => {});
    },
  };
}
