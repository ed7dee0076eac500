import {isList, isObject, textOf} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import type {Person} from '../model/report.ts';

/** A request that was answered, as far as it can tell who wrote an object. */
export interface AuditEvent {
  readonly person: Person;
  readonly verb: string;
  /** API group, '' for the core group; the plural in URLs. */
  readonly group: string;
  readonly resource: string;
  readonly namespace: string;
  /** '' where the request was about a collection. */
  readonly name: string;
  readonly subresource: string;
  /** Microseconds since 1970: when it came, and when it was answered. */
  readonly received: number;
  readonly done: number;
  readonly code: number;
  /** The manager that its fields got; undefined where the shape of the log does not tell. */
  readonly manager: string | undefined;
  /** Whether its body is a whole object that was to be applied, or a part of one: nothing else tells. */
  readonly body?: Json;
  /** The log does not say whether it was a dry run. */
  readonly isMaybeDry?: true;
}

/** Requests that write; all others tell nothing. */
const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'patch', 'delete', 'deletecollection']);

/** A write of audit.k8s.io that was carried out; undefined for any other event. */
export function eventOf(event: JsonObject): AuditEvent | undefined {
  const verb = textOf(event['verb']);
  const [ref, status] = [event['objectRef'], event['responseStatus']];
  if (!WRITES.has(verb) || !isObject(ref) || !isObject(status)) return undefined;
  // Other stages are of the same request, and Panic is of one that failed.
  if (textOf(event['stage']) !== 'ResponseComplete') return undefined;
  const code = numberOf(status['code']);
  const query = queryOf(textOf(event['requestURI']));
  if (code < 200 || code >= 300 || isDry(query, event['requestObject'])) return undefined;
  const done = microseconds(textOf(event['stageTimestamp']));
  const received = microseconds(textOf(event['requestReceivedTimestamp']));
  if (done === undefined) return undefined;
  const userAgent = textOf(event['userAgent']);
  const body = event['requestObject'];
  return {
    person: personOf(event, done, verb, userAgent),
    verb,
    group: textOf(ref['apiGroup']),
    resource: textOf(ref['resource']),
    namespace: textOf(ref['namespace']),
    name: textOf(ref['name']) || nameIn(body),
    subresource: textOf(ref['subresource']),
    received: received ?? done,
    done,
    code,
    manager: query.get('fieldManager') || managerOf(userAgent),
    ...(body === undefined || body === null ? {} : {body}),
    // `kubectl delete --dry-run=server` says it in its body alone, which this level does not keep.
    ...(verb.startsWith('delete') && event['level'] === 'Metadata' ? {isMaybeDry: true as const} : {}),
  };
}

/** As Google's Cloud Logging keeps it: it holds neither the field manager nor whether it was a dry run. */
export function googleEventOf(entry: JsonObject): AuditEvent | undefined {
  const payload = entry['protoPayload'];
  if (!isObject(payload)) return undefined;
  const words = textOf(payload['methodName']).split('.');
  const verb = words.at(-1) ?? '';
  const place = placeOf(textOf(payload['resourceName']));
  const done = microseconds(textOf(entry['timestamp']));
  const status = payload['status'];
  const isRefused = isObject(status) && numberOf(status['code']) > 0;
  if (!WRITES.has(verb) || place === undefined || done === undefined || isRefused) return undefined;
  const [caller, request] = [objectOf(payload['requestMetadata']), payload['request']];
  const user = textOf(objectOf(payload['authenticationInfo'])['principalEmail']);
  const userAgent = textOf(caller['callerSuppliedUserAgent']);
  const sourceIP = textOf(caller['callerIp']);
  if (user === '') return undefined;
  // What a patch is like there nobody can rely on: it is kept as an object, whatever it was.
  const isKept = request !== undefined && request !== null && verb !== 'patch';
  const body = isKept ? {body: request} : {};
  return {
    person: {
      name: user,
      ...(sourceIP === '' ? {} : {sourceIP}),
      ...(userAgent === '' ? {} : {userAgent}),
      at: timeText(done),
      verb,
      ...idOf(textOf(entry['insertId'])),
    },
    verb,
    ...place,
    received: done,
    done,
    // It says only that all went well: what made an object is not told from what changed it.
    code: verb === 'create' ? 201 : 200,
    manager: undefined,
    ...body,
    isMaybeDry: true,
  };
}

