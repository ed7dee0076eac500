import {textOf} from '../model/json.ts';
import type {ApiResource, ApiResources} from '../model/ports.ts';
import {UserError} from '../model/errors.ts';
import {getJson} from './request.ts';
import type {Connection} from './connection.ts';

/** The API server (1.27 and newer) answers with all groups, versions and resources at once; see Kubernetes' KEP-3352. */
const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,' +
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList';

interface GroupDiscovery {
  readonly metadata?: {readonly name?: string};
  readonly versions?: readonly {
    readonly version: string;
    readonly freshness?: string;
    readonly resources?: readonly {
      readonly resource: string;
      readonly responseKind?: {readonly kind?: string; readonly group?: string; readonly version?: string};
      readonly scope: string;
      readonly verbs?: readonly string[];
    }[];
  }[];
}

/** Two requests, whatever the number of kinds. Throws UserError where the server speaks no aggregated discovery. */
export async function discover(connection: Connection): Promise<ApiResources> {
  const answers = await Promise.all(['/api', '/apis'].map((path) => getJson(connection, {path, accept: AGGREGATED})));
  const groups: GroupDiscovery[] = [];
  for (const {status, body} of answers) {
    if (status !== 200)
      throw new UserError(
        `the API server refused discovery (${status}): ${textOf(body['message'])}`,
        'The role system:discovery allows it to every authenticated user.',
      );
    if (body['kind'] !== 'APIGroupDiscoveryList') {
      throw new UserError('the API server does not offer aggregated discovery', 'Kubernetes 1.27 or newer is needed.');
    }
    groups.push(...((body['items'] as unknown as GroupDiscovery[] | undefined) ?? []));
  }
  return apiResources(groups);
}

/** Makes the lookup from discovery's groups; pure. */
export function apiResources(groups: readonly GroupDiscovery[]): ApiResources {
  const byKind = new Map<string, ApiResource[]>();
  const apiVersions: string[] = [];
  const stale: string[] = [];
  for (const group of groups) {
    const name = group.metadata?.name ?? '';
    for (const {version, resources = [], freshness} of group.versions ?? []) {
      const groupVersion = name === '' ? version : `${name}/${version}`;
      apiVersions.push(groupVersion);
      if (freshness === 'Stale') stale.push(name);
      for (const {resource, responseKind, scope, verbs = []} of resources) {
        const kind = responseKind?.kind;
        if (kind === undefined) continue;
        apiVersions.push(`${groupVersion}/${kind}`);
        const key = `${name}/${kind}`;
        const found = byKind.get(key) ?? [];
        found.push({group: name, version, kind, plural: resource, namespaced: scope === 'Namespaced', verbs});
        byKind.set(key, found);
      }
    }
  }
  return {
    find(group, kind, version) {
      const served = byKind.get(`${group}/${kind}`);
      return served?.find((resource) => resource.version === version) ?? served?.[0];
    },
    preferred: [...byKind.values()].map(([first]) => first as ApiResource),
    apiVersions,
    stale,
  };
}

/** `/apis/apps/v1/namespaces/shop/deployments/web`; without a name the collection, without a namespace the whole cluster. */
export function resourcePath(resource: ApiResource, namespace?: string, name?: string): string {
  const root = resource.group === '' ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`;
  const inNamespace =
    resource.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${inNamespace}/${resource.plural}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
}

export async function serverVersion(connection: Connection): Promise<string> {
  const {body} = await getJson(connection, {path: '/version'});
  return typeof body['gitVersion'] === 'string' ? body['gitVersion'] : '';
}
