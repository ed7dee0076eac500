import {AUTOSCALERS} from '../check/autoscaling/autoscalers.ts';
import type {JsonObject} from '../model/json.ts';
import type {ApiResource, ApiResources} from '../model/ports.ts';
import {FIELD_MANAGER, GROUP, PLURAL} from './names.ts';

export interface RightsRequest {
  /** What releases declare. */
  readonly declared: readonly ApiResource[];
  /** What is searched for extra objects beside it. */
  readonly searched: readonly ApiResource[];
  readonly served: ApiResources;
  /** Where Helm's records lie. */
  readonly recordsIn: 'secrets' | 'configmaps';
  /** The only namespaces; empty for the whole cluster. */
  readonly namespaces: readonly string[];
  /** Dry runs are patches. */
  readonly dryRun: boolean;
  /** What a process in the cluster needs beside it. */
  readonly agent?: {
    /** Its own namespace, where its leases are. */
    readonly home: string;
    /** The StatefulSet by which it knows how many shards there are. */
    readonly statefulSet: string | undefined;
    /** The kind of reports that it writes. */
    readonly reports: ApiResource | undefined;
    /** Whether it tells the cluster itself, by Events on what drifted. */
    readonly events: boolean;
  };
  /** What the roles are called. */
  readonly name: string;
  /** Who gets them, `namespace/name`; nobody where it is undefined. */
  readonly account: {readonly namespace: string; readonly name: string} | undefined;
}

interface Rule extends JsonObject {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const READ = ['get', 'list', 'watch'] as const;
const SEARCH = ['list', 'watch'] as const;

/** Roles with the least rights by which releases can be checked: a verb for each thing that is done, and nothing by `*`. */
export function rolesFor(request: RightsRequest): JsonObject[] {
  const {namespaces, agent, name} = request;
  const wide = clusterRules(request);
  const narrow = namespacedRules(request);
  const own = agent === undefined ? [] : homeRules(agent);
  const whole = namespaces.length === 0;
  return [
    ...role('ClusterRole', name, undefined, whole ? [...wide, ...narrow] : wide, request),
    ...(whole ? [] : namespaces.flatMap((namespace) => role('Role', name, namespace, narrow, request))),
    ...(agent === undefined ? [] : role('Role', `${name}-leases`, agent.home, own, request)),
  ];
}

function namespacedRules({declared, searched, served, recordsIn, dryRun, agent}: RightsRequest): Rule[] {
  const within = (one: ApiResource): boolean => one.namespaced;
  const autoscalers = AUTOSCALERS.flatMap(({group, kind}) => served.find(group, kind) ?? []);
  return [
    {apiGroups: [''], resources: [recordsIn], verbs: READ},
    ...rulesOf([...declared.filter(within), ...autoscalers], READ),
    ...rulesOf(without(searched.filter(within), declared), SEARCH),
    ...(dryRun ? rulesOf(declared.filter(within), ['patch']) : []),
    ...(agent === undefined ? [] : writeRules(agent)),
  ];
}

/** What no namespace holds. */
function clusterRules({declared, searched, dryRun}: RightsRequest): Rule[] {
  const within = (one: ApiResource): boolean => !one.namespaced;
  return [
    {apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: READ},
    ...rulesOf(without(declared.filter(within), DEFINITIONS), READ),
    ...rulesOf(without(searched.filter(within), [...declared, ...DEFINITIONS]), SEARCH),
    ...(dryRun ? rulesOf(declared.filter(within), ['patch']) : []),
  ];
}

const DEFINITIONS = [{group: 'apiextensions.k8s.io', plural: 'customresourcedefinitions'}];

function without(
  all: readonly ApiResource[],
  others: readonly Pick<ApiResource, 'group' | 'plural'>[],
): readonly ApiResource[] {
  return all.filter(({group, plural}) => !others.some((one) => one.group === group && one.plural === plural));
}

function writeRules({reports, events}: NonNullable<RightsRequest['agent']>): Rule[] {
  return [
    // An apply that makes an object is a create too.
    {apiGroups: [GROUP], resources: [PLURAL], verbs: ['get', 'list', 'create', 'patch', 'delete']},
    {apiGroups: [GROUP], resources: [`${PLURAL}/status`], verbs: ['patch']},
    ...(reports === undefined
      ? []
      : [{apiGroups: [reports.group], resources: [reports.plural], verbs: ['create', 'patch', 'delete']}]),
    ...(events ? [{apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create']}] : []),
  ];
}

function homeRules({statefulSet}: NonNullable<RightsRequest['agent']>): Rule[] {
  return [
    {apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['list', 'create', 'patch']},
    ...(statefulSet === undefined
      ? []
      : [{apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: [statefulSet], verbs: ['get']}]),
  ];
}

/** One rule a group. */
function rulesOf(kinds: readonly ApiResource[], verbs: readonly string[]): Rule[] {
  const groups = new Map<string, Set<string>>();
  for (const {group, plural} of kinds) groups.set(group, (groups.get(group) ?? new Set()).add(plural));
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, resources]) => ({apiGroups: [group], resources: [...resources].toSorted(), verbs}));
}

function role(
  kind: 'Role' | 'ClusterRole',
  name: string,
  namespace: string | undefined,
  rules: readonly Rule[],
  {account}: RightsRequest,
): JsonObject[] {
  const metadata = {
    name,
    ...(namespace === undefined ? {} : {namespace}),
    labels: {'app.kubernetes.io/part-of': FIELD_MANAGER},
  };
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  return [
    {apiVersion, kind, metadata, rules},
    ...(account === undefined
      ? []
      : [
          {
            apiVersion,
            kind: `${kind}Binding`,
            metadata,
            roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind, name},
            subjects: [{kind: 'ServiceAccount', ...account}],
          },
        ]),
  ];
}
