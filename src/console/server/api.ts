import {dirname, join} from 'node:path';
import {readFile, readdir} from 'node:fs/promises';
import {chooseRevision} from '../../check/intent/choose-revision.ts';
import {UserError} from '../../model/errors.ts';
import type {ChartFile} from '../../model/ports.ts';
import type {Scenario} from '../../model/scenario.ts';
import {capturedManifest, capturedObjects} from '../../report/capture.ts';
import {shipped} from '../../sandbox/shipped.ts';
import {findScenario} from '../../simulate/files.ts';
import {INTENT_FILE} from '../../simulate/recording.ts';
import {markedTemplates} from '../views/assets.ts';
import type {Workspace, ConsoleContext} from '../session/context.ts';
import {findingDetail} from '../views/detail.ts';
import type {Answer, Handler} from './http.ts';
import type {DocumentStore} from '../session/document-store.ts';
import type {Prompt} from '../session/prompt.ts';
import {RefusedError} from './refusal.ts';
import type {AuditAssets, DocumentForm, IgnoreAnswer} from '../routes.ts';
import type {Writes} from '../session/writes.ts';

export interface ApiParts {
  readonly context: ConsoleContext;
  readonly documents: DocumentStore;
  readonly writes: Writes;
  readonly prompt: Prompt;
  readonly workspace: () => Workspace | undefined;
  readonly open: (
    what: {readonly namespace: string; readonly release: string} | {readonly scenario: string} | undefined,
  ) => Promise<void>;
  readonly refresh: () => Promise<void>;
}

/** Everything under /api/ but the session and the stream. */
export function api(parts: ApiParts): Readonly<Record<string, Handler>> {
  const {context, documents, writes, prompt, open, refresh} = parts;
  const opened = (): Workspace => {
    const workspace = parts.workspace();
    if (workspace === undefined) throw new RefusedError('not-found', 'nothing is open', 'Choose a release first.');
    return workspace;
  };
  return {
    'POST /api/open': async ({body}) => {
      await open(wantedOf(body));
      return OK;
    },
    'POST /api/refresh': async () => {
      await refresh();
      return OK;
    },
    'GET /api/documents/:id': async ({rest, query}) => {
      const view = documents.view(rest, formOf(query.get('form')));
      if (view === undefined) throw new RefusedError('not-found', 'this document is not kept any more');
      return {json: view};
    },
    'GET /api/findings/:id': async ({rest, query}) => {
      const inspection = opened().inspection(query.get('state') ?? undefined);
      const canIgnore = !context.readOnly;
      const how = {redactor: context.redactor, now: context.runtime.now(), canIgnore};
      const detail = inspection === undefined ? undefined : findingDetail(inspection, rest, how);
      if (detail === undefined) throw new RefusedError('not-found', 'there is no such finding in this state');
      return {json: detail};
    },
    'GET /api/assets': async () => ({json: await auditAssets(opened(), context)}),
    'GET /api/downloads/release-baseline.yaml': async () => download('baseline', opened(), context),
    'GET /api/downloads/live-snapshot.yaml': async () => download('live', opened(), context),
    'POST /api/plan': async ({body}) => {
      const ids = body['ids'];
      if (!Array.isArray(ids) || ids.length === 0 || !ids.every((id) => typeof id === 'string'))
        throw new RefusedError('bad-request', 'no finding was chosen');
      return {json: await writes.plan(opened(), ids, body['recreate'] === true)};
    },
    'POST /api/undo/plan': async ({body}) => ({json: await writes.planUndo(textIn(body, 'record'))}),
    'POST /api/reconcile': async ({body}) => ({
      json: {activity: writes.begin('reconcile', textIn(body, 'digest'), textIn(body, 'nonce'))},
    }),
    'POST /api/undo': async ({body}) => ({
      json: {activity: writes.begin('undo', textIn(body, 'digest'), textIn(body, 'nonce'))},
    }),
    'POST /api/activity/dismiss': async () => {
      if (writes.isBusy()) throw new RefusedError('busy', 'something is being written');
      context.store.change({activity: undefined});
      return OK;
    },
    'POST /api/ignore': async ({body}) => {
      const answer = await ignore(opened(), body, context);
      await refresh();
      return {json: answer};
    },
    'POST /api/command': async ({body}) => {
      const line = textIn(body, 'line');
      const answer = await prompt.run(line, parts.workspace());
      if (/^\s*ignore\b/.test(line) && answer.exitCode === 0) await refresh();
      return {json: answer};
    },
    'POST /api/complete': async ({body}) => ({json: await prompt.complete(textIn(body, 'line'), parts.workspace())}),
  };
}

const OK: Answer = {json: {}};

function textIn(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') throw new RefusedError('bad-request', `the request names no ${name}`);
  return value;
}

