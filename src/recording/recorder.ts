import {merged, ownedBy} from '../check/evidence/owned.ts';
import {EMPTY_TABLE} from '../model/schema.ts';
import type {SchemaTable} from '../model/schema.ts';
import type {Gap, LiveObject, OwnedObjects} from '../model/evidence.ts';
import type {JsonObject} from '../model/json.ts';
import type {
  Baseline,
  ClusterQueries,
  DryRunResult,
  EvidenceSource,
  OtherRevision,
  Supplement,
} from '../model/ports.ts';
import {refKey} from '../model/refs.ts';
import type {ApplyMethod, ReleaseRef} from '../model/refs.ts';
import type {DriftReport} from '../model/report.ts';
import {madeKey, replacedKey} from './recorded.ts';
import type {RecordedRevision, RecordedState} from './recorded.ts';

/** What a check is told by. */
export interface Sides {
  readonly baseline: Baseline;
  readonly source: EvidenceSource;
}

/** Listens to one check, and has heard afterwards all that it was told. */
export interface Recorder {
  /** The same two, overheard: the check goes on as it would without. */
  listen(baseline: Baseline, source: EvidenceSource): Sides;
  /** What was heard, once the check is through. Throws where the check was told what a replay could not tell again. */
  heard(name: string, live: string, report: DriftReport): Promise<Heard>;
}

export interface Heard {
  readonly state: RecordedState;
  readonly objects: readonly JsonObject[];
  readonly intent: string;
  readonly applyMethod: ApplyMethod;
  readonly supplements: readonly Supplement[];
  readonly schemas: SchemaTable | undefined;
}

/** All that one check was told. */
interface Hearing {
  baseline: Baseline | undefined;
  schemas: SchemaTable | undefined;
  /** Why a replay of it would answer otherwise. */
  spoiled: string | undefined;
  /** As they were found: one search may serve all releases of a cluster, and is not copied for each. */
  readonly owned: OwnedObjects[];
  /** By the revision's number; null for one that could not be read. */
  readonly manifests: Map<number, string | null>;
  readonly objects: Map<string, LiveObject>;
  readonly gaps: Gap[];
  readonly scopes: Record<string, boolean>;
  readonly dryRuns: Record<string, DryRunResult>;
  readonly autoscalers: Record<string, readonly JsonObject[]>;
}

export function recorder(): Recorder {
  const hearing: Hearing = {
    baseline: undefined,
    schemas: undefined,
    spoiled: undefined,
    owned: [],
    manifests: new Map(),
    objects: new Map(),
    gaps: [],
    scopes: {},
    dryRuns: {},
    autoscalers: {},
  };
  return {
    listen(asked, source) {
      hearing.baseline = asked;
      if (source.queries === undefined) hearing.spoiled = 'a recording is made of a cluster that can be asked';
      return {baseline: overheardBaseline(asked, hearing), source: overheard(source, hearing)};
    },
    heard: (name, live, report) => heardIn(hearing, name, live, report),
  };
}

/** The other revisions' manifests are kept as far as they are asked for. */
function overheardBaseline(baseline: Baseline, {manifests}: Hearing): Baseline {
  const listened = (others: readonly OtherRevision[]): OtherRevision[] =>
    others.map((other) => ({
      ...other,
      async manifest() {
        manifests.set(other.revision, null);
        const text = await other.manifest();
        manifests.set(other.revision, text);
        return text;
      },
    }));
  const {newer, older} = baseline;
  return {
    ...baseline,
    ...(newer === undefined ? {} : {newer: listened(newer)}),
    ...(older === undefined ? {} : {older: listened(older)}),
  };
}

function overheard(source: EvidenceSource, hearing: Hearing): EvidenceSource {
  return {
    ...source,
    scopeOf: async (kinds) => {
      const scopeOf = await source.scopeOf(kinds);
      return (group, kind) => {
        const scope = scopeOf(group, kind);
        if (scope !== undefined) hearing.scopes[`${group}/${kind}`] = scope;
        return scope;
      };
    },
    async read(intent) {
      const state = await source.read(intent);
      for (const object of state.objects) hearing.objects.set(refKey(object.ref), object);
      hearing.gaps.push(...state.gaps);
      return state;
    },
    async owned(namespace, about) {
      const found = await source.owned(namespace, about);
      hearing.owned.push(found);
      return found;
    },
    ...(source.schemas === undefined
      ? {}
      : {
          async schemas(intent) {
            const table = (await source.schemas?.(intent)) ?? EMPTY_TABLE;
            hearing.schemas = table;
            return table;
          },
        }),
    ...queriesOf(source, hearing),
  };
}

