import {vi} from 'vitest';
import {api} from '../../../src/console/server/api.ts';
import type {Answer} from '../../../src/console/server/http.ts';
import type {CommandOutput, ConsoleContext, Workspace} from '../../../src/console/session/context.ts';
import type {Navigation} from '../../../src/console/session/navigation.ts';
import {prompt} from '../../../src/console/session/prompt.ts';
import {writes} from '../../../src/console/session/writes.ts';
import {COMMANDS} from '../commands.ts';
import {contextOf} from '../fakes.ts';

interface Given {
  readonly workspace?: Workspace | undefined;
  readonly context?: Partial<ConsoleContext>;
  readonly command?: (argv: readonly string[]) => Partial<CommandOutput>;
}

/** The handlers of all routes, without a server before them. */
export function asking({workspace, context: parts = {}, command}: Given = {}) {
  const context = contextOf(parts, command);
  const navigation = {
    workspace: () => workspace,
    open: vi.fn<Navigation['open']>(async () => {}),
    refresh: vi.fn<() => Promise<void>>(async () => {}),
    close: () => {},
  };
  const made = writes(context, async () => {});
  const routes = api({context, navigation, writes: made, prompt: prompt(context, COMMANDS)});
  const ask = async (route: string, given: {rest?: string; query?: string; body?: object} = {}): Promise<Answer> => {
    const handler = routes[route];
    if (handler === undefined) throw new Error(`there is no ${route}`);
    const body = JSON.parse(JSON.stringify(given.body ?? {}));
    return handler({rest: given.rest ?? '', query: new URLSearchParams(given.query), body});
  };
  return {context, navigation, ask, made};
}

export const json = (answer: Answer): unknown => ('json' in answer ? answer.json : undefined);

export const SCENARIO = {name: 'governed-drift', title: 't', about: 'a', source: 's'};
