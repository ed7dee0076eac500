import type {GateParts, ReviewPort} from '../../../src/console/access/gate.ts';
import type {Viewer} from '../../../src/console/access/reviews.ts';
import {isObject, textOf} from '../../../src/model/json.ts';
import type {JsonObject} from '../../../src/model/json.ts';

export const ANN: Viewer = {name: 'ann', uid: 'u-1', groups: ['devs'], extra: {scopes: ['a']}};
export const BOB: Viewer = {name: 'bob', uid: 'u-2', groups: ['devs'], extra: {}};

/** An API server that knows these tokens, and lets those see whose names stand with a namespace. */
export class Server implements ReviewPort {
  readonly tokens = new Map<string, Viewer>([
    ['ann-token', ANN],
    ['bob-token', BOB],
  ]);
  readonly sees = new Map<string, readonly string[]>([
    ['ann', ['shop']],
    ['bob', ['blog']],
  ]);
  /** What may not be read even there, by its plural. */
  readonly hidden = new Set<string>();
  failure: Error | undefined;
  readonly asked: JsonObject[] = [];

  async token(review: JsonObject): Promise<JsonObject> {
    this.asked.push(review);
    if (this.failure !== undefined) throw this.failure;
    const spec = specOf(review);
    const user = this.tokens.get(textOf(spec['token']));
    const status = user === undefined ? {authenticated: false} : {authenticated: true, user: userOf(user)};
    return {kind: 'TokenReview', status: {...status, audiences: ['api']}};
  }

  async access(review: JsonObject): Promise<JsonObject> {
    this.asked.push(review);
    if (this.failure !== undefined) throw this.failure;
    const {user, resourceAttributes} = specOf(review);
    const {namespace, resource} = isObject(resourceAttributes) ? resourceAttributes : {};
    const places = this.sees.get(textOf(user)) ?? [];
    const allowed = places.includes(textOf(namespace)) && !this.hidden.has(textOf(resource));
    return {kind: 'SubjectAccessReview', status: {allowed}};
  }
}

export function specOf(review: JsonObject): JsonObject {
  const {spec} = review;
  if (!isObject(spec)) throw new Error('a review has a spec');
  return spec;
}

const userOf = ({name, uid, groups, extra}: Viewer): JsonObject => ({
  username: name,
  uid,
  groups: [...groups],
  extra: Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, [...values]])),
});

export interface Clock {
  now: number;
}

export function partsOf(reviews: ReviewPort, clock: Clock, parts: Partial<GateParts> = {}) {
  const failures: string[] = [];
  const all: GateParts = {
    reviews,
    audiences: [],
    records: 'secrets',
    now: () => clock.now,
    salt: 'salt',
    onFailure: (what, why) => failures.push(`${what}: ${why}`),
    ...parts,
  };
  return {parts: all, failures};
}

/** A JSON web token of nobody's, which ends then. */
export const webToken = (seconds: unknown): string =>
  ['{}', JSON.stringify({exp: seconds}), 'x'].map((text) => Buffer.from(text).toString('base64url')).join('.');
