import {UserError} from '../model/errors.ts';
import type {ReleaseRecord, ReleaseRecords} from '../model/ports.ts';
import {helmError} from './helm.ts';
import type {Helm} from './helm.ts';

interface HistoryEntry {
  readonly revision: number;
  readonly updated: string;
  readonly status: string;
}

interface ListEntry {
  readonly name: string;
  readonly namespace: string;
}

/** Release records of the sql driver: only helm knows the database, so helm is asked. */
export function sqlReleases(helm: Helm): ReleaseRecords {
  const json = async <T>(args: readonly string[]): Promise<T> => {
    const run = await helm.run([...args, '-o', 'json']);
    if (run.code !== 0)
      throw new UserError(
        `helm ${args.slice(0, 2).join(' ')}: ${helmError(run)}`,
        'HELM_DRIVER=sql: helm itself must reach its database.',
      );
    return JSON.parse(run.stdout) as T;
  };
  const history = async (namespace: string, name: string): Promise<ReleaseRecord[]> => {
    const entries = await json<HistoryEntry[]>(['history', name, '--namespace', namespace, '--max', '256']);
    return entries.map(({revision, updated, status}) => ({
      name,
      namespace,
      revision,
      status,
      ...(Number.isNaN(Date.parse(updated)) ? {} : {modifiedAt: new Date(updated).toISOString()}),
    }));
  };
  return {
    history,
    all: async (namespace) => {
      const where = namespace === undefined ? ['-A'] : ['--namespace', namespace];
      const states = ['--deployed', '--failed', '--pending', '--uninstalling'];
      const entries = await json<ListEntry[]>(['list', ...where, '--max', '0', ...states]);
      return (await Promise.all(entries.map((entry) => history(entry.namespace, entry.name)))).flat();
    },
    templates: async () => [],
    read: async ({name, namespace, revision}) => {
      const of = [name, '--namespace', namespace, '--revision', String(revision)];
      const text = async (what: string): Promise<string> => {
        const run = await helm.run(['get', what, ...of]);
        if (run.code !== 0) throw new UserError(`helm get ${what} ${name}: ${helmError(run)}`);
        return run.stdout;
      };
      const [manifest, hooks, metadata] = await Promise.all([
        text('manifest'),
        text('hooks'),
        json<{applyMethod?: string}>(['get', 'metadata', ...of]),
      ]);
      return {
        manifest,
        applyMethod: metadata.applyMethod === 'ssa' ? 'ssa' : 'csa',
        // Their text alone: which events and policies a hook has stands in its annotations.
        hooks: hooks.trim() === '' ? [] : [{template: '', manifest: hooks}],
        crds: [],
      };
    },
  };
}
