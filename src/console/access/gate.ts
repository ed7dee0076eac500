import {createHash} from 'node:crypto';
import {GROUP} from '../../agent/names.ts';
import {messageOf} from '../../model/errors.ts';
import type {JsonObject} from '../../model/json.ts';
import {accessReview, endOf, isAllowed, tokenReview, viewerIn, viewerKey} from './reviews.ts';
import type {Viewer, Wanted} from './reviews.ts';
import {memory} from './memory.ts';

/** The API server, asked who somebody is and what he may. Both throw where it gives no review. */
export interface ReviewPort {
  token(review: JsonObject): Promise<JsonObject>;
  access(review: JsonObject): Promise<JsonObject>;
}

/** Somebody who was let in, and until when, in ms since 1970. */
export interface Entry {
  readonly viewer: Viewer;
  readonly key: string;
  readonly until: number;
}

/** Why nobody was let in: `refused` by the API server, `unknown` where it cannot be asked, `busy` where too many ask. */
export type Denial = 'refused' | 'unknown' | 'busy';

/** What a viewer may. Nothing throws: where nobody can tell, it is no. */
export interface Rights {
  readonly may: (wanted: Wanted) => Promise<boolean>;
  /** Whether he may see releases of a namespace at all. */
  readonly maySee: (namespace: string) => Promise<boolean>;
}

export interface Gate {
  identify(token: string): Promise<Entry | Denial>;
  rightsOf(viewer: Viewer): Rights;
  /** What is kept: tokens never, but digests of them. */
  kept(): {readonly tokens: number; readonly rights: number};
}

export interface GateParts {
  readonly reviews: ReviewPort;
  readonly audiences: readonly string[];
  /** Where Helm keeps its records: who may not read them there sees no release. */
  readonly records: 'secrets' | 'configmaps';
  /** ms since 1970. */
  readonly now: () => number;
  /** Random bytes of this process alone: what digests of tokens are made with. */
  readonly salt: string;
  /** Told of each review that was not given, without the token. */
  readonly onFailure: (what: string, why: string) => void;
}

/** Somebody who was let in is asked for again after so long at the latest. */
export const SESSION_MS = 15 * 60_000;
/** A token that was taken back, a right that was taken away: so long it still counts. */
const TOKEN_MS = 30_000;
const REFUSED_MS = 10_000;
const RIGHT_MS = 30_000;
const TOKENS_KEPT = 1000;
const RIGHTS_KEPT = 5000;
const REVIEWS_AT_ONCE = 16;
/** A ServiceAccount's has some 1,200 characters; those of clouds some thousands. */
const LONGEST_TOKEN = 12_000;
/** RFC 6750: all that a bearer token may be made of. */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/** Who is let in and what he may see, by the API server's word alone. */
export function gate({reviews, audiences, records, now, salt, onFailure}: GateParts): Gate {
  const tokens = memory<Entry | 'refused'>(TOKENS_KEPT, now);
  const rights = memory<boolean>(RIGHTS_KEPT, now);

  async function reviewed(token: string): Promise<{readonly value: Entry | 'refused'; readonly until: number}> {
    const viewer = viewerIn(await reviews.token(tokenReview(token, audiences)), audiences);
    const end = endOf(token) ?? Infinity;
    if (viewer === undefined || end <= now()) return {value: 'refused', until: now() + REFUSED_MS};
    const until = Math.min(now() + SESSION_MS, end);
    return {value: {viewer, key: viewerKey(viewer), until}, until: Math.min(now() + TOKEN_MS, end)};
  }

  return {
    async identify(token) {
      if (token.length > LONGEST_TOKEN || !TOKEN.test(token)) return 'refused';
      const key = createHash('sha256').update(salt).update(token).digest('base64url');
      if (!tokens.isFree(key, REVIEWS_AT_ONCE)) return 'busy';
      try {
        return await tokens.of(key, () => reviewed(token));
      } catch (error) {
        // What answers in the API server's place may send back what it was sent.
        const why = messageOf(error).replaceAll(token, '…');
        onFailure('the API server did not review a token: nobody is let in', why);
        return 'unknown';
      }
    },
    rightsOf(viewer) {
      const who = viewerKey(viewer);
      const may = async (wanted: Wanted): Promise<boolean> => {
        const {verb, group, plural, namespace} = wanted;
        try {
          return await rights.of(JSON.stringify([who, verb, group, plural, namespace ?? null]), async () => {
            const value = isAllowed(await reviews.access(accessReview(viewer, wanted)));
            return {value, until: now() + RIGHT_MS};
          });
        } catch (error) {
          onFailure('the API server did not say what a viewer may see: nothing is shown', messageOf(error));
          return false;
        }
      };
      return {
        may,
        async maySee(namespace) {
          const [isGranted, isReadable] = await Promise.all([
            may({verb: 'get', group: GROUP, plural: 'releasedrifts', namespace}),
            may({verb: 'get', group: '', plural: records, namespace}),
          ]);
          return isGranted && isReadable;
        },
      };
    },
    kept: () => ({tokens: tokens.size(), rights: rights.size()}),
  };
}
