import {readFile} from 'node:fs/promises';
import {UserError} from '../../model/errors.ts';
import {capturedManifest, capturedObjects} from '../../report/capture.ts';
import {INTENT_FILE} from '../../simulate/recording.ts';
import type {ConsoleContext, Workspace} from '../session/context.ts';
import {RefusedError} from '../session/refusal.ts';
import type {Answer} from './http.ts';

const FILES = {baseline: 'release-baseline.yaml', live: 'live-snapshot.yaml'} as const;

/** A release is captured by the very command. Throws UserError where that fails. */
export async function download(
  what: 'baseline' | 'live',
  workspace: Workspace,
  context: ConsoleContext,
): Promise<Answer> {
  if (context.store.state().opened?.scenario !== undefined) return recorded(what, workspace, context);
  const argv = ['capture', what, ...workspace.arguments(), '--file', '-', '--allow-incomplete'];
  const {exitCode, stdout, stderr} = await context.command(argv);
  if (exitCode !== 0)
    throw new UserError(stderr.split('\n', 1)[0]?.replace(/^Error: /, '') || 'it could not be captured');
  return {file: FILES[what], text: stdout};
}

/** A scenario's files are captured here: there is no cluster that the command could ask. */
async function recorded(what: 'baseline' | 'live', workspace: Workspace, {redactor}: ConsoleContext): Promise<Answer> {
  const file = FILES[what];
  const inspection = workspace.inspection();
  const at = workspace.arguments().find((word) => word.endsWith(INTENT_FILE));
  if (inspection === undefined || at === undefined) throw new RefusedError('not-found', 'nothing was read yet');
  if (what === 'baseline') return {file, text: capturedManifest(await readFile(at, 'utf8'), file, redactor).text};
  const objects = inspection.live.map(({object}) => object);
  return {file, text: capturedObjects(objects, redactor).text};
}
