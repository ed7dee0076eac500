import {drift, findingLines, reportOf, temporaryFolder} from './harness.ts';
import type {Run} from './harness.ts';

export interface FixDocument {
  readonly record?: string;
  readonly plan: {
    readonly steps: readonly {
      readonly refused?: string;
      readonly consequences: readonly string[];
      readonly fields: readonly {path: string}[];
    }[];
    readonly notes: readonly string[];
  };
  readonly results: readonly {
    readonly ref: {readonly kind: string; readonly name: string};
    readonly outcome: string;
    readonly message?: string;
  }[];
}

export const documentOf = ({stdout}: Run): FixDocument => JSON.parse(stdout) as FixDocument;

/** What is done to the release `test-nginx` with this helm; records in a folder of the test's own. */
export function fixer(helm: string) {
  const env = {HELM_BIN: helm, XDG_STATE_HOME: temporaryFolder()};
  return {
    fix: (place: string, ...args: string[]) =>
      drift(['fix', 'test-nginx', '-n', place, '-o', 'json', '--yes', ...args], {env}),
    undo: (place: string, ...args: string[]) => drift(['undo', '-n', place, '--yes', ...args], {env}),
    check: async (place: string) =>
      findingLines(reportOf(await drift(['check', 'test-nginx', '-n', place, '-o', 'json'], {env}))),
  };
}