function queriesOf(source: EvidenceSource, hearing: Hearing): Pick<EvidenceSource, 'queries'> {
  const ask = source.queries?.bind(source);
  if (ask === undefined) return {};
  return {queries: async (release, applyMethod) => overheardQueries(await ask(release, applyMethod), hearing)};
}

function overheardQueries(queries: ClusterQueries, hearing: Hearing): ClusterQueries {
  const {objects, dryRuns, autoscalers} = hearing;
  return {
    async reread(intent) {
      const answer = await queries.reread(intent);
      const key = refKey(intent.ref);
      if ('failure' in answer) hearing.spoiled = `${key} could not be read again, and a recording holds it once`;
      else if (answer.live === undefined) objects.delete(key);
      else objects.set(key, answer.live);
      return answer;
    },
    async dryRun(intent, occasion) {
      const answer = await queries.dryRun(intent, occasion);
      dryRuns[refKey(intent.ref)] = answer;
      return answer;
    },
    async replaced(intent, occasion) {
      const answer = await queries.replaced(intent, occasion);
      dryRuns[replacedKey(intent.ref)] = answer;
      return answer;
    },
    async made(intent, occasion) {
      const answer = await queries.made(intent, occasion);
      dryRuns[madeKey(intent.ref)] = answer;
      return answer;
    },
    async autoscalers(namespace) {
      const answer = await queries.autoscalers(namespace);
      if (answer.failure !== undefined) hearing.spoiled = `autoscalers could not be read: ${answer.failure.message}`;
      autoscalers[namespace ?? ''] = answer.objects.map(({object}) => object);
      return answer;
    },
  };
}

async function heardIn(hearing: Hearing, name: string, live: string, report: DriftReport): Promise<Heard> {
  const {baseline, spoiled, objects, gaps, scopes, schemas} = hearing;
  if (baseline === undefined) throw new Error('nothing was checked yet');
  if (spoiled !== undefined) throw new Error(spoiled);
  const {release, text, notes, pending} = baseline;
  const {revision} = release;
  if (revision === undefined) throw new Error('a recording is made of a release');
  const {owned, ...searched} = searchedIn(hearing, release);
  const told = await baseline.record?.();
  const [newer, older] = [baseline.newer ?? [], baseline.older ?? []].map((others) => revisionsOf(others, hearing));
  return {
    intent: text,
    objects: [...objects.values()]
      .toSorted((a, b) => refKey(a.ref).localeCompare(refKey(b.ref)))
      .map(({object}) => object),
    applyMethod: await baseline.applyMethod(),
    supplements: (await baseline.supplements?.()) ?? [],
    schemas,
    state: {
      name,
      live,
      takenAt: report.takenAt,
      release,
      revision,
      notes,
      gaps,
      owned,
      ...searched,
      ...(pending === undefined ? {} : {pending}),
      ...(told === undefined || told.doubts.length === 0 ? {} : {doubts: told.doubts}),
      ...(told?.deployedAt === undefined ? {} : {deployedAt: told.deployedAt}),
      ...(newer === undefined || newer.length === 0 ? {} : {newer}),
      ...(older === undefined || older.length === 0 ? {} : {older}),
      scopes,
      dryRuns: hearing.dryRuns,
      autoscalers: hearing.autoscalers,
    },
  };
}

type Searched = Pick<RecordedState, 'owned' | 'unsearched' | 'narrowed' | 'leftOut'>;

/** Of what was found under Helm's label the release's own: others are none of its business. */
function searchedIn({owned, objects}: Hearing, release: ReleaseRef): Searched {
  if (owned.length === 0) return {owned: [], unsearched: []};
  const all = merged(owned);
  const {unsearched, late = [], narrowed = [], leftOut} = all;
  const beside = ownedBy(all, release, [...objects.values()]).filter(({ref}) => !objects.has(refKey(ref)));
  return {
    owned: beside.map(({object}) => object),
    // What was not waited for is as unknown to whoever replays it.
    unsearched: [...new Set([...unsearched, ...late])],
    ...(narrowed.length === 0 ? {} : {narrowed: [...new Set(narrowed)]}),
    ...(leftOut === undefined ? {} : {leftOut}),
  };
}

function revisionsOf(others: readonly OtherRevision[], {manifests}: Hearing): RecordedRevision[] {
  return others.map(({revision, status}) => {
    const manifest = manifests.get(revision);
    return {revision, status, ...(manifest === undefined ? {} : {manifest})};
  });
}
