import {isObject, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';

/** What becomes of an event before it is kept. */
interface Stripped {
  /** Fields that are another one's now. */
  readonly fields: JsonObject;
  /** Fields that are left out. */
  readonly left: readonly string[];
}

/** Resources that are secrets, or hold some, by group and resource; of a group all of it where no resource is named. */
const SECRET: ReadonlySet<string> = new Set([
  'authentication.k8s.io/tokenreviews',
  'oauth.openshift.io/*',
  // A key stands in its TLS.
  'route.openshift.io/routes',
]);
const SECRET_KINDS = /^(?:Secret|TokenReview|TokenRequest|TokenRequestStatus)(?:List)?$/;
/** Where Helm's driver is `configmap`, it keeps the values of releases in such a one. */
const HELM_RECORD = 'sh.helm.release.v1.';
/** Requests whose query holds commands of a shell, or what another service is asked. */
const CONNECTS: ReadonlySet<string> = new Set(['exec', 'attach', 'portforward', 'proxy']);

/**
 * What is left out of an event, because it holds a secret or may: bodies, the API server's annotations (they hold the patches of
 * webhooks) and its own words about a refusal (they quote what was refused). Who did what when stays.
 */
export function withoutSecrets(event: JsonObject): Stripped {
  const ref = objectOf(event['objectRef']);
  const fields = CONNECTS.has(textOf(ref['subresource']))
    ? {requestURI: withoutQuery(textOf(event['requestURI']))}
    : {};
  if (!isSecret(event, ref)) return {fields, left: []};
  const request = objectOf(event['requestObject']);
  // What a deletion was told holds no secret, and whether it was a dry run stands nowhere else.
  const isDeletion = textOf(event['verb']).startsWith('delete') && request['kind'] === 'DeleteOptions';
  const isBodiless = event['requestObject'] === undefined || isDeletion;
  return {
    fields: {
      ...fields,
      // Of a log without bodies whoever reads it expects none.
      ...(isBodiless ? {} : {level: 'Metadata'}),
      ...(isObject(event['responseStatus']) ? {responseStatus: plainStatus(event['responseStatus'])} : {}),
    },
    left: ['responseObject', 'annotations', ...(isDeletion ? [] : ['requestObject'])],
  };
}

function isSecret(event: JsonObject, ref: JsonObject): boolean {
  const [group, resource] = [textOf(ref['apiGroup']), textOf(ref['resource'])];
  if (resource === '' || resource === 'secrets' || SECRET.has(`${group}/${resource}`) || SECRET.has(`${group}/*`))
    return true;
  if (resource === 'serviceaccounts' && textOf(ref['subresource']) === 'token') return true;
  if (CONNECTS.has(textOf(ref['subresource']))) return true;
  const bodies = [event['requestObject'], event['responseObject']].map(objectOf);
  if (bodies.some(({kind}) => SECRET_KINDS.test(textOf(kind)))) return true;
  return resource === 'configmaps' && isHelmRecord(ref, bodies);
}

/** A list of all ConfigMaps may hold some. */
function isHelmRecord(ref: JsonObject, bodies: readonly JsonObject[]): boolean {
  const names = [ref['name'], ...bodies.map((body) => objectOf(body['metadata'])['name'])].map(textOf);
  return names.every((name) => name === '') || names.some((name) => name.startsWith(HELM_RECORD));
}

function plainStatus(status: JsonObject): JsonObject {
  return Object.fromEntries(
    ['status', 'reason', 'code'].flatMap((name) => (name in status ? [[name, status[name]]] : [])),
  );
}

function withoutQuery(uri: string): string {
  return uri.replace(/\?.*$/s, '');
}

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
