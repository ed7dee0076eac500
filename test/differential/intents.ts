import {setTimeout as sleep} from 'node:timers/promises';
import {allFields} from '../accuracy/fields.ts';
import {asObj, asText, put} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import type {Answer, Api} from '../accuracy/api.ts';
import type {Kind} from '../accuracy/openapi.ts';
import {Rng} from '../accuracy/rng.ts';
import {urlOf} from '../accuracy/subjects.ts';
import type {Base} from './bases.ts';
import {named} from './bases.ts';
import {manifestText} from './spellings.ts';
import {drawVariant} from './variants.ts';

/** What a release will promise of one object, which the server would take as Helm will send it. */
export interface Intent {
  readonly name: string;
  readonly kind: Kind;
  readonly namespace: string;
  readonly url: string;
  readonly object: Obj;
  readonly text: string;
  /** How it came about, step by step. */
  readonly steps: readonly string[];
}

export interface Slot {
  readonly base: Base;
  readonly number: number;
  readonly name: string;
  readonly release: string;
}

/** What the server refused, by its words. */
export type Refusals = Map<string, number>;

interface Asked {
  readonly api: Api;
  readonly helm: 3 | 4;
  readonly seed: number;
  readonly refusals: Refusals;
}

/** These change every pod beside them, at creation and in a dry run: no pair may depend on another. */
const LIMITING = new Set(['LimitRange', 'ResourceQuota']);
const TRIES = 8;

export const limitedNamespace = (release: string): string => `${release}-limits`;

export async function drawIntent({base, number, name, release}: Slot, asked: Asked): Promise<Intent> {
  const rng = new Rng(asked.seed, 'intent', name);
  const {kind} = base;
  const namespace = !kind.namespaced ? '' : LIMITING.has(kind.kind) ? limitedNamespace(release) : release;
  const plain = named(base, name, namespace === '' ? release : namespace, number);
  let object = namespace === release || !kind.namespaced ? plain : put(plain, ['metadata', 'namespace'], namespace);
  let served = await serverMakes(object, kind, namespace, asked);
  if (typeof served === 'string') throw new Error(`the server refuses the base of ${kind.kind}: ${served}`);
  const steps: string[] = [];
  for (let wanted = 1 + rng.below(4), tries = 0; steps.length < wanted && tries < TRIES * wanted; tries++) {
    const variant = drawVariant({object, kind, served}, rng);
    if (variant === undefined || isSame(variant.object, object)) continue;
    const answer = await serverMakes(variant.object, kind, namespace, asked);
    if (typeof answer === 'string') note(asked.refusals, kind, answer);
    else {
      object = variant.object;
      served = answer;
      steps.push(variant.what);
    }
  }
  const url = urlOf(kind, namespace, asText(asObj(object['metadata'])['name']));
  return {name, kind, namespace, url, object, text: manifestText(object, rng), steps};
}

const isSame = (one: Obj, other: Obj): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The object as the server would create it, in the way in which this Helm will ask for it; the reason where it refuses. */
async function serverMakes(object: Obj, kind: Kind, namespace: string, {api, helm}: Asked): Promise<Obj | string> {
  const query = {dryRun: 'All', fieldManager: 'helm', fieldValidation: 'Strict'};
  const collection = urlOf(kind, namespace, '');
  const ask = (): Promise<Answer> =>
    helm === 3
      ? api.ask('POST', collection, {body: object, query})
      : api.ask('PATCH', urlOf(kind, namespace, asText(asObj(object['metadata'])['name'])), {
          body: object,
          type: 'application/apply-patch+yaml',
          query: {...query, force: 'true'},
        });
  let {status, body} = await ask();
  for (let tries = 0; tries < 100 && isServersMoment(body); tries++) {
    await sleep(100);
    ({status, body} = await ask());
  }
  return status < 300 ? body : `${status} ${asText(body['message'])}`;
}

/**
 * The dry run of a new Service asks one allocator at random, also that of a ServiceCIDR which comes or goes just now, as an
 * earlier run's do. A write would have asked the next one.
 */
const isServersMoment = (answer: Obj): boolean => asText(answer['message']).endsWith('allocator not ready');

function note(words: Refusals, {kind}: Kind, message: string): void {
  const text = `${kind}: ${message.replace(/^\d+ [^:]*"[^"]*" is invalid: /, '').slice(0, 110)}`;
  words.set(text, (words.get(text) ?? 0) + 1);
}

/** How many fields an object declares: of two examples the one with fewer is easier to read. */
export const sizeOf = ({object, kind}: Intent): number => allFields(object, kind.schema).length;
