import {isList} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import type {DocumentForm} from '../routes.ts';
import type {Wanted} from '../session/navigation.ts';
import {RefusedError} from '../session/refusal.ts';

/** A text of a request's body. Throws RefusedError where there is none. */
export function textIn(body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') throw new RefusedError('bad-request', `the request names no ${name}`);
  return value;
}

/** The findings that a request names. Throws RefusedError where it names none. */
export function idsIn({ids}: JsonObject): readonly string[] {
  const texts = isList(ids) ? ids.filter((id) => typeof id === 'string') : [];
  if (!isList(ids) || texts.length === 0 || texts.length < ids.length)
    throw new RefusedError('bad-request', 'no finding was chosen');
  return texts;
}

export function wantedIn(body: JsonObject): Wanted {
  const {namespace, release, scenario} = body;
  if (typeof scenario === 'string') return {scenario};
  if (release === undefined && namespace === undefined) return undefined;
  const [name, place] = [textIn(body, 'release'), textIn(body, 'namespace')];
  // Both become arguments of helm and parts of paths.
  if (![name, place].every((text) => /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/.test(text)))
    throw new RefusedError('bad-request', 'this is no name of a release');
  return {namespace: place, release: name};
}

export function formIn(query: URLSearchParams): DocumentForm {
  const form = query.get('form');
  return form === 'whole' || form === 'full' ? form : 'compact';
}
