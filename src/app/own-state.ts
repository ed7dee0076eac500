import {GROUP, KIND, TOLD_AT_MOST, TOLD_MANAGER, VERSION} from '../agent/names.ts';
import {knownRelease, releaseDrift} from '../agent/release-drift.ts';
import type {ReleasePlace} from '../agent/release-drift.ts';
import {ownWriter} from '../kube/own-objects.ts';
import {UserError} from '../model/errors.ts';
import type {JsonObject} from '../model/json.ts';
import type {ApiResource} from '../model/ports.ts';
import type {Cluster} from './cluster.ts';

const PAGE = 100;

/** The kind ReleaseDrift as it is served here. Throws UserError where it is not. */
export async function driftKind({reader}: Pick<Cluster, 'reader'>): Promise<ApiResource> {
  const found =
    (await reader.discover()).find(GROUP, KIND, VERSION) ?? (await reader.discover(0)).find(GROUP, KIND, VERSION);
  if (found?.version === VERSION) return found;
  throw new UserError(
    `this cluster does not know the kind ${KIND} of ${GROUP}`,
    'The chart charts/helm-drift brings it, and the agent that writes it.',
    {code: 'not-found'},
  );
}

/** All that is written of releases, a page at a time; a namespace of undefined means the whole cluster. Throws UserError where it cannot be read. */
export async function* drifts(
  {reader}: Pick<Cluster, 'reader'>,
  kind: ApiResource,
  namespace: string | undefined,
): AsyncGenerator<JsonObject> {
  for await (const page of reader.pages(kind, namespace, {pageSize: PAGE})) {
    if ('failure' in page)
      throw new UserError(
        `what is written of releases cannot be read: ${page.failure.message}`,
        `It needs get and list on ${kind.plural}.${kind.group}.`,
        {code: page.failure.reason === 'forbidden' ? 'forbidden' : 'unreachable'},
      );
    yield* page.objects;
  }
}

/** The document of what notifications have told of a release, kept in the status of its ReleaseDrift: opaque, one writer at a time. */
export interface ToldDocuments {
  /** Undefined where nothing was told. Throws UserError where it cannot be read. */
  read(release: ReleasePlace): Promise<string | undefined>;
  /** Throws UserError where it is larger than 256 KiB, or cannot be written. */
  write(release: ReleasePlace, text: string): Promise<void>;
}

/** Whoever holds the shard of the release is the only one who writes it; checks write the rest of the same status under another name. */
export function toldDocuments(
  {reader, connection}: Pick<Cluster, 'reader' | 'connection'>,
  kind: ApiResource,
): ToldDocuments {
  const writer = ownWriter(connection, TOLD_MANAGER);
  const place = ({namespace, name}: ReleasePlace): string => `what was told of ${namespace}/${name}`;
  return {
    async read(release) {
      const answer = await reader.get(kind, release.namespace, release.name);
      if ('failure' in answer)
        throw new UserError(`${place(release)} cannot be read: ${answer.failure.message}`, undefined, {
          code: 'unreachable',
        });
      return 'object' in answer ? knownRelease(answer.object, '').told : undefined;
    },
    async write(release, text) {
      if (Buffer.byteLength(text) > TOLD_AT_MOST)
        throw new UserError(
          `${place(release)} is larger than ${TOLD_AT_MOST / 1024} KiB`,
          'Forget what is over first.',
        );
      const object = {...releaseDrift(release), status: {told: text}};
      let answer = await writer.apply(kind, release, object, 'status');
      if ('absent' in answer) {
        const made = await writer.apply(kind, release, releaseDrift(release));
        answer = 'object' in made ? await writer.apply(kind, release, object, 'status') : made;
      }
      if ('object' in answer) return;
      const why = 'lost' in answer ? answer.lost : Object.values(answer).join();
      throw new UserError(`${place(release)} cannot be written: ${why}`, undefined, {
        code: 'lost' in answer ? 'unreachable' : 'forbidden',
      });
    },
  };
}
