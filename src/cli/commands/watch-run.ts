import {setTimeout as sleep} from 'node:timers/promises';
import {setFlagsFromString} from 'node:v8';
import type {Notifier} from '../../app/notify.ts';
import type {PolicyReconciler} from '../../app/reconciler.ts';
import {Interruption} from '../../app/runtime.ts';
import type {Runtime} from '../../app/runtime.ts';
import {serveMetrics} from '../../app/serve-metrics.ts';
import type {MetricsServer} from '../../app/serve-metrics.ts';
import {watchReleases} from '../../app/watch.ts';
import type {ReleaseWatcher, WatchRequest} from '../../app/watch.ts';
import type {Session} from '../../app/session.ts';
import {withSession} from '../session.ts';
import {say} from '../text/output.ts';
import {faceOf} from './watch-face.ts';
import type {Face} from './watch-face.ts';
import type {WatchFlags} from './watch.ts';

/** Follows releases until it has what it waits for, or somebody ends it. */
export async function runWatch(flags: WatchFlags, runtime: Runtime): Promise<number> {
  // It runs for weeks: memory counts for more than a little of a core.
  setFlagsFromString('--optimize-for-size');
  return withSession(flags.session, runtime, async (session, progress) => {
    const face = faceOf(flags, runtime);
    let watcher: ReleaseWatcher | undefined;
    // A cluster that is gone leaves no socket that would keep the process.
    const alive = setInterval(() => {}, ALIVE_MS);
    let metrics: MetricsServer | undefined;
    let notifier: Notifier | undefined;
    let reconciler: PolicyReconciler | undefined;
    try {
      if (flags.metrics !== undefined)
        metrics = await serveMetrics(flags.metrics, () =>
          face.metrics(watcher, {told: notifier?.counts(), putBack: reconciler?.counts()}),
        );
      const place = flags.isEverywhere ? undefined : await session.namespace();
      const {release, ledger} = flags;
      const scope = {namespace: place, release};
      if (flags.notify) notifier = await notifierOf(session, runtime, scope, face);
      if (flags.reconcile) reconciler = await reconcilerOf(session, runtime, face);
      const observers = [notifier, reconciler].flatMap((one) => one?.observer ?? []);
      watcher = await watchReleases(session, runtime, {...scope, ledger, observers}, face.listener);
      progress.done();
      if (metrics !== undefined) say(runtime.stderr, `Metrics are at ${metrics.url}\n`);
      face.begin(watcher);
      return await ended({watcher, face, notifier, reconciler}, flags, runtime);
    } finally {
      watcher?.close();
      // A fix that has begun ends its step.
      await reconciler?.close();
      // What is on its way may arrive, so that it need not come again.
      await notifier?.close(GRACE_MS);
      clearInterval(alive);
      face.close();
      metrics?.close();
    }
  });
}

const ALIVE_MS = 60_000;
const GRACE_MS = 2000;
/** Sinks that are slower than that are told by the next run. */
const TELLING_MS = 30_000;

async function notifierOf(
  session: Session,
  runtime: Runtime,
  scope: Pick<WatchRequest, 'namespace' | 'release'>,
  face: Face,
): Promise<Notifier> {
  // Many a watch tells nobody, and loads nothing of it.
  const {openNotifier} = await import('../../app/notify.ts');
  return openNotifier(session, runtime, scope, {onNote: face.listener.onNote});
}

async function reconcilerOf(session: Session, runtime: Runtime, face: Face): Promise<PolicyReconciler> {
  const {openPolicyReconciler} = await import('../../app/reconciler.ts');
  return openPolicyReconciler(session, runtime, face.listener.onNote);
}

interface Running {
  readonly watcher: ReleaseWatcher;
  readonly face: Face;
  readonly notifier: Notifier | undefined;
  readonly reconciler: PolicyReconciler | undefined;
}

/** The first of all that can end it: what is waited for, a key, a signal, a fault. */
async function ended(
  {watcher, face, notifier, reconciler}: Running,
  flags: WatchFlags,
  {signal}: Runtime,
): Promise<number> {
  const interrupted = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, {once: true});
  });
  const code = await Promise.race([
    interrupted,
    watcher.failed,
    face.wanted,
    watcher.start().then(() => (flags.onceStable ? stable(watcher).then(() => face.exitCode()) : interrupted)),
  ]);
  if (code !== EXIT_INTERRUPTED) await Promise.race([interrupted, reconciler?.settled()]);
  // What was told is heard to its end, unless somebody wants it to end now.
  if (code !== EXIT_INTERRUPTED) await Promise.race([interrupted, Promise.all([face.settled(), told(notifier)])]);
  return code;
}

async function told(notifier: Notifier | undefined): Promise<void> {
  if (notifier === undefined) return;
  const late = new AbortController();
  const waited = sleep(TELLING_MS, undefined, {signal: late.signal}).catch(() => {});
  await Promise.race([notifier.settled(), waited]);
  late.abort();
}

const EXIT_INTERRUPTED = new Interruption('SIGINT').exitCode;
const LOOK_MS = 100;
/** As long as what was written last needs to reach us. */
const QUIET_LOOKS = 4;

async function stable(watcher: ReleaseWatcher): Promise<void> {
  for (let quiet = 0; quiet < QUIET_LOOKS;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const {queued, isReady, isDown} = watcher.standing();
    quiet = isReady && !isDown && queued === 0 ? quiet + 1 : 0;
  }
}
