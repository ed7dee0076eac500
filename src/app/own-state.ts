import {GROUP, KIND, TOLD_AT_MOST, TOLD_MANAGER, VERSION} from '../agent/names.ts';
import type {OwnAnswer} from '../agent/ports.ts';
import {knownRelease, releaseDrift} from '../agent/release-drift.ts';
import type {ReleasePlace} from '../agent/release-drift.ts';
import {ownWriter} from '../kube/own-objects.ts';
import {UserError} from '../model/errors.ts';
import {metadataOf, textOf} from '../model/json.ts';
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

/** What notifications have told of a release, as it stands in its ReleaseDrift. */
export interface ToldDocument {
  /** Undefined where nothing is kept. */
  readonly text: string | undefined;
  /** The object's resourceVersion. */
  readonly version: string;
}

/** moved: it is not as it was read any more. homeless: its namespace is gone, or going, and takes nothing new. */
export type ToldWrite = 'written' | 'moved' | 'homeless';

/** The documents of what notifications have told, each in the status of its release's ReleaseDrift, under a writer's name of its own. */
export interface ToldDocuments {
  /** Undefined where the object is not there. Throws UserError where it cannot be read. */
  read(release: ReleasePlace): Promise<ToldDocument | undefined>;
  /**
   * Undefined takes it away. `version` is that of the object as it was read; undefined where it was not there, and is made. Throws
   * UserError where it is larger than 256 KiB, or may not be written.
   */
  write(release: ReleasePlace, text: string | undefined, version: string | undefined): Promise<ToldWrite>;
}

/** Checks write the rest of the same status under another name, so that the version moves often. */
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
      return 'object' in answer ? documentIn(answer.object) : undefined;
    },
    async write(release, text, version) {
      if (text !== undefined && Buffer.byteLength(text) > TOLD_AT_MOST)
        throw new UserError(
          `${place(release)} is larger than ${TOLD_AT_MOST / 1024} KiB`,
          'Forget what is over first.',
        );
      const bare = releaseDrift(release);
      let at = version;
      if (at === undefined) {
        const made = await writer.apply(kind, release, bare);
        if (!('object' in made)) return unwritten(made, place(release));
        const there = documentIn(made.object);
        // Somebody was faster.
        if (there.text !== undefined) return 'moved';
        at = there.version;
      }
      const object = {
        ...bare,
        // The precondition: 409 where it is another version by now.
        metadata: {...metadataOf(bare), resourceVersion: at},
        status: text === undefined ? {} : {told: text},
      };
      const answer = await writer.apply(kind, release, object, 'status');
      if ('object' in answer) return 'written';
      return 'conflict' in answer || 'absent' in answer ? 'moved' : unwritten(answer, place(release));
    },
  };
}

function documentIn(object: JsonObject): ToldDocument {
  const {told} = knownRelease(object, '');
  return {text: told === '' ? undefined : told, version: textOf(metadataOf(object)['resourceVersion'])};
}

function unwritten(answer: Exclude<OwnAnswer, {readonly object: JsonObject}>, what: string): ToldWrite {
  if ('conflict' in answer) return 'moved';
  const why = 'lost' in answer ? answer.lost : 'refused' in answer ? answer.refused : answer.absent;
  if (/being terminated|^namespaces "[^"]*" not found/.test(why)) return 'homeless';
  throw new UserError(`${what} cannot be written: ${why}`, undefined, {
    code: 'lost' in answer ? 'unreachable' : 'forbidden',
  });
}
