import {join} from 'node:path';
import {PassThrough, Writable} from 'node:stream';
import type {Runtime} from '../../src/app/runtime.ts';
import type {Session} from '../../src/app/session.ts';
import type {Told} from '../../src/model/fix.ts';
import type {ClusterWriter, ReleaseRecord} from '../../src/model/ports.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import {temporaryFolder} from '../fix/fakes/folder.ts';
import {NOW} from '../fix/fakes/world.ts';
import type {World} from '../fix/fakes/world.ts';

export interface Screen extends Writable {
  readonly isTTY?: boolean;
  text(): string;
}

export function screen(isTTY: boolean): Screen {
  let shown = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      shown += String(chunk);
      done();
    },
  });
  return Object.assign(stream, {isTTY, text: () => shown});
}

/** What a command may know of the world outside, with a state folder of the test's own. */
export function runtimeFor({isTTY = false} = {}) {
  const stop = new AbortController();
  const stdin = Object.assign(new PassThrough(), {isTTY});
  const [stdout, stderr] = [screen(isTTY), screen(isTTY)];
  const state = temporaryFolder();
  const runtime: Runtime = {
    argv: [],
    cwd: state,
    env: {XDG_STATE_HOME: state, HOME: state},
    stdin,
    stdout,
    stderr,
    now: () => NOW,
    signal: stop.signal,
  };
  return {runtime, stdin, stdout, stderr, stop, state, records: join(state, 'helm-drift', 'records')};
}

/** The helm revisions of a release, to be changed while a fix is under way. */
export interface Helm {
  history: readonly ReleaseRecord[] | Error;
}

export const revision = (number: number, status = 'deployed'): ReleaseRecord => ({
  name: 'shop',
  namespace: 'shop',
  revision: number,
  status,
});

/** A session whose cluster is the one in memory. Its connection is the writer itself: see `fakeWriter`. */
export function sessionFor(shop: World): {session: Session; helm: Helm; asked: unknown[]; told: Told[]} {
  const helm: Helm = {history: [revision(3)]};
  const asked: unknown[] = [];
  if (shop.server.live('Namespace', 'kube-system') === undefined)
    shop.server.put({apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'kube-system'}}, 'kube-apiserver Update');
  const {history} = {
    history: async () => {
      if (helm.history instanceof Error) throw helm.history;
      return helm.history;
    },
  };
  const told: Told[] = [];
  TOLD.set(shop.server.writer, told);
  const session = {
    settings: {},
    redactor: createRedactor({key: 'a key for tests alone'}),
    namespace: async () => 'shop',
    options: async () => ({fidelity: 'auto'}),
    cluster: async () => ({
      connection: shop.server.writer,
      reader: shop.server.reader,
      ownUser: async () => 'jane',
      records: {history, all: history, read: async () => ({applyMethod: shop.options.release.applyMethod})},
    }),
    inspectOne: async (request: unknown) => {
      asked.push(request);
      return shop.inspect();
    },
  };
  return {session: session as unknown as Session, helm, asked, told};
}

/** What each fake cluster was told. */
const TOLD = new WeakMap<ClusterWriter, Told[]>();

/** In the place of `tellCluster`. */
export const fakeEvents = {
  tellCluster: async (connection: ClusterWriter, told: Told): Promise<undefined> =>
    void TOLD.get(connection)?.push(told),
};

/** In the place of `clusterWriter`: what a session's fake cluster calls its connection is the writer. */
export const fakeWriter = {clusterWriter: (connection: ClusterWriter): ClusterWriter => connection};
