import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {replaceFile} from '../disk/replace.ts';
import {errorCodeOf, PreconditionError, UserError} from '../model/errors.ts';
import {isObject} from '../model/json.ts';
import type {ReconcileState, ReconcileStore} from '../model/reconcile.ts';
import {openReconciler} from '../reconcile/reconciler.ts';
import type {Reconciler} from '../reconcile/reconciler.ts';
import {clusterOf} from './cluster.ts';
import {heldPlace, placeFor} from './held-place.ts';
import {widthOf} from './ledger.ts';
import {putBack} from './reconcile.ts';
import type {Runtime} from './runtime.ts';
import type {Session} from './session.ts';
import {sightOf} from './sight.ts';
import type {WatchObserver} from './watch-observer.ts';

export interface PolicyReconciler {
  readonly observer: WatchObserver;
  /** Findings by what became of them. */
  readonly counts: () => ReadonlyMap<string, number>;
  readonly settled: () => Promise<void>;
  /** A fix that runs ends its step. */
  readonly close: () => Promise<void>;
}

const TICK_MS = 1000;
const RESULTS = ['ok', 'failed', 'dry-run', 'fight'] as const;

/** Puts back what the policy of the rules file names. Throws UserError where it names nothing. */
export async function openPolicyReconciler(
  session: Session,
  runtime: Runtime,
  onNote: (text: string) => void,
): Promise<PolicyReconciler> {
  const {env, now} = runtime;
  const options = await session.options();
  const {file, settings} = options.config;
  if (settings.reconcile === undefined)
    throw new UserError(
      `${file ?? 'no .helm-drift.yaml is there, and so it'} names nothing that may be put back`,
      'Name rules below `reconcile:` of .helm-drift.yaml; see docs/reconcile.md.',
    );
  const policy = settings.reconcile;
  const cluster = await clusterOf(await session.cluster());
  const place = await heldPlace(
    placeFor('reconcile', env, cluster),
    env,
    (process) =>
      new PreconditionError(
        `another watch puts back in this cluster: process ${process}`,
        'End that one, or follow without --reconcile: two would spend two budgets.',
      ),
  );
  const counts = new Map<string, number>(RESULTS.map((result) => [result, 0]));
  const reconciler: Reconciler = openReconciler({
    store: stateFile(join(place.folder, 'state.json')),
    policy,
    now: () => now().getTime(),
    putBack: (release, ids) => putBack(release, ids, session, runtime),
    onNote: (text) => onNote(session.redactor.text(text)),
    onResult: (result, findings) => void counts.set(result, (counts.get(result) ?? 0) + findings),
  });
  const within = widthOf(options.hooks, options.includeCrds);
  const ticks = setInterval(reconciler.tick, TICK_MS).unref();
  place.beating(() => void reconciler.close());
  return {
    observer: {
      onLook(look) {
        const sight = sightOf(look, {key: place.key, within});
        const {name, namespace} = sight.release;
        const there = new Set(sight.findings.map(({id}) => id));
        reconciler.seen({
          release: `${namespace}/${name}`,
          name,
          namespace,
          takenAt: Date.parse(sight.at),
          isPending: look.isPending,
          findings: sight.findings,
          isGone: (id) => !there.has(id) && isWhole(look.report.gaps.length),
        });
      },
      onGone: ({namespace, name}) => reconciler.gone(`${namespace}/${name}`),
      onReady: () => {},
    },
    counts: () => counts,
    settled: reconciler.settled,
    async close() {
      clearInterval(ticks);
      await reconciler.close();
      await place.release();
    },
  };
}

/** Where something could not be seen, what is not there may be there: it stays as hot as it was. */
const isWhole = (gaps: number): boolean => gaps === 0;

/** One file. Of what is none of ours nobody knows what was spent: nothing is put back until somebody has looked. */
function stateFile(file: string): ReconcileStore {
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        if (errorCodeOf(error) === 'ENOENT') return undefined;
        throw error;
      });
      if (text === undefined) return undefined;
      const state = parsed(text);
      if (state === undefined)
        throw new Error(`${file} cannot be understood: remove it, and the budget is whole again`);
      return state;
    },
    write: (state) => replaceFile(file, `${JSON.stringify(state)}\n`, 0o600),
  };
}

function parsed(text: string): ReconcileState | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isOurs =
      isObject(value) &&
      value['kind'] === 'DriftReconcile' &&
      Array.isArray(value['spent']) &&
      isObject(value['fields']);
    return isOurs ? (value as unknown as ReconcileState) : undefined;
  } catch {
    return undefined;
  }
}