/** `core/v1/namespaces/shop/services/web/status`, `rbac.authorization.k8s.io/v1/clusterroles/x`. */
function placeOf(
  text: string,
): Pick<AuditEvent, 'group' | 'resource' | 'namespace' | 'name' | 'subresource'> | undefined {
  const [group, version, ...rest] = text.split('/');
  if (group === undefined || version === undefined || rest.length === 0) return undefined;
  const isIn = rest[0] === 'namespaces' && rest.length > 2;
  const [namespace = '', resource = '', name = '', subresource = ''] = isIn ? rest.slice(1) : ['', ...rest];
  return {group: group === 'core' ? '' : group, resource, namespace, name, subresource};
}

function personOf(event: JsonObject, done: number, verb: string, userAgent: string): Person {
  const [user, other] = [objectOf(event['user']), event['impersonatedUser']];
  const effective = isObject(other) ? other : user;
  const groups = isList(effective['groups']) ? effective['groups'].map(textOf) : [];
  const [sourceIP] = isList(event['sourceIPs']) ? event['sourceIPs'].map(textOf) : [];
  return {
    name: textOf(effective['username']),
    ...(isObject(other) ? {impersonatedBy: textOf(user['username'])} : {}),
    ...(groups.length === 0 ? {} : {groups}),
    ...(sourceIP === undefined || sourceIP === '' ? {} : {sourceIP}),
    ...(userAgent === '' ? {} : {userAgent}),
    at: timeText(done),
    verb,
    ...idOf(textOf(event['auditID'])),
  };
}

const idOf = (auditID: string): {auditID?: string} => (auditID === '' ? {} : {auditID});
const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
const numberOf = (value: Json | undefined): number => (typeof value === 'number' ? value : Number.NaN);

function queryOf(uri: string): URLSearchParams {
  const at = uri.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : uri.slice(at + 1));
}

/** A DELETE says it in its body. */
function isDry(query: URLSearchParams, body: Json | undefined): boolean {
  if (query.get('dryRun') !== null) return true;
  return isObject(body) && body['kind'] === 'DeleteOptions' && isList(body['dryRun']) && body['dryRun'].length > 0;
}

/** Of what was made under a name that the URL does not have. */
function nameIn(body: Json | undefined): string {
  return isObject(body) ? textOf(objectOf(body['metadata'])['name']) : '';
}

/** As the API server makes a manager's name of a user agent: up to its first slash, and 128 characters. */
function managerOf(userAgent: string): string {
  return (userAgent.split('/', 1)[0] ?? '').slice(0, 128);
}

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/** Microseconds since 1970 of an RFC 3339 time; undefined where the text is none. */
export function microseconds(text: string): number | undefined {
  const [, seconds, fraction = '', zone] = TIME.exec(text) ?? [];
  const time = Date.parse(`${seconds}${zone}`);
  return Number.isNaN(time) ? undefined : time * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

const SECOND = 1_000_000;

/** Whether a request was at work in a second, which is given as the API server does: RFC 3339. */
export function isAtWorkIn(
  {received, done}: Pick<AuditEvent, 'received' | 'done'>,
  second: string | undefined,
): boolean {
  const at = second === undefined ? undefined : microseconds(second);
  return at !== undefined && done >= at && received < at + SECOND;
}

export function timeText(time: number): string {
  const milliseconds = Math.floor(time / 1000);
  return new Date(milliseconds).toISOString().replace('Z', `${String(time % 1000).padStart(3, '0')}Z`);
}
