import {gzipSync} from 'node:zlib';
import {asObj, asText, isObj} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';

/** The same events as somebody gets them from a platform: one file, or a folder of them. */
export interface Shape {
  readonly name: string;
  readonly files: readonly {readonly name: string; readonly content: string | Buffer}[];
  /** Whether all that a native event says is in there: the same answers are due then. */
  readonly isWhole: boolean;
}

export const eventsOf = (log: string): Obj[] =>
  log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Obj);

const lines = (items: readonly Json[]): string => items.map((item) => `${JSON.stringify(item)}\n`).join('');

type Make = (events: readonly Obj[]) => Shape;

const one =
  (name: string, contentOf: (events: readonly Obj[]) => string, isWhole = true): Make =>
  (events) => ({
    name,
    files: [{name: `${name.replaceAll(' ', '-')}.log`, content: contentOf(events)}],
    isWhole,
  });

export const SHAPES: readonly Make[] = [
  one(
    'EKS filter-log-events',
    (events) => `${JSON.stringify({events: eksEvents(events), searchedLogStreams: []}, undefined, 4)}\n`,
  ),
  one('EKS export to S3', (events) => events.map((event) => `${toMillis(event)} ${JSON.stringify(event)}\n`).join('')),
  one('AKS lines', (events) => lines(events.map(aksRecord))),
  one('AKS records', (events) => lines([{records: events.map(aksRecord)}])),
  one('OpenShift node logs', (events) =>
    events.map((event, index) => `master-${index % 3} ${JSON.stringify(event)}\n`).join(''),
  ),
  one('GKE lines', (events) => lines(events.map(gkeEntry)), false),
  one('GKE array', (events) => `${JSON.stringify(events.map(gkeEntry), undefined, 2)}\n`, false),
  one('EventList', (events) => lines([eventList(events)])),
  one('EventLists, one a line', (events) => lines(chunks(events, 20).map(eventList))),
  rotated,
  twoServers,
];

