import {EXIT} from '../../app/exit.ts';
import type {Runtime} from '../../app/runtime.ts';
import {readableByOthers, readCredentials} from '../../audit/receiver/credentials.ts';
import {receiver} from '../../audit/receiver/receiver.ts';
import type {Receiver} from '../../audit/receiver/receiver.ts';
import {openSpool} from '../../audit/receiver/spool.ts';
import type {Spool} from '../../audit/receiver/spool.ts';
import {UserError, messageOf} from '../../model/errors.ts';
import {say} from '../text/output.ts';
import type {ReceiveFlags} from './audit.ts';
import {narratorOf} from './audit-words.ts';
import type {Narrator} from './audit-words.ts';

const MINUTE_MS = 60_000;

/** Takes events until the process is told to end. */
export async function receive(flags: ReceiveFlags, runtime: Runtime): Promise<number> {
  const {folder, keep, rotate, files} = flags;
  const {stdout, stderr, signal} = runtime;
  const now = (): number => runtime.now().getTime();
  const tell = (line: string): void => say(stderr, `${line}\n`);
  const credentials = await readCredentials(files);
  for (const file of await readableByOthers(files)) tell(`Warning: everybody on this machine can read ${file}`);
  const spool = await openSpool(folder, {keep, rotate, now, tell});
  const narrator = narratorOf(spool.stored, now, tell);
  try {
    const server = await serving(flags, {credentials, spool, now, narrator});
    say(stdout, `${server.url}\n`);
    tell(`Events go into ${folder}. Ctrl+C ends it.`);
    const minute = setInterval(narrator.minute, MINUTE_MS);
    try {
      await Promise.race([spool.taken, aborted(signal)]);
    } finally {
      clearInterval(minute);
      await server.close();
    }
  } finally {
    await spool.close();
  }
  narrator.end();
  return EXIT.clean;
}

interface Parts {
  readonly credentials: Awaited<ReturnType<typeof readCredentials>>;
  readonly spool: Spool;
  readonly now: () => number;
  readonly narrator: Narrator;
}

async function serving(
  {listen, files, all}: ReceiveFlags,
  {credentials, spool, now, narrator}: Parts,
): Promise<Receiver> {
  try {
    const wish = all ? 'all' : 'writes';
    return await receiver({listen, credentials, files, sink: spool, wish, now, on: narrator.on});
  } catch (error) {
    throw new UserError(
      `cannot listen on ${listen.host}:${listen.port}: ${messageOf(error)}`,
      'Name another --listen.',
    );
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), {once: true});
  });
}
