import {isObject, objectsIn, metadataOf, textOf} from '../model/json.ts';
import {METADATA_ONLY, UnreachableError, getJson} from './request.ts';
import type {Connection} from './connection.ts';

/** Groups that the API server itself serves: what it is built of, which no APIService can take away from it. */
const BUILT_IN = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);

export interface ServedGroups {
  /** Why a dry run in a group may not be one; undefined where the API server itself serves the group. */
  doubtOf(group: string): Promise<string | undefined>;
}

/** Who serves what may change while a console runs. */
const MAX_AGE_MS = 60_000;
const API_SERVICES = '/apis/apiregistration.k8s.io/v1/apiservices';
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/**
 * Tells groups of the API server's own from those that it hands on to a server behind an APIService: that one may ignore
 * `dryRun`, and then what was meant as a question is a write. Whoever may not read APIServices trusts the definitions of
 * custom resources; of any other group nobody knows. Nothing is asked for the groups that Kubernetes is built of.
 */
export function servedGroups(connection: Connection, now: () => number = () => performance.now()): ServedGroups {
  let kept: {readonly doubt: Promise<Doubt>; readonly at: number} | undefined;
  return {
    async doubtOf(group) {
      if (BUILT_IN.has(group)) return undefined;
      if (kept === undefined || now() - kept.at > MAX_AGE_MS) kept = {doubt: readDoubt(connection), at: now()};
      const {doubt} = kept;
      try {
        return (await doubt)(group);
      } catch (error) {
        kept = undefined;
        throw error;
      }
    },
  };
}

/** The same, where nobody answers too: who serves a group is worth no run that ends. */
export async function doubtOf(groups: ServedGroups, group: string): Promise<string | undefined> {
  try {
    return await groups.doubtOf(group);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    return `who serves ${group} is not known: ${error.message}`;
  }
}

type Doubt = (group: string) => string | undefined;

async function readDoubt(connection: Connection): Promise<Doubt> {
  const services = await getJson(connection, {path: API_SERVICES});
  if (services.status === 200) {
    const aggregated = new Map(
      objectsIn(services.body['items']).flatMap((item) => {
        const spec = isObject(item['spec']) ? item['spec'] : {};
        return isObject(spec['service']) ? [[textOf(spec['group']), textOf(metadataOf(item)['name'])] as const] : [];
      }),
    );
    return (group) => {
      const name = aggregated.get(group);
      return name === undefined
        ? undefined
        : `${group} is served by an API server of its own (APIService ${name}), which may write what it is only asked about`;
    };
  }
  const definitions = await getJson(connection, {path: DEFINITIONS, accept: METADATA_ONLY});
  const names = definitions.status === 200 ? objectsIn(definitions.body['items']) : [];
  const defined = new Set(names.map((item) => textOf(metadataOf(item)['name']).replace(/^[^.]*\./, '')));
  return (group) =>
    defined.has(group) ? undefined : `who serves ${group} is not known, for APIServices may not be listed`;
}
