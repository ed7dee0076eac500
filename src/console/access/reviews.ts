import {createHash} from 'node:crypto';
import {isObject, textOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';

/** Who looks, as the API server knows him: never what a header says of him. */
export interface Viewer {
  readonly name: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** What somebody wants to do to what; a namespace of undefined is the whole cluster. */
export interface Wanted {
  readonly verb: 'get' | 'list';
  readonly group: string;
  readonly plural: string;
  readonly namespace: string | undefined;
}

const AUTHENTICATION = 'authentication.k8s.io/v1';
const AUTHORIZATION = 'authorization.k8s.io/v1';

/** A TokenReview; without audiences the API server's own count. */
export function tokenReview(token: string, audiences: readonly string[]): JsonObject {
  return {
    apiVersion: AUTHENTICATION,
    kind: 'TokenReview',
    spec: {token, ...(audiences.length === 0 ? {} : {audiences: [...audiences]})},
  };
}

/**
 * Whom a reviewed token is of; undefined where the answer does not say so in so many words. A server that knows nothing of audiences
 * names none in its answer: where some were asked for that is no yes.
 */
export function viewerIn(review: JsonObject, audiences: readonly string[]): Viewer | undefined {
  const status = review['status'];
  if (review['kind'] !== 'TokenReview' || !isObject(status) || status['authenticated'] !== true) return undefined;
  if (textOf(status['error']) !== '') return undefined;
  const meant = texts(status['audiences']);
  if (audiences.length > 0 && !audiences.some((one) => meant.includes(one))) return undefined;
  const user = status['user'];
  if (!isObject(user)) return undefined;
  const name = textOf(user['username']);
  if (name === '') return undefined;
  const extra = isObject(user['extra']) ? user['extra'] : {};
  return {
    name,
    uid: textOf(user['uid']),
    groups: texts(user['groups']),
    extra: Object.fromEntries(Object.entries(extra).map(([key, value]) => [key, texts(value)])),
  };
}

/** A SubjectAccessReview of all that is known of the viewer: an authorizer may look at each part. */
export function accessReview({name, uid, groups, extra}: Viewer, {verb, group, plural, namespace}: Wanted): JsonObject {
  return {
    apiVersion: AUTHORIZATION,
    kind: 'SubjectAccessReview',
    spec: {
      user: name,
      uid,
      groups: [...groups],
      extra: Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, [...values]])),
      resourceAttributes: {verb, group, resource: plural, ...(namespace === undefined ? {} : {namespace})},
    },
  };
}

/** Only a plain yes is one: a denial, an error of the authorizer and an answer of another kind are none. */
export function isAllowed(review: JsonObject): boolean {
  const status = review['status'];
  return (
    review['kind'] === 'SubjectAccessReview' &&
    isObject(status) &&
    status['allowed'] === true &&
    status['denied'] !== true
  );
}

/** The end of a JSON web token, in milliseconds since 1970; undefined of a token that tells none. Told of a token that was reviewed alone: before that anybody can have written it. */
export function endOf(token: string): number | undefined {
  const [, payload, signature, ...more] = token.split('.');
  if (payload === undefined || signature === undefined || more.length > 0) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const end = isObject(claims) ? claims['exp'] : undefined;
    return typeof end === 'number' && Number.isFinite(end) ? end * 1000 : undefined;
  } catch {
    return undefined;
  }
}

/** Stands for all of a viewer: two that differ in a group alone are two. */
export function viewerKey({name, uid, groups, extra}: Viewer): string {
  const parts = Object.entries(extra).map(([key, values]) => [key, [...values].toSorted()] as const);
  const all = [name, uid, [...groups].toSorted(), parts.toSorted(([a], [b]) => (a < b ? -1 : 1))];
  return createHash('sha256').update(JSON.stringify(all)).digest('base64url');
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
