import {reportKind} from '../agent/policy-report.ts';
import {rolesFor} from '../agent/rights.ts';
import {chooseRevision} from '../check/intent/choose-revision.ts';
import {isSearchable} from '../check/evidence/search.ts';
import {parseManifest} from '../check/intent/parse.ts';
import {isWanted} from '../check/intent/supplements.ts';
import {messageOf, UserError} from '../model/errors.ts';
import {defined} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {newestOf} from '../model/revisions.ts';
import type {ApiResource, ReleaseRecord, StoredRelease} from '../model/ports.ts';
import {parseApiVersion} from '../model/refs.ts';
import {byRelease} from './check-many.ts';
import type {Session} from './session.ts';

export interface RbacRequest {
  /** The only namespaces; empty for the whole cluster. */
  readonly namespaces: readonly string[];
  readonly dryRun: boolean;
  /** Whether every kind is searched for extra objects, or those alone that releases declare. */
  readonly search: 'all' | 'declared';
  readonly agent:
    | {
        readonly home: string;
        readonly statefulSet: string | undefined;
        readonly reports: boolean;
        /** Whether it tells the sinks of the rules file. */
        readonly notify: boolean;
      }
    | undefined;
  readonly name: string;
  readonly account: {readonly namespace: string; readonly name: string} | undefined;
}

export interface Rbac {
  readonly roles: readonly JsonObject[];
  /** What should be known of them: releases that could not be read, kinds that are not served. */
  readonly notes: readonly string[];
  readonly releases: number;
}

/** The least rights by which the releases that are there now can be checked: of the kinds that their manifests declare. */
export async function rbacOf(session: Session, request: RbacRequest): Promise<Rbac> {
  const {records, reader} = await session.cluster();
  const {namespaces, search, agent} = request;
  const recordsIn = (['secrets', 'configmaps'] as const).find((one) => one === records.storedIn);
  if (recordsIn === undefined)
    throw new UserError(
      `HELM_DRIVER has Helm's records in ${records.storedIn ?? 'another place'}`,
      'Rights are told for records in secrets and configmaps.',
    );
  const served = await reader.discover();
  const places = namespaces.length === 0 ? [undefined] : namespaces;
  const histories = (await Promise.all(places.map((one) => records.all(one)))).flatMap(byRelease);
  const notes: string[] = [];
  const declared = new Map<string, ApiResource>();
  for (const history of histories) {
    const {name: release, namespace} = defined(newestOf(history), 'a revision');
    try {
      for (const {apiVersion, kind} of kindsOf(await storedOf(history, release, (record) => records.read(record)))) {
        const {group, version} = parseApiVersion(apiVersion);
        const found = served.find(group, kind, version);
        if (found === undefined)
          notes.push(`${namespace}/${release} declares ${kind} of ${apiVersion}, which is not served`);
        else declared.set(`${found.group}/${found.plural}`, found);
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      notes.push(`what ${namespace}/${release} declares cannot be read: ${messageOf(error)}`);
    }
  }
  const kinds = [...declared.values()];
  const searched = search === 'all' ? served.preferred.filter(isSearchable) : [];
  const {dryRun, name, account} = request;
  const own =
    agent === undefined
      ? {}
      : {
          agent: {
            ...agent,
            reports: agent.reports ? reportKind(served) : undefined,
            events: agent.notify && (await tellsEvents(session)),
          },
        };
  const roles = rolesFor({dryRun, name, account, namespaces, declared: kinds, searched, served, recordsIn, ...own});
  return {roles, notes: [...new Set(notes)], releases: histories.length};
}

/** Whether the cluster is one of the sinks of the rules file. Throws UserError where that names none. */
async function tellsEvents(session: Session): Promise<boolean> {
  const {notifySettings} = await import('./notify.ts');
  const {config} = await session.options();
  return notifySettings(config.settings.notify, config.file).sinks.some(({kind}) => kind === 'events');
}

async function storedOf(
  history: readonly ReleaseRecord[],
  name: string,
  read: (record: ReleaseRecord) => Promise<StoredRelease>,
): Promise<StoredRelease | undefined> {
  const choice = chooseRevision(history, undefined, name);
  return choice.kind === 'pending' ? undefined : read(choice.record);
}

/** Of the manifest, and of those hooks that a check compares too: they ran, and stay. */
function kindsOf(stored: StoredRelease | undefined): {readonly apiVersion: string; readonly kind: string}[] {
  if (stored === undefined) return [];
  const {objects} = parseManifest(stored.manifest, 'manifest');
  const hooks = stored.hooks.flatMap(({manifest, ran}) =>
    parseManifest(manifest, 'hook').hooks.filter((one) => isWanted(one, ran, 'lasting')),
  );
  return [...objects, ...hooks].map(({apiVersion, ref}) => ({apiVersion, kind: ref.kind}));
}
