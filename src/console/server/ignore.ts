import {UserError} from '../../model/errors.ts';
import type {JsonObject} from '../../model/json.ts';
import type {IgnoreAnswer} from '../routes.ts';
import type {ConsoleContext, Workspace} from '../session/context.ts';
import {assertWritable, RefusedError} from '../session/refusal.ts';
import {textIn} from './fields.ts';

/** Writes the narrowest rule for a finding, by the very command. Throws RefusedError, and UserError in the command's words. */
export async function ignore(workspace: Workspace, body: JsonObject, context: ConsoleContext): Promise<IgnoreAnswer> {
  assertWritable(context);
  const [id, reason, expires] = [textIn(body, 'id'), textIn(body, 'reason'), body['expires']];
  if (!/^[0-9a-f]{4,64}$/.test(id)) throw new RefusedError('bad-request', 'this is no id of a finding');
  const until = typeof expires === 'string' && expires !== '' ? [`--expires=${expires}`] : [];
  const argv = ['ignore', ...workspace.arguments(), id, `--reason=${reason}`, ...until];
  const {exitCode, stdout, stderr} = await context.command(argv);
  const [said = '', hint] = stderr.trim().split('\n');
  if (exitCode !== 0) throw new UserError(said.replace(/^Error: /, ''), hint);
  return {file: stdout.slice(0, stdout.indexOf(': ')), text: stdout.trim()};
}
