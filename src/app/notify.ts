import {hostname} from 'node:os';
import {join} from 'node:path';
import type {NotifySettings} from '../config/notify.ts';
import type {SinkSettings} from '../config/sinks.ts';
import {alone} from '../disk/lock.ts';
import {tellDrift} from '../kube/events.ts';
import {PreconditionError, UserError} from '../model/errors.ts';
import type {PlanCluster} from '../model/fix.ts';
import {defined} from '../model/json.ts';
import type {Message, ToldStore} from '../model/notify.ts';
import {openCourier} from '../notify/courier.ts';
import type {CourierClock} from '../notify/work.ts';
import {deadLetters} from '../notify/deliver/dead-letters.ts';
import type {DeadLetters} from '../notify/deliver/dead-letters.ts';
import {secretOf, urlOf} from '../notify/deliver/secrets.ts';
import {openSink} from '../notify/deliver/sinks.ts';
import type {OpenSink} from '../notify/deliver/sinks.ts';
import {toldFiles} from '../notify/deliver/told-files.ts';
import {lineOf} from '../notify/words.ts';
import type {Redactor} from '../redact/redactor.ts';
import {clusterOf} from './cluster.ts';
import {heldPlace, placeFor} from './held-place.ts';
import type {HeldPlace} from './held-place.ts';
import {widthOf} from './ledger.ts';
import type {Runtime} from './runtime.ts';
import type {Session} from './session.ts';
import {sightOf} from './sight.ts';
import type {WatchObserver} from './watch-observer.ts';
import type {WatchRequest} from './watch.ts';

export interface SinkCounts {
  ok: number;
  failed: number;
  dropped: number;
}

/** By the sinks' names. */
export type SinksCounts = Map<string, SinkCounts>;

/** Tells the sinks of the rules file what a watch sees. */
export interface Notifier {
  readonly observer: WatchObserver;
  /** By the sinks' names. */
  readonly counts: () => ReadonlyMap<string, Readonly<SinkCounts>>;
  /** Done when nothing can be told now. */
  readonly settled: () => Promise<void>;
  /** What is on its way may arrive for so long; the next run goes on from there. */
  readonly close: (graceMs: number) => Promise<void>;
}

/** Where a notifier remembers what it told, if not on this disk: the cluster itself, of whose keepers there is one. */
export interface ToldElsewhere {
  readonly store: ToldStore;
  /** What digests of values are keyed with: the same from one process to the next. */
  readonly key: Buffer;
  /** Takes down what a sink will never take. */
  readonly bury: (sink: string, message: Message, why: string) => Promise<void>;
}

export interface NotifierParts {
  readonly elsewhere?: ToldElsewhere;
  /** Goes on counting for those before it, by the sinks' names. */
  readonly counts?: SinksCounts;
  readonly onNote: (text: string) => void;
}

/** Opens the sinks that the rules file names. Throws UserError where it names none, or one that cannot be used. */
export async function openNotifier(
  session: Session,
  runtime: Runtime,
  {namespace, release}: Pick<WatchRequest, 'namespace' | 'release'>,
  {elsewhere, counts = new Map(), onNote}: NotifierParts,
): Promise<Notifier> {
  const {env, now} = runtime;
  const options = await session.options();
  const settings = await tellable(session, runtime);
  const cluster = await clusterOf(await session.cluster());
  const place = elsewhere === undefined ? await placeOnDisk(env, cluster) : undefined;
  const kept = elsewhere ?? keptIn(defined(place, 'a place'), env, cluster, now);
  const sinks: OpenSink[] = settings.sinks.map((one) => openSinkFor(one, session, runtime, cluster));
  for (const {name} of sinks) if (!counts.has(name)) counts.set(name, {ok: 0, failed: 0, dropped: 0});
  const courier = openCourier({
    store: kept.store,
    sinks,
    policy: settings,
    clock: realClock(now),
    onNote: (text) => onNote(session.redactor.text(text)),
    onResult(sink, result, notices) {
      const count = counts.get(sink);
      if (count !== undefined) count[result] += notices;
    },
    bury: kept.bury,
  });
  const within = widthOf(options.hooks, options.includeCrds);
  place?.beating(() => {
    onNote('another watch tells of this cluster by now: nothing is told from here');
    void courier.close(0);
  });
  try {
    await courier.start();
  } catch (error) {
    await place?.release();
    throw error;
  }
  const isMeant = (one: {readonly name: string; readonly namespace: string}): boolean =>
    (namespace === undefined || one.namespace === namespace) && (release === undefined || one.name === release);
  return {
    observer: {
      onLook: (look) => courier.seen(sightOf(look, {key: kept.key, within})),
      onGone: courier.gone,
      onReady: () => courier.complete(isMeant),
    },
    counts: () => counts,
    settled: courier.settled,
    async close(graceMs) {
      await courier.close(graceMs);
      for (const sink of sinks) sink.close();
      await place?.release();
    },
  };
}