const eventList = (items: readonly Obj[]): Obj => ({
  kind: 'EventList',
  apiVersion: 'audit.k8s.io/v1',
  metadata: {},
  items: [...items],
});

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({length: Math.ceil(items.length / size)}, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

const received = (event: Obj): string => asText(event['requestReceivedTimestamp']);
const toMillis = (event: Obj): string => new Date(asText(event['stageTimestamp'])).toISOString();

/** As `aws logs filter-log-events` prints it, with the lines of other components that share the log group. */
function eksEvents(events: readonly Obj[]): Obj[] {
  return events.flatMap((event, index) => {
    const timestamp = Date.parse(asText(event['stageTimestamp']));
    const audit = {
      logStreamName: 'kube-apiserver-audit-0123456789abcdef0123456789abcdef',
      timestamp,
      message: JSON.stringify(event),
      ingestionTime: timestamp + 800,
      eventId: String(3.8e55 + index),
    };
    const other = {
      ...audit,
      logStreamName: 'kube-apiserver-0123456789abcdef0123456789abcdef',
      message: 'I1128 09:00:00.000000      10 httplog.go:132] "HTTP" verb="GET" URI="/healthz"',
    };
    return index % 50 === 0 ? [other, audit] : [audit];
  });
}

const aksRecord = (event: Obj): Obj => ({
  operationName: 'Microsoft.ContainerService/managedClusters/diagnosticLogs/Read',
  category: 'kube-audit',
  ccpNamespace: '5f0000000000000000000000',
  resourceId: '/SUBSCRIPTIONS/0/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.CONTAINERSERVICE/MANAGEDCLUSTERS/AKS',
  properties: {
    log: `${JSON.stringify(event)}\n`,
    stream: 'stdout',
    pod: 'kube-apiserver-0123456789-abcde',
    containerID: '0123456789abcdef',
  },
  time: asText(event['stageTimestamp']),
  Cloud: 'AzureCloud',
  Environment: 'prod',
});

/** A group's name turned round, as method names have it: `rbac.authorization.k8s.io` is `io.k8s.authorization.rbac`. */
export function methodGroup(group: string): string {
  if (group === '') return 'io.k8s.core';
  return group.includes('.') ? group.split('.').toReversed().join('.') : `io.k8s.${group}`;
}

/** Codes of google.rpc in the place of those of HTTP. */
const RPC_CODES: Readonly<Record<number, number>> = {400: 3, 401: 16, 403: 7, 404: 5, 409: 6, 422: 3, 429: 8, 500: 13};

/** A LogEntry of Cloud Audit Logs. No query of the request is kept: neither the field manager nor a dry run. */
export function gkeEntry(event: Obj): Obj {
  const ref = asObj(event['objectRef']);
  const part = (name: string): string => asText(ref[name]);
  const [group, version, resource, sub] = [part('apiGroup'), part('apiVersion'), part('resource'), part('subresource')];
  const full = sub === '' ? resource : `${resource}.${sub}`;
  const methodName = `${methodGroup(group)}.${version}.${full}.${asText(event['verb'])}`;
  const namespace = part('namespace') === '' ? '' : `namespaces/${part('namespace')}/`;
  const rest = [part('name'), sub].filter((text) => text !== '').map((text) => `/${text}`);
  const resourceName = `${group === '' ? 'core' : group}/${version}/${namespace}${resource}${rest.join('')}`;
  const user = asText(asObj(event['user'])['username']);
  const other = event['impersonatedUser'];
  const status = asObj(event['responseStatus']);
  const code = Number(status['code']);
  const failed = code >= 300 ? {code: RPC_CODES[code] ?? 2, message: asText(status['message'])} : {};
  const id = asText(event['auditID']);
  const annotations = asObj(event['annotations']);
  const isDenied = annotations['authorization.k8s.io/decision'] === 'forbid';
  return {
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      authenticationInfo: {
        principalEmail: user,
        ...(other === undefined ? {} : {authoritySelector: asText(asObj(other)['username'])}),
      },
      authorizationInfo: [{permission: methodName, resource: resourceName, ...(isDenied ? {} : {granted: true})}],
      methodName,
      ...requestOf(event, group, version),
      requestMetadata: {callerIp: '192.0.2.7', callerSuppliedUserAgent: asText(event['userAgent'])},
      resourceName,
      serviceName: 'k8s.io',
      status: failed,
    },
    insertId: id,
    resource: {type: 'k8s_cluster', labels: {project_id: 'p', location: 'europe-west1', cluster_name: 'c'}},
    timestamp: received(event),
    labels: annotations,
    logName: 'projects/p/logs/cloudaudit.googleapis.com%2Factivity',
    operation: {id, producer: 'k8s.io', first: true, last: true},
    receiveTimestamp: asText(event['stageTimestamp']),
  };
}

function requestOf(event: Obj, group: string, version: string): Obj {
  const body = event['requestObject'];
  if (body === undefined) return {};
  if (!isObj(body)) return {request: {'@type': 'k8s.io/Patch', value: body}};
  const kind = asText(body['kind']);
  const type =
    event['verb'] === 'patch'
      ? 'k8s.io/Patch'
      : kind === 'DeleteOptions'
        ? 'meta.k8s.io/__internal.DeleteOptions'
        : `${group === '' ? 'core' : group.replace(/\.k8s\.io$/, '')}.k8s.io/${version}.${kind}`;
  return {request: {'@type': type, ...body}};
}

/** As kube-apiserver rotates its file, an older part compressed, beside a file that is none of it. */
function rotated(events: readonly Obj[]): Shape {
  const third = Math.ceil(events.length / 3);
  const [first = [], second = [], last = []] = chunks(events, third);
  return {
    name: 'rotated and gzipped, a folder',
    isWhole: true,
    files: [
      {name: 'audit-2026-11-28T09-00-00.000.log.gz', content: gzipSync(lines(first))},
      {name: 'audit-2026-11-28T10-00-00.000.log', content: lines(second)},
      {name: 'audit.log', content: lines(last)},
      {name: 'notes.txt', content: 'fetched from the control plane on Friday\n'},
    ],
  };
}

/** Each of two API servers writes what it answered itself. */
function twoServers(events: readonly Obj[]): Shape {
  const of = (server: number): string => lines(events.filter((_event, index) => index % 2 === server));
  const files = [0, 1].map((server) => ({name: `master-${server}-audit.log`, content: of(server)}));
  return {name: 'two API servers, a folder', isWhole: true, files};
}
