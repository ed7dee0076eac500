import {createHash} from 'node:crypto';
import {UserError} from '../model/errors.ts';
import type {PlanCluster} from '../model/fix.ts';
import {isObject} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {Supplement} from '../model/ports.ts';
import type {RecordedRevision, RecordedState, SharedAnswers} from '../recording/recorded.ts';
import {parseJsonExact, stringifyJson} from '../yaml/json.ts';

/** All that one check of a release was told, secrets masked: the engine judges it again at any time. */
export interface KeptState {
  readonly cluster: PlanCluster;
  readonly shared: SharedAnswers;
  readonly state: RecordedState;
  /** The manifest. */
  readonly intent: string;
  /** The live objects. */
  readonly objects: readonly JsonObject[];
}

/** What a state is made of, each part once, by the SHA-256 of its text: states of one release share most of them. */
export interface PackedState {
  /** The part that names the others. */
  readonly head: string;
  readonly parts: ReadonlyMap<string, string>;
}

/** A part's text by its digest. Throws where it is not there, or is not what its digest says. */
export type ReadPart = (digest: string) => Promise<string>;

const VERSION = '1';

/** What the head says; digests stand for the larger parts. */
interface Head {
  readonly schemaVersion: typeof VERSION;
  readonly kind: 'KeptState';
  readonly cluster: PlanCluster;
  readonly shared: Omit<SharedAnswers, 'supplements' | 'schemas'>;
  readonly state: RecordedState;
  readonly intent: string;
  readonly supplements: string;
  readonly schemas?: string;
  readonly objects: readonly string[];
  readonly dryRuns: string;
}

export function digestOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function packed({cluster, shared, state, intent, objects}: KeptState): PackedState {
  const parts = new Map<string, string>();
  const put = (text: string): string => {
    const digest = digestOfText(text);
    parts.set(digest, text);
    return digest;
  };
  const {supplements, schemas, ...few} = shared;
  const {dryRuns, newer, older, ...rest} = state;
  const withParts = (revisions: readonly RecordedRevision[]): RecordedRevision[] =>
    revisions.map((one) => (typeof one.manifest === 'string' ? {...one, manifest: put(one.manifest)} : one));
  const head: Head = {
    schemaVersion: VERSION,
    kind: 'KeptState',
    cluster,
    shared: few,
    state: {
      ...rest,
      dryRuns: {},
      ...(newer === undefined ? {} : {newer: withParts(newer)}),
      ...(older === undefined ? {} : {older: withParts(older)}),
    },
    intent: put(intent),
    supplements: put(stringifyJson(supplements)),
    ...(schemas === undefined ? {} : {schemas: put(stringifyJson(schemas))}),
    objects: objects.map((object) => put(stringifyJson(object))),
    dryRuns: put(stringifyJson(dryRuns)),
  };
  return {head: put(stringifyJson(head)), parts};
}

/** Reads a state by the digest of its head. Throws UserError where it is of another version, and what `read` throws. */
export async function unpacked(digest: string, read: ReadPart): Promise<KeptState> {
  const head = parseJsonExact(await read(digest)) as unknown as Head;
  if (!isObject(head) || head.kind !== 'KeptState' || head.schemaVersion !== VERSION)
    throw new UserError('what was kept is of another version of helm drift', 'Read it with the version that kept it.');
  const parsed = async <T>(part: string): Promise<T> => parseJsonExact(await read(part)) as unknown as T;
  const withTexts = (revisions: readonly RecordedRevision[]): Promise<RecordedRevision[]> =>
    Promise.all(
      revisions.map(async (one) =>
        typeof one.manifest === 'string' ? {...one, manifest: await read(one.manifest)} : one,
      ),
    );
  const {cluster, shared, state, schemas} = head;
  return {
    cluster,
    shared: {
      ...shared,
      supplements: await parsed<readonly Supplement[]>(head.supplements),
      ...(schemas === undefined ? {} : {schemas: await parsed<NonNullable<SharedAnswers['schemas']>>(schemas)}),
    },
    state: {
      ...state,
      dryRuns: await parsed<RecordedState['dryRuns']>(head.dryRuns),
      ...(state.newer === undefined ? {} : {newer: await withTexts(state.newer)}),
      ...(state.older === undefined ? {} : {older: await withTexts(state.older)}),
    },
    intent: await read(head.intent),
    objects: await Promise.all(head.objects.map((part) => parsed<JsonObject>(part))),
  };
}

/** The digests of all parts that a head names, its own among them. */
export function partsNamed(digest: string, text: string): string[] {
  const head = parseJsonExact(text) as unknown as Head;
  const manifests = [...(head.state.newer ?? []), ...(head.state.older ?? [])].flatMap(({manifest}) => manifest ?? []);
  return [digest, head.intent, head.supplements, head.schemas ?? [], head.objects, head.dryRuns, manifests].flat();
}
