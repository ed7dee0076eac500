import type {Json, JsonObject} from '../../src/model/json.ts';

/** What a test is about in an audit event; all else is as an API server writes it. */
export interface Written {
  readonly verb?: string;
  readonly user?: string;
  readonly as?: string;
  readonly at?: string;
  readonly received?: string;
  readonly resource?: string;
  readonly group?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly subresource?: string;
  readonly manager?: string;
  readonly userAgent?: string;
  readonly code?: number;
  readonly level?: 'Metadata' | 'Request';
  readonly body?: Json;
  readonly query?: string;
  readonly stage?: string;
  readonly auditID?: string;
}

let counter = 0;

/** An event of audit.k8s.io/v1. */
export function audited(written: Written = {}): JsonObject {
  const {
    verb = 'patch',
    user = 'alice',
    at = '2026-11-28T09:00:00.500000Z',
    resource = 'services',
    name = 'web',
  } = written;
  const {
    namespace = 'shop',
    code = verb === 'create' ? 201 : 200,
    userAgent = 'kubectl/v1.37.2 (linux/amd64)',
  } = written;
  const query = [
    ...(written.manager === undefined ? [] : [`fieldManager=${written.manager}`]),
    ...(written.query === undefined ? [] : [written.query]),
  ].join('&');
  const {group = '', level = written.body === undefined ? 'Metadata' : 'Request'} = written;
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level,
    auditID: written.auditID ?? `audit-${(counter += 1)}`,
    stage: written.stage ?? 'ResponseComplete',
    requestURI: `/api/v1/namespaces/${namespace}/${resource}/${name}${query === '' ? '' : `?${query}`}`,
    verb,
    user: {username: user, groups: ['dev']},
    ...(written.as === undefined ? {} : {impersonatedUser: {username: written.as, groups: ['ops']}}),
    sourceIPs: ['10.0.0.7'],
    userAgent,
    objectRef: {
      resource,
      namespace,
      ...(name === '' ? {} : {name}),
      ...(group === '' ? {} : {apiGroup: group}),
      apiVersion: 'v1',
      ...(written.subresource === undefined ? {} : {subresource: written.subresource}),
    },
    responseStatus: {metadata: {}, code},
    ...(written.body === undefined ? {} : {requestObject: written.body}),
    requestReceivedTimestamp: written.received ?? at,
    stageTimestamp: at,
  };
}
