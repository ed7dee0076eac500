import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable, Writable} from 'node:stream';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {configSource} from '../../src/app/config-source.ts';
import {openSession} from '../../src/app/session.ts';
import {settingsOf} from '../../src/app/settings.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import {configMap, installed, secret, startApiServer} from '../app/api-server.ts';

export interface SoakSample {
  /** Checks of one release so far. */
  readonly checks: number;
  /** MiB in use after a garbage collection. */
  readonly heap: number;
  readonly sockets: number;
  /** Timers and handles that keep the process alive. */
  readonly handles: number;
}

const RELEASES = 20;
/** Each release holds this many objects, one of them a Secret that differs in each round. */
const OBJECTS = 10;

/** Checks 20 releases again and again in one process, through one session, against a scripted API server. */
export async function soak(rounds: number, onSample: (sample: SoakSample) => void = () => {}): Promise<SoakSample[]> {
  const server = await startApiServer();
  const folder = await mkdtemp(join(tmpdir(), 'helm-drift-soak-'));
  for (let release = 0; release < RELEASES; release++) installed(server, `r${release}`, 'shop', objectsOf(release, 0));
  const session = openSession(
    {
      settings: settingsOf({kubeconfig: server.kubeconfig(folder), namespace: 'shop'}, {}),
      config: configSource(undefined, folder),
      fidelity: 'client',
      redactor: createRedactor(),
    },
    {
      argv: [],
      cwd: folder,
      env: {},
      stdin: Readable.from([]),
      stdout: new Writable(),
      stderr: new Writable(),
      now: () => new Date(),
      signal: new AbortController().signal,
    },
  );
  const samples: SoakSample[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      for (let release = 0; release < RELEASES; release++) {
        const {path, object} = secret(`token-${release}`, 'shop', {password: `round-${round}-of-${release}-secret`});
        // What a rotation does every day: another value, another version.
        const before = server.objects.get(path) as {metadata: object};
        server.objects.set(path, {
          ...before,
          ...object,
          metadata: {...before.metadata, resourceVersion: String(round)},
        });
      }
      // The server's own log must not pass for a leak.
      server.requests.length = 0;
      const reports = await session.checkAll('shop');
      if (reports.length !== RELEASES) throw new Error(`${reports.length} releases were checked`);
      if (round % Math.ceil(rounds / 10) !== 0 && round !== 1) continue;
      const sample = {checks: round * RELEASES, ...(await measured()), sockets: server.sockets()};
      samples.push(sample);
      onSample(sample);
    }
    return samples;
  } finally {
    session.close();
    server.close();
    await rm(folder, {recursive: true, force: true});
  }
}

function objectsOf(release: number, round: number) {
  const plain = Array.from({length: OBJECTS - 1}, (_none, at) =>
    configMap(`settings-${release}-${at}`, 'shop', {level: 'info', text: 'x'.repeat(500)}),
  );
  return [...plain, secret(`token-${release}`, 'shop', {password: `round-${round}-of-${release}-secret`})];
}

async function measured(): Promise<Pick<SoakSample, 'heap' | 'handles'>> {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  await nextTurn();
  collectGarbage();
  await nextTurn();
  collectGarbage();
  const heap = process.memoryUsage().heapUsed / 1024 / 1024;
  return {heap: Math.round(heap * 10) / 10, handles: process.getActiveResourcesInfo().length};
}
