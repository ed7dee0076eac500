import {createHash} from 'node:crypto';
import type {LiveObject} from '../model/evidence.ts';
import {toLive} from '../model/evidence.ts';
import type {IntentObject} from '../model/intent.ts';
import {metadataOf, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {ClusterQueries, DryRunOccasion, DryRunResult} from '../model/ports.ts';
import {refKey} from '../model/refs.ts';
import {stringifyJson} from '../yaml/json.ts';
import type {KeptObjects} from './kept-objects.ts';
import type {ReleaseView} from './run.ts';

/** What of a release's objects is known already. */
export interface Known {
  readonly view: ReleaseView;
  readonly kept: KeptObjects;
  /** An object that is as it was read before. */
  readonly live: (intent: IntentObject) => LiveObject | undefined;
}

type Ask = (intent: IntentObject, occasion: DryRunOccasion) => Promise<DryRunResult>;

/**
 * The same questions; what a server answered of this very object and this very intent it is not asked again, until the release's
 * next turn. Of what is secret nothing is kept.
 */
export function keepingAnswers(queries: ClusterQueries, {view, kept, live}: Known): ClusterQueries {
  const once =
    (how: string, ask: Ask): Ask =>
    async (intent, occasion) => {
      if (isSecret(intent)) return ask(intent, occasion);
      const [key, version] = [`${how} ${refKey(intent.ref)}`, versionOf(intent, occasion, view.turn)];
      const known = kept.at(key, version);
      if (known !== undefined) return known as unknown as DryRunResult;
      const answer = await ask(intent, occasion);
      // That nobody could ask may be over by the next time.
      if (!('unasked' in answer)) kept.keep(key, version, answer);
      return answer;
    };
  return {
    ...queries,
    async reread(intent) {
      const known = live(intent);
      return known === undefined ? queries.reread(intent) : {live: known};
    },
    dryRun: once('dry', (...asked) => queries.dryRun(...asked)),
    replaced: once('replaced', (...asked) => queries.replaced(...asked)),
    made: once('made', (...asked) => queries.made(...asked)),
  };
}

export const isSecret = ({ref: {group, kind}}: Pick<LiveObject, 'ref'>): boolean => group === '' && kind === 'Secret';

export function liveOf(object: JsonObject | undefined): LiveObject | undefined {
  return object === undefined ? undefined : toLive(object);
}

function versionOf({object}: IntentObject, {live, isInsisted}: DryRunOccasion, turn: number): string {
  const {uid, resourceVersion} = metadataOf(live);
  const intent = createHash('sha256').update(stringifyJson(object)).digest('base64');
  return `${textOf(uid)} ${textOf(resourceVersion)} ${intent} ${isInsisted} ${turn}`;
}
