import type {ConsoleOptions} from '../../app/faces.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {Scenario} from '../../model/scenario.ts';
import type {ConsoleState} from '../contract.ts';

/** What a page is shown before the first check. */
export function firstState(
  {demo, readOnly, settings}: ConsoleOptions,
  {now}: Runtime,
  scenarios: readonly Scenario[],
): Omit<ConsoleState, 'sequence' | 'at' | 'promptState'> {
  return {
    version: HELM_DRIFT_VERSION,
    readOnly: readOnly || demo,
    connection: {
      kind: demo ? 'demo' : 'stale',
      since: now().toISOString(),
      ...(demo ? {} : {by: 'watch' as const, message: 'The first check is under way.'}),
    },
    releases: {rows: [], checking: false},
    scenarios: scenarios.map(({name, title, about}) => ({name, title, about})),
    records: [],
    ...(settings.namespace === undefined || demo ? {} : {namespace: settings.namespace}),
  };
}
