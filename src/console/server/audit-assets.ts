import {readFile, readdir} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {chooseRevision} from '../../check/intent/choose-revision.ts';
import type {ChartFile} from '../../model/ports.ts';
import type {Scenario} from '../../model/scenario.ts';
import {shipped} from '../../sandbox/shipped.ts';
import type {AuditAssets} from '../routes.ts';
import {clusterIn} from '../session/context.ts';
import type {ConsoleContext, Workspace} from '../session/context.ts';
import {scenarioNamed} from '../session/scenarios.ts';
import {markedTemplates} from '../views/assets.ts';

const RUNNER = 'scripts/run_helm_mode.sh';

/** The runner that ships, and the templates that declare what has drifted. */
export async function auditAssets(workspace: Workspace, context: ConsoleContext): Promise<AuditAssets> {
  const {chart} = await shipped(context.runtime.env);
  const runner = {path: RUNNER, text: await readFile(join(dirname(dirname(chart)), RUNNER), 'utf8'), marks: []};
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

async function templatesOf({namespace, name}: Workspace, context: ConsoleContext): Promise<readonly ChartFile[]> {
  const {scenario} = context.store.state().opened ?? {};
  if (scenario !== undefined) return chartFolder(await scenarioNamed(scenario.name, context.runtime));
  const {records} = await clusterIn(context).session.cluster();
  const choice = chooseRevision(await records.history(namespace, name, undefined, true), undefined, name);
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
