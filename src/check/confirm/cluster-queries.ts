import {toLive} from '../../model/evidence.ts';
import {UserError} from '../../model/errors.ts';
import type {IntentObject} from '../../model/intent.ts';
import type {
  ApiResources,
  ClusterReader,
  DryRunner,
  ClusterQueries,
  DryRunOccasion,
  DryRunResult,
} from '../../model/ports.ts';
import {parseApiVersion} from '../../model/refs.ts';
import type {ApplyMethod, ReleaseRef} from '../../model/refs.ts';
import {asWritten, stamped} from '../intent/stamp.ts';
import {AUTOSCALERS} from '../autoscaling/autoscalers.ts';
import {hasGoType} from '../normalize/shapes.ts';

interface Asked {
  readonly reader: ClusterReader;
  readonly dryRunner: DryRunner;
  readonly resources: ApiResources;
  readonly release: ReleaseRef;
  /** How the release's newest deployed record says Helm writes; asked for once, and only when something looks different. */
  readonly applyMethod: () => Promise<ApplyMethod>;
}

/** Puts questions about one release's objects to the cluster. A kind that may not be patched is asked about once. */
export function clusterQueries({reader, dryRunner, resources, release, applyMethod}: Asked): ClusterQueries {
  const refusals = new Map<string, string>();
  const whole = async (
    how: 'replace' | 'create',
    intent: IntentObject,
    occasion: DryRunOccasion,
  ): Promise<DryRunResult> => {
    const {ref, apiVersion} = intent;
    const {version} = parseApiVersion(apiVersion);
    const resource = resources.find(ref.group, ref.kind, version);
    if (resource?.version !== version) return {unasked: `the cluster serves no ${apiVersion} of ${ref.kind}`};
    const key = `${how} ${ref.group}/${ref.kind}/${ref.namespace ?? ''}`;
    const before = refusals.get(key);
    if (before !== undefined) return {unasked: before};
    const answer = await dryRunner[how](resource, ref.namespace, asWritten(stamped(intent, release)), occasion);
    if ('unasked' in answer && answer.unasked.startsWith('no right')) refusals.set(key, answer.unasked);
    return answer;
  };
  return {
    async autoscalers(namespace) {
      const kinds = AUTOSCALERS.flatMap(({group, kind}) => resources.find(group, kind) ?? []);
      const answers = await Promise.all(kinds.map((resource) => reader.list(resource, namespace)));
      const failure = answers.flatMap((answer) => ('failure' in answer ? [answer.failure] : []))[0];
      return {
        objects: answers.flatMap((answer) => ('objects' in answer ? answer.objects.map(toLive) : [])),
        ...(failure === undefined ? {} : {failure}),
      };
    },
    async reread({ref, apiVersion}) {
      const resource = resources.find(ref.group, ref.kind, parseApiVersion(apiVersion).version);
      if (resource === undefined) return {failure: {reason: 'unknown-kind', message: `${ref.kind} is served no more`}};
      const answer = await reader.get(resource, ref.namespace, ref.name);
      if ('failure' in answer) return answer;
      return {live: 'object' in answer ? toLive(answer.object) : undefined};
    },
    replaced: (intent, occasion) => whole('replace', intent, occasion),
    made: (intent, occasion) => whole('create', intent, occasion),
    async dryRun(intent, occasion) {
      const {ref, apiVersion} = intent;
      const {version} = parseApiVersion(apiVersion);
      const resource = resources.find(ref.group, ref.kind, version);
      if (resource?.version !== version) return {unasked: `the cluster serves no ${apiVersion} of ${ref.kind}`};
      const key = `${ref.group}/${ref.kind}/${ref.namespace ?? ''}`;
      const before = refusals.get(key);
      if (before !== undefined) return {unasked: before};
      const method = await applyMethod().catch(unknownMethod);
      if (typeof method === 'object') return method;
      const object = asWritten(stamped(intent, release));
      const answer =
        method === 'ssa'
          ? await dryRunner.apply(resource, ref.namespace, object, occasion)
          : await dryRunner.merge(
              resource,
              ref.namespace,
              object,
              hasGoType(ref.group, ref.kind) ? 'strategic' : 'merge',
              occasion,
            );
      if ('unasked' in answer && answer.unasked.startsWith('no right')) refusals.set(key, answer.unasked);
      return answer;
    },
  };
}

/** Who may not read release records can still see that something differs. */
function unknownMethod(error: unknown): {readonly unasked: string} {
  if (!(error instanceof UserError)) throw error;
  return {unasked: `it is not known how Helm writes the release: ${error.message}`};
}
