import type {ConsoleContext, Workspace} from '../session/context.ts';
import {clusterIn} from '../session/context.ts';
import {playableScenario} from '../session/live-scenarios.ts';
import type {Navigation} from '../session/navigation.ts';
import {planFix, planUndo} from '../session/planned-writes.ts';
import type {Prompt} from '../session/prompt.ts';
import {RefusedError} from '../session/refusal.ts';
import type {Writes} from '../session/writes.ts';
import {findingDetail} from '../views/detail.ts';
import {auditAssets} from './audit-assets.ts';
import {download} from './downloads.ts';
import {formIn, idsIn, textIn, wantedIn} from './fields.ts';
import type {Answer, Handler} from './http.ts';
import {ignore} from './ignore.ts';

export interface ApiParts {
  readonly context: ConsoleContext;
  readonly navigation: Navigation;
  readonly writes: Writes;
  readonly prompt: Prompt;
}

export type Handlers = Readonly<Record<string, Handler>>;

const OK: Answer = {json: {}};

/** Everything under /api/ but the session, the state and the stream. */
export function api(parts: ApiParts): Handlers {
  return {...lookingRoutes(parts), ...writeRoutes(parts), ...promptRoutes(parts)};
}

/** All that a page needs to look, and nothing that writes or runs a command. */
export function lookingRoutes(parts: Pick<ApiParts, 'context' | 'navigation'>): Handlers {
  return {...navigationRoutes(parts), ...readRoutes(parts)};
}

function navigationRoutes({navigation}: Pick<ApiParts, 'navigation'>): Handlers {
  return {
    'POST /api/open': async ({body}) => {
      await navigation.open(wantedIn(body));
      return OK;
    },
    'POST /api/refresh': async () => {
      await navigation.refresh();
      return OK;
    },
  };
}

function readRoutes({context, navigation}: Pick<ApiParts, 'context' | 'navigation'>): Handlers {
  const {documents, redactor, readOnly, runtime} = context;
  return {
    'GET /api/documents/:id': async ({rest, query}) => {
      const view = documents.view(rest, formIn(query));
      if (view === undefined) throw new RefusedError('not-found', 'this document is not kept any more');
      return {json: view};
    },
    'GET /api/findings/:id': async ({rest, query}) => {
      const inspection = openIn(navigation).inspection(query.get('state') ?? undefined);
      const how = {redactor, now: runtime.now(), canIgnore: !readOnly};
      // A page asks for what it shows, and the cluster may have moved on meanwhile: that is no error.
      const detail = inspection === undefined ? undefined : findingDetail(inspection, rest, how);
      return {json: detail ?? null};
    },
    'GET /api/assets': async () => ({json: await auditAssets(openIn(navigation), context)}),
    'GET /api/downloads/release-baseline.yaml': async () => download('baseline', openIn(navigation), context),
    'GET /api/downloads/live-snapshot.yaml': async () => download('live', openIn(navigation), context),
  };
}

function writeRoutes({context, navigation, writes}: ApiParts): Handlers {
  const {redactor, store} = context;
  return {
    'POST /api/plan': async ({body}) => {
      const [ids, recreate] = [idsIn(body), body['recreate'] === true];
      const place = openIn(navigation);
      const plan = await writes.show(() => planFix(place, {ids, recreate}, {cluster: clusterIn(context), redactor}));
      return {json: plan};
    },
    'POST /api/undo/plan': async ({body}) => {
      const record = textIn(body, 'record');
      const plan = await writes.show(async () => {
        const isKnown = store.state().records.some(({id}) => id === record);
        if (!isKnown) throw new RefusedError('not-found', `there is no record ${record}`);
        return planUndo(record, {cluster: clusterIn(context), redactor});
      });
      return {json: plan};
    },
    'POST /api/reconcile': async ({body}) => ({
      json: {activity: writes.begin('reconcile', textIn(body, 'digest'), textIn(body, 'nonce'))},
    }),
    'POST /api/undo': async ({body}) => ({
      json: {activity: writes.begin('undo', textIn(body, 'digest'), textIn(body, 'nonce'))},
    }),
    'POST /api/scenario': async ({body}) => {
      const {scenario, cluster} = await playableScenario(textIn(body, 'scenario'), openIn(navigation), context);
      return {json: {activity: writes.introduce(scenario, cluster)}};
    },
    'POST /api/activity/dismiss': async () => {
      writes.dismiss();
      return OK;
    },
    'POST /api/ignore': async ({body}) => {
      const answer = await ignore(openIn(navigation), body, context);
      await navigation.refresh();
      return {json: answer};
    },
  };
}

function promptRoutes({prompt, navigation}: ApiParts): Handlers {
  return {
    'POST /api/command': async ({body}) => {
      const line = textIn(body, 'line');
      const answer = await prompt.run(line, navigation.workspace());
      // A new rule counts at once.
      if (/^\s*(?:helm\s+drift\s+)?ignore\b/.test(line) && answer.exitCode === 0) await navigation.refresh();
      return {json: answer};
    },
    'POST /api/complete': async ({body}) => ({
      json: await prompt.complete(textIn(body, 'line'), navigation.workspace()),
    }),
  };
}

/** What is open. Throws RefusedError on the start page. */
function openIn(navigation: Navigation): Workspace {
  const workspace = navigation.workspace();
  if (workspace === undefined) throw new RefusedError('not-found', 'nothing is open', 'Choose a release first.');
  return workspace;
}
