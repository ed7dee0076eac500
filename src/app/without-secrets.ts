import {UserError} from '../model/errors.ts';
import {isObject, textOf} from '../model/json.ts';
import type {
  ApiResource,
  ClusterReader,
  DryRunner,
  DryRunResult,
  ReadFailure,
  ReleaseRecord,
  ReleaseRecords,
  StoredRelease,
} from '../model/ports.ts';

const WHY = '--without-secrets: what Secrets hold is not asked for';
const FAILURE: ReadFailure = {reason: 'forbidden', message: WHY};

const isSecret = ({group, kind}: Pick<ApiResource, 'group' | 'kind'>): boolean => group === '' && kind === 'Secret';

/** The same reader, which asks for no Secret but for its metadata. */
export function readerWithoutSecrets(reader: ClusterReader): ClusterReader {
  return {
    ...reader,
    get: async (resource, ...place) => (isSecret(resource) ? {failure: FAILURE} : reader.get(resource, ...place)),
    list: async (resource, namespace, options) =>
      isSecret(resource) && options?.metadataOnly !== true
        ? {failure: FAILURE}
        : reader.list(resource, namespace, options),
    async *pages(resource, namespace, options) {
      if (isSecret(resource)) yield {failure: FAILURE};
      else yield* reader.pages(resource, namespace, options);
    },
  };
}

/** The same, for dry runs: their answers hold the whole object. */
export function dryRunnerWithoutSecrets(runner: DryRunner): DryRunner {
  const unlessSecret = (resource: ApiResource, ask: () => Promise<DryRunResult>): Promise<DryRunResult> =>
    isSecret(resource) ? Promise.resolve({unasked: WHY}) : ask();
  return {
    apply: (resource, ...more) => unlessSecret(resource, () => runner.apply(resource, ...more)),
    replace: (resource, ...more) => unlessSecret(resource, () => runner.replace(resource, ...more)),
    create: (resource, ...more) => unlessSecret(resource, () => runner.create(resource, ...more)),
    merge: (resource, ...more) => unlessSecret(resource, () => runner.merge(resource, ...more)),
  };
}

/** Where whoever deploys leaves the baseline of a revision. */
export const baselineName = ({name, revision}: Pick<ReleaseRecord, 'name' | 'revision'>): string =>
  `helm-drift.baseline.${name}.v${revision}`;

/** Records of which metadata alone is read; what a revision declares stands in a ConfigMap of its namespace. */
export function recordsWithoutSecrets(records: ReleaseRecords, reader: ClusterReader): ReleaseRecords {
  return {
    all: (namespace) => records.all(namespace),
    history: (namespace, name, revision) => records.history(namespace, name, revision, false),
    read: (record) => baselineOf(record, reader),
    templates: async () => [],
  };
}

async function baselineOf(record: ReleaseRecord, reader: ClusterReader): Promise<StoredRelease> {
  const name = baselineName(record);
  const kind = (await reader.discover()).find('', 'ConfigMap', 'v1');
  const answer = kind === undefined ? {absent: true as const} : await reader.get(kind, record.namespace, name);
  if ('failure' in answer)
    throw new UserError(`the baseline ${name} cannot be read: ${answer.failure.message}`, undefined, {
      code: answer.failure.reason === 'forbidden' ? 'forbidden' : 'unreachable',
    });
  const data = 'object' in answer && isObject(answer.object['data']) ? answer.object['data'] : {};
  const manifest = data['manifest'];
  if (typeof manifest !== 'string')
    throw new UserError(
      `${WHY}, and no ConfigMap ${name} holds the baseline of revision ${record.revision}`,
      `helm drift capture baseline ${record.name} -n ${record.namespace} --file - makes its \`manifest\`.`,
    );
  return {
    manifest,
    applyMethod: textOf(data['applyMethod']) === 'ssa' ? 'ssa' : 'csa',
    hooks: [],
    crds: [],
  };
}
