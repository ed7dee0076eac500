import {EMPTY_TABLE} from '../model/schema.ts';
import type {SchemaTable} from '../model/schema.ts';
import type {Gap, LiveObject} from '../model/evidence.ts';
import type {JsonObject} from '../model/json.ts';
import type {Baseline, ClusterQueries, DryRunResult, EvidenceSource, Supplement} from '../model/ports.ts';
import {refKey} from '../model/refs.ts';
import type {ApplyMethod} from '../model/refs.ts';
import type {DriftReport} from '../model/report.ts';
import {madeKey, replacedKey} from './recording.ts';
import type {RecordedState} from './recording.ts';

/** Listens to one check, and has heard afterwards all that it was told. */
export interface Recorder {
  /** The same source, overheard. */
  listen(baseline: Baseline, source: EvidenceSource): EvidenceSource;
  /** What was heard, once the check is through. */
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
  owned: readonly LiveObject[];
  unsearched: readonly string[];
  readonly objects: Map<string, LiveObject>;
  readonly gaps: Gap[];
  readonly scopes: Record<string, boolean>;
  readonly dryRuns: Record<string, DryRunResult>;
  readonly autoscalers: Record<string, readonly JsonObject[]>;
}

/** Throws where a check asked for what a recording does not keep: a replay would answer otherwise. */
export function recorder(): Recorder {
  const hearing: Hearing = {
    baseline: undefined,
    schemas: undefined,
    owned: [],
    unsearched: [],
    objects: new Map(),
    gaps: [],
    scopes: {},
    dryRuns: {},
    autoscalers: {},
  };
  return {
    listen(asked, source) {
      hearing.baseline = asked;
      if ((asked.newer ?? []).length + (asked.older ?? []).length > 0)
        throw new Error('a recording keeps one revision, and the release has more');
      return overheard(source, hearing);
    },
    heard: (name, live, report) => heardIn(hearing, name, live, report),
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
      hearing.owned = found.objects;
      // What was not waited for is as unknown to whoever replays it.
      hearing.unsearched = [...found.unsearched, ...(found.late ?? [])];
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
    async queries(release, applyMethod) {
      const queries = await source.queries?.(release, applyMethod);
      if (queries === undefined) throw new Error('a recording is made of a cluster that can be asked');
      return overheardQueries(queries, hearing);
    },
  };
}

function overheardQueries(queries: ClusterQueries, {objects, dryRuns, autoscalers}: Hearing): ClusterQueries {
  return {
    async reread(intent) {
      const answer = await queries.reread(intent);
      const key = refKey(intent.ref);
      if ('failure' in answer) throw new Error(`${key} could not be read again, and a recording holds it once`);
      if (answer.live === undefined) objects.delete(key);
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
      autoscalers[namespace ?? ''] = answer.objects.map(({object}) => object);
      return answer;
    },
  };
}

async function heardIn(hearing: Hearing, name: string, live: string, report: DriftReport): Promise<Heard> {
  const {baseline, objects, gaps, owned, unsearched, scopes, dryRuns, autoscalers, schemas} = hearing;
  if (baseline === undefined) throw new Error('nothing was checked yet');
  const {release, text, notes} = baseline;
  const {revision} = release;
  if (revision === undefined) throw new Error('a recording is made of a release');
  const beside = owned.filter(({ref}) => !objects.has(refKey(ref))).map(({object}) => object);
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
      owned: beside,
      unsearched,
      scopes,
      dryRuns,
      autoscalers,
    },
  };
}