function wantedOf(body: Readonly<Record<string, unknown>>): Parameters<ApiParts['open']>[0] {
  const {namespace, release, scenario} = body;
  if (typeof scenario === 'string') return {scenario};
  if (release === undefined && namespace === undefined) return undefined;
  const [name, place] = [textIn(body, 'release'), textIn(body, 'namespace')];
  // Both become arguments of helm and parts of paths.
  if (![name, place].every((text) => /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/.test(text)))
    throw new RefusedError('bad-request', 'this is no name of a release');
  return {namespace: place, release: name};
}

function formOf(form: string | null): DocumentForm {
  return form === 'whole' || form === 'full' ? form : 'compact';
}

/** The narrowest rule, by the very command. */
async function ignore(
  workspace: Workspace,
  body: Readonly<Record<string, unknown>>,
  context: ConsoleContext,
): Promise<IgnoreAnswer> {
  if (context.readOnly)
    throw new RefusedError('gated', 'this console writes nothing', 'It was started with --read-only or --demo.');
  const [id, reason, expires] = [textIn(body, 'id'), textIn(body, 'reason'), body['expires']];
  if (!/^[0-9a-f]{4,64}$/.test(id)) throw new RefusedError('bad-request', 'this is no id of a finding');
  const until = typeof expires === 'string' && expires !== '' ? [`--expires=${expires}`] : [];
  const {exitCode, stdout, stderr} = await context.command([
    'ignore',
    ...workspace.arguments(),
    id,
    `--reason=${reason}`,
    ...until,
  ]);
  const [said = '', hint] = stderr.trim().split('\n');
  if (exitCode !== 0) throw new UserError(said.replace(/^Error: /, ''), hint);
  return {file: stdout.slice(0, stdout.indexOf(': ')), text: stdout.trim()};
}

/** A scenario's files are captured here; a release is captured by the very command. */
async function download(what: 'baseline' | 'live', workspace: Workspace, context: ConsoleContext): Promise<Answer> {
  const {redactor, store} = context;
  const file = {baseline: 'release-baseline.yaml', live: 'live-snapshot.yaml'}[what];
  if (store.state().opened?.scenario !== undefined) {
    const {intent, live} = workspace.inspection() ?? {intent: undefined, live: []};
    const at = workspace.arguments().find((word) => word.endsWith(INTENT_FILE));
    if (what === 'live')
      return {
        file,
        text: capturedObjects(
          live.map(({object}) => object),
          redactor,
        ).text,
      };
    if (intent === undefined || at === undefined) throw new RefusedError('not-found', 'nothing was read yet');
    return {file, text: capturedManifest(await readFile(at, 'utf8'), file, redactor).text};
  }
  const argv = ['capture', what, ...workspace.arguments(), '--file', '-', '--allow-incomplete'];
  const {exitCode, stdout, stderr} = await context.command(argv);
  if (exitCode !== 0)
    throw new UserError(stderr.split('\n', 1)[0]?.replace(/^Error: /, '') ?? 'it could not be captured');
  return {file, text: stdout};
}

async function auditAssets(workspace: Workspace, context: ConsoleContext): Promise<AuditAssets> {
  const {env} = context.runtime;
  const {chart} = await shipped(env);
  const path = 'scripts/run_helm_mode.sh';
  const text = await readFile(join(dirname(dirname(chart)), path), 'utf8');
  const runner = {path, text, marks: []};
  const inspection = workspace.inspection();
  if (inspection === undefined) return {runner, templates: [], problem: 'Nothing was read yet.'};
  const declaring = new Set(inspection.intent.objects.flatMap(({origin}) => origin.template ?? []));
  const name = [...declaring][0]?.split('/')[0] ?? '';
  try {
    const files = await templatesOf(workspace, context);
    const templates = markedTemplates(files, name, declaring, inspection.report.findings, context.redactor.text);
    return {runner, templates, ...(templates.length === 0 ? {problem: 'The release record holds no templates.'} : {})};
  } catch (error) {
    return {runner, templates: [], problem: context.problem(error).message};
  }
}

async function templatesOf(workspace: Workspace, context: ConsoleContext): Promise<readonly ChartFile[]> {
  const {scenario} = context.store.state().opened ?? {};
  if (scenario !== undefined) {
    const {scenarios} = await shipped(context.runtime.env);
    return chartFolder(await findScenario(scenario.name, scenarios, context.runtime.cwd));
  }
  const {session} = await context.session(workspace.namespace);
  const {records} = await session.cluster();
  const history = await records.history(workspace.namespace, workspace.name);
  const choice = chooseRevision(history, undefined, workspace.name);
  return choice.kind === 'pending' ? [] : records.templates(choice.record);
}

async function chartFolder({release}: Scenario): Promise<ChartFile[]> {
  if (release.from !== 'chart') return [];
  const folder = join(release.chart, 'templates');
  const names = (await readdir(folder)).filter((name) => /\.(?:ya?ml|tpl)$/.test(name));
  return Promise.all(
    names.map(async (name) => ({name: `templates/${name}`, text: await readFile(join(folder, name), 'utf8')})),
  );
}
