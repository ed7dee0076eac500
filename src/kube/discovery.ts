import {isList, isObject, metadataOf, objectsIn, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {ApiResource, ApiResources} from '../model/ports.ts';
import {UserError} from '../model/errors.ts';
import {errorCodeOfStatus, getJson} from './request.ts';
import type {Connection} from './connection.ts';

/** The API server (1.27 and newer) answers with all groups, versions and resources at once; see Kubernetes' KEP-3352. */
const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,' +
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList';

/** Two requests, whatever the number of kinds. Throws UserError where the server speaks no aggregated discovery. */
export async function discover(connection: Connection): Promise<ApiResources> {
  const answers = await Promise.all(['/api', '/apis'].map((path) => getJson(connection, {path, accept: AGGREGATED})));
  for (const {status, body} of answers) {
    if (status !== 200)
      throw new UserError(
        `the API server refused discovery (${status}): ${textOf(body['message'])}`,
        'The role system:discovery allows it to every authenticated user.',
        {code: errorCodeOfStatus(status)},
      );
    if (body['kind'] !== 'APIGroupDiscoveryList') {
      throw new UserError('the API server does not offer aggregated discovery', 'Kubernetes 1.27 or newer is needed.');
    }
  }
  return apiResources(answers.flatMap(({body}) => objectsIn(body['items'])));
}

/** Makes the lookup from the items of aggregated discovery, each a group with its versions in the server's order; pure. */
export function apiResources(groups: readonly JsonObject[]): ApiResources {
  const byKind = new Map<string, ApiResource[]>();
  const apiVersions: string[] = [];
  const stale: string[] = [];
  for (const groupItem of groups) {
    const group = textOf(metadataOf(groupItem)['name']);
    for (const versionItem of objectsIn(groupItem['versions'])) {
      const version = textOf(versionItem['version']);
      const groupVersion = group === '' ? version : `${group}/${version}`;
      apiVersions.push(groupVersion);
      if (versionItem['freshness'] === 'Stale') stale.push(group);
      for (const resource of resourcesOf(versionItem, group, version)) {
        apiVersions.push(`${groupVersion}/${resource.kind}`);
        const key = `${group}/${resource.kind}`;
        byKind.set(key, [...(byKind.get(key) ?? []), resource]);
      }
    }
  }
  return {
    find(group, kind, version) {
      const served = byKind.get(`${group}/${kind}`);
      return served?.find((resource) => resource.version === version) ?? served?.[0];
    },
    preferred: [...byKind.values()].flatMap(([first]) => first ?? []),
    apiVersions,
    stale,
  };
}

/** A resource without a kind of its own cannot be asked for as an object. */
function resourcesOf(versionItem: JsonObject, group: string, version: string): ApiResource[] {
  return objectsIn(versionItem['resources']).flatMap(({resource, responseKind, scope, verbs}) => {
    const kind = isObject(responseKind) ? textOf(responseKind['kind']) : '';
    if (kind === '') return [];
    return {
      group,
      version,
      kind,
      plural: textOf(resource),
      namespaced: scope === 'Namespaced',
      verbs: isList(verbs) ? verbs.map(textOf) : [],
    };
  });
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
  return textOf(body['gitVersion']);
}