/** Who is to be told, by the rules file. Throws UserError where it names nobody, or one that cannot be used. */
export async function tellable(session: Session, {env}: Pick<Runtime, 'env'>): Promise<NotifySettings> {
  const {config} = await session.options();
  const settings = notifySettings(config.settings.notify, config.file);
  await assertUsable(settings.sinks, session.settings.env ?? env, session.redactor);
  return settings;
}

/** Two that tell of the same releases would tell twice. */
function placeOnDisk(env: NodeJS.ProcessEnv, cluster: PlanCluster): Promise<HeldPlace> {
  return heldPlace(
    placeFor('told', env, cluster),
    env,
    (process) =>
      new PreconditionError(
        `another watch tells of this cluster: process ${process}`,
        'End that one, or follow without --notify; one watch with -A and routes by namespace serves all.',
      ),
  );
}

function keptIn(
  {folder, key}: HeldPlace,
  env: NodeJS.ProcessEnv,
  cluster: PlanCluster,
  now: Runtime['now'],
): ToldElsewhere {
  const letters = deadLettersIn(env, cluster);
  return {
    store: toldFiles(folder),
    key,
    bury: (sink, message, why) => letters.add({at: now().toISOString(), sink, why, message}),
  };
}

/** What the rules say of telling. Throws UserError where they say nothing. */
export function notifySettings(settings: NotifySettings | undefined, file: string | undefined): NotifySettings {
  if (settings !== undefined) return settings;
  throw new UserError(
    `${file ?? 'no .helm-drift.yaml is there, and so it'} names nobody to tell`,
    'Name sinks below `notify:` of .helm-drift.yaml; see docs/notify.md.',
  );
}

const SECRET_LENGTH = 16;

/**
 * A secret that is not there is told before anything is asked of the cluster. What receivers say may quote those that are: they
 * are taken out of it.
 */
export async function assertUsable(
  sinks: readonly SinkSettings[],
  env: NodeJS.ProcessEnv,
  {learnText}: Pick<Redactor, 'learnText'>,
): Promise<void> {
  for (const sink of sinks) {
    if (sink.kind === 'events') continue;
    const {pathname, search} = await urlOf(sink.url, `sink ${sink.name}: url`, env);
    // A short word is no secret, and would be taken out of every report.
    for (const part of `${pathname}${search}`.split(/[/?&=]/)) if (part.length >= SECRET_LENGTH) learnText(part);
    if (sink.token !== undefined) learnText(await secretOf(sink.token, `sink ${sink.name}: token`, env));
    if (sink.kind === 'cloudEvents' && sink.secret !== undefined)
      learnText(await secretOf(sink.secret, `sink ${sink.name}: secret`, env));
  }
}

export function openSinkFor(
  settings: SinkSettings,
  session: Session,
  {env, now}: Runtime,
  cluster: PlanCluster,
): OpenSink {
  return openSink(settings, {
    env: session.settings.env ?? env,
    now: () => now().getTime(),
    cluster: cluster.uid ?? cluster.server,
    tellCluster: async (message, signal) =>
      tellDrift((await session.cluster()).connection, message, {host: hostname(), textOf: lineOf}, signal),
  });
}

/** What sinks did not take, of one cluster. */
export function deadLettersIn(env: NodeJS.ProcessEnv, cluster: PlanCluster): DeadLetters {
  const file = join(placeFor('told', env, cluster), 'dead-letters.jsonl');
  return deadLetters(file, (work) => alone(`${file}.lock`, work));
}

function realClock(now: Runtime['now']): CourierClock {
  return {
    now: () => now().getTime(),
    later(ms, call) {
      const timer = setTimeout(call, ms).unref();
      return () => clearTimeout(timer);
    },
    chance: () => Math.random(),
  };
}
