import {UserError} from '../model/errors.ts';
import type {ReleaseRecord, ReleaseRecords} from '../model/ports.ts';
import {isObject, objectsIn, textOf} from '../model/json.ts';
import type {Json} from '../model/json.ts';
import {parseJsonExact} from '../yaml/json.ts';
import {helmFailure} from './helm.ts';
import type {Helm} from './helm.ts';

/** Release records of the sql driver: only helm knows the database, so helm is asked. */
export function sqlReleases(helm: Helm): ReleaseRecords {
  const json = async (args: readonly string[]): Promise<Json> => {
    const run = await helm.run([...args, '-o', 'json']);
    const what = `helm ${args.slice(0, 2).join(' ')}`;
    if (run.code !== 0) throw helmFailure(what, run, 'HELM_DRIVER=sql: helm itself must reach its database.');
    try {
      return parseJsonExact(run.stdout);
    } catch (error) {
      throw new UserError(`${what}: its answer is no JSON`, 'Is HELM_BIN a helm?', {cause: error});
    }
  };
  const history = async (namespace: string, name: string): Promise<ReleaseRecord[]> => {
    const entries = objectsIn(await json(['history', name, '--namespace', namespace, '--max', '256']));
    return entries.map(({revision, updated, status}) => {
      const time = Date.parse(textOf(updated));
      return {
        name,
        namespace,
        revision: Number(revision),
        status: textOf(status),
        ...(Number.isNaN(time) ? {} : {modifiedAt: new Date(time).toISOString()}),
      };
    });
  };
  return {
    history,
    all: async (namespace) => {
      const where = namespace === undefined ? ['-A'] : ['--namespace', namespace];
      const states = ['--deployed', '--failed', '--pending', '--uninstalling'];
      const entries = objectsIn(await json(['list', ...where, '--max', '0', ...states]));
      return (
        await Promise.all(entries.map((entry) => history(textOf(entry['namespace']), textOf(entry['name']))))
      ).flat();
    },
    templates: async () => [],
    read: async ({name, namespace, revision}) => {
      const of = [name, '--namespace', namespace, '--revision', String(revision)];
      const text = async (what: string): Promise<string> => {
        const run = await helm.run(['get', what, ...of]);
        if (run.code !== 0) throw helmFailure(`helm get ${what} ${name}`, run);
        return run.stdout;
      };
      const [manifest, hooks, metadata] = await Promise.all([
        text('manifest'),
        text('hooks'),
        json(['get', 'metadata', ...of]),
      ]);
      return {
        manifest,
        applyMethod: isObject(metadata) && metadata['applyMethod'] === 'ssa' ? 'ssa' : 'csa',
        // Their text alone: which events and policies a hook has stands in its annotations.
        hooks: hooks.trim() === '' ? [] : [{template: '', manifest: hooks}],
        crds: [],
        moreCrds: `the chart's crds/ are not read from a database: \`helm drift check ${name} CHART --include-crds\` takes them from the chart`,
      };
    },
  };
}
