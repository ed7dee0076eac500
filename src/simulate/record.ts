import type {EvidenceSource} from '../check/check.ts';
import type {Baseline} from '../check/intent/baseline.ts';
import type {Supplement} from '../check/intent/supplements.ts';
import type {SchemaTable} from '../check/normalize/schema/table.ts';
import type {Gap, LiveObject} from '../model/evidence.ts';
import type {JsonObject} from '../model/json.ts';
import type {DryRunResult} from '../model/ports.ts';
import {refKey} from '../model/refs.ts';
import type {ApplyMethod} from '../model/refs.ts';
import type {DriftReport} from '../model/report.ts';
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

/** Throws where a check asked for what a recording does not keep: a replay would answer otherwise. */
export function recorder(): Recorder {
  let baseline: Baseline | undefined;
  let schemas: SchemaTable | undefined;
  const objects = new Map<string, LiveObject>();
  const gaps: Gap[] = [];
  let owned: readonly LiveObject[] = [];
  let unsearched: readonly string[] = [];
  const scopes: Record<string, boolean> = {};
  const dryRuns: Record<string, DryRunResult> = {};
  const autoscalers: Record<string, readonly JsonObject[]> = {};
  return {
    listen(asked, source) {
      baseline = asked;
      if ((asked.newer ?? []).length + (asked.older ?? []).length > 0)
        throw new Error('a recording keeps one revision, and the release has more');
      return {
        ...source,
        scopeOf: async () => {
          const scopeOf = await source.scopeOf();
          return (group, kind) => {
            const scope = scopeOf(group, kind);
            if (scope !== undefined) scopes[`${group}/${kind}`] = scope;
            return scope;
          };
        },
        async read(intent) {
          const state = await source.read(intent);
          for (const object of state.objects) objects.set(refKey(object.ref), object);
          gaps.push(...state.gaps);
          return state;
        },
        async owned(namespace) {
          const found = await source.owned(namespace);
          ({objects: owned, unsearched} = found);
          return found;
        },
        ...(source.schemas === undefined
          ? {}
          : {
              schemas: async (intent) => {
                const table = (await source.schemas?.(intent)) as SchemaTable;
                schemas = table;
                return table;
              },
            }),
        async questions(release, applyMethod) {
          const questions = await source.questions?.(release, applyMethod);
          if (questions === undefined) throw new Error('a recording is made of a cluster that can be asked');
          return {
            async reread(intent) {
              const answer = await questions.reread(intent);
              if ('failure' in answer)
                throw new Error(`${refKey(intent.ref)} could not be read again, and a recording holds it once`);
              if (answer.live === undefined) objects.delete(refKey(intent.ref));
              else objects.set(refKey(intent.ref), answer.live);
              return answer;
            },
            async dryRun(intent) {
              const answer = await questions.dryRun(intent);
              dryRuns[refKey(intent.ref)] = answer;
              return answer;
            },
            async autoscalers(namespace) {
              const answer = await questions.autoscalers(namespace);
              autoscalers[namespace ?? ''] = answer.objects.map(({object}) => object);
              return answer;
            },
          };
        },
      };
    },
    async heard(name, live, report) {
      if (baseline === undefined) throw new Error('nothing was checked yet');
      const {release, text, notes} = baseline;
      if (release.revision === undefined) throw new Error('a recording is made of a release');
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
          revision: release.revision,
          notes,
          gaps,
          owned: owned.filter(({ref}) => !objects.has(refKey(ref))).map(({object}) => object),
          unsearched,
          scopes,
          dryRuns,
          autoscalers,
        },
      };
    },
  };
}
