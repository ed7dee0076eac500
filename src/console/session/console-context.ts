import type {CommandLine} from '../../app/faces.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {Settings} from '../../app/settings.ts';
import type {Scenario} from '../../model/scenario.ts';
import type {Redactor} from '../../redact/redactor.ts';
import {runCommand} from './command.ts';
import type {ClusterAccess, ConsoleContext} from './context.ts';
import {documentStore} from './document-store.ts';
import {problemOf} from './problem.ts';
import type {Store} from './store.ts';

export interface ContextParts {
  readonly settings: Settings;
  readonly redactor: Redactor;
  readonly readOnly: boolean;
  readonly store: Store;
  readonly cluster: ClusterAccess | undefined;
  readonly scenarios: readonly Scenario[];
  readonly runtime: Runtime;
  readonly commandLine: CommandLine;
}

export function consoleContext(parts: ContextParts): ConsoleContext {
  const {settings, redactor, readOnly, store, cluster, scenarios, runtime, commandLine} = parts;
  return {
    store,
    documents: documentStore(redactor),
    redactor,
    runtime,
    readOnly,
    cluster,
    scenarios,
    command(argv) {
      const namespace = store.state().opened?.namespace ?? settings.namespace;
      return runCommand(argv, {...settings, namespace}, runtime, {commandLine, readOnly});
    },
    problem: (error) => problemOf(error, redactor),
  };
}
