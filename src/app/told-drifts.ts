import {createHash} from 'node:crypto';
import {knownRelease} from '../agent/release-drift.ts';
import {PreconditionError, UserError} from '../model/errors.ts';
import {isObject} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {ReleaseKey, ToldState, ToldStore} from '../model/notify.ts';
import {toldStateIn} from '../notify/deliver/told-files.ts';
import {pruned} from '../notify/observe.ts';
import type {ToldDocuments} from './own-state.ts';

/** What a shard has told, kept in the cluster. */
export interface ToldDrifts {
  readonly store: ToldStore;
  /** Takes down what is in the cluster already; before the first read. */
  readonly known: (drift: JsonObject) => void;
  /** Whether somebody is still to be told of the release, or of its end: its ReleaseDrift stays for as long. */
  readonly isHeld: (release: ReleaseKey) => boolean;
  /** Nothing is read or written any more. */
  readonly close: () => void;
}

interface Kept {
  readonly release: ReleaseKey;
  /** As it is written; undefined where it is to be read anew. */
  readonly text: string | undefined;
  /** Of that text: what is there is what we know only if it is this. */
  readonly digest: string;
  readonly isHeld: boolean;
}

/** Characters of documents that are remembered: what does not fit is read from the cluster. */
const REMEMBERED = 8 * 1024 * 1024;
/** The rest of a status is written by others, who are faster now and then. */
const ATTEMPTS = 5;

const keyOf = ({namespace, name}: ReleaseKey): string => `${namespace}/${name}`;

/**
 * A store over ReleaseDrifts. One writer writes a document at a time, the holder of the release's shard; a write by anybody else
 * fails the next one here, and what is there is read. So a process that has lost its shard, and does not know it yet, writes nothing
 * over what its successor has told, and tells nothing that it could not write down before.
 */
export function toldDrifts(documents: ToldDocuments, onReleased: (release: ReleaseKey) => void): ToldDrifts {
  const memory = rememberedTexts();
  const lid = {isClosed: false};
  const isHeld = (release: ReleaseKey): boolean => memory.get(release)?.isHeld === true;
  return {
    known(drift) {
      const {name, namespace, told} = knownRelease(drift, '');
      const state = told === undefined ? undefined : stateIn(told, {name, namespace});
      if (told !== undefined && state !== undefined) memory.keep({name, namespace}, state, told);
    },
    isHeld,
    close: () => void (lid.isClosed = true),
    store: {
      async read(release) {
        assertOpen(lid);
        // It outlives its object: a namespace that goes takes that away, and the end is to be told all the same.
        const text = memory.get(release)?.text ?? (await documents.read(release))?.text;
        if (text === undefined) {
          memory.forget(release);
          return undefined;
        }
        const state = stateIn(text, release);
        if (state === undefined) throw unreadable(release);
        memory.keep(release, state, text);
        return state;
      },
      async write(release, state) {
        const text = state === undefined ? undefined : JSON.stringify(state);
        await writeDown(documents, lid, release, {text, before: memory.get(release)?.digest}).catch(
          (error: unknown) => {
            if (error instanceof OverwrittenError) memory.forget(release);
            throw error;
          },
        );
        if (state === undefined || text === undefined) memory.forget(release);
        else memory.keep(release, state, text);
        if (!isHeld(release)) onReleased(release);
      },
      list: async () => memory.releases(),
    },
  };
}

interface Lid {
  isClosed: boolean;
}

function assertOpen({isClosed}: Lid): void {
  if (isClosed) throw new PreconditionError('the shard was given up', 'Whoever holds it now goes on.');
}

class OverwrittenError extends PreconditionError {}

/** Writes a document over the one that is known to be there, and over no other. */
async function writeDown(
  documents: ToldDocuments,
  lid: Lid,
  release: ReleaseKey,
  {
    text,
    before,
  }: {
    readonly text: string | undefined;
    /** The digest of the one that is known. */ readonly before: string | undefined;
  },
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    assertOpen(lid);
    const there = await documents.read(release);
    if (there === undefined && text === undefined) return;
    if (there !== undefined && digestOf(there.text) !== before)
      throw new OverwrittenError(
        `somebody else has written what was told of ${keyOf(release)}`,
        'It is read anew: another agent of this shard may be about to end.',
      );
    assertOpen(lid);
    // Where there is no namespace any more it is remembered here alone, until the end is told.
    if ((await documents.write(release, text, there?.version)) !== 'moved') return;
  }
  const what = `what was told of ${keyOf(release)} cannot be written: others write it all the time`;
  throw new UserError(what, undefined, {code: 'unreachable'});
}

interface RememberedTexts {
  get(release: ReleaseKey): Kept | undefined;
  keep(release: ReleaseKey, state: ToldState, text: string): void;
  forget(release: ReleaseKey): void;
  releases(): readonly ReleaseKey[];
}

function digestOf(text: string): string;
function digestOf(text: string | undefined): string | undefined;
function digestOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : createHash('sha256').update(text).digest('base64url');
}

/** Of which releases something is kept, and as many of the texts as there is room for: those that were used last. */
function rememberedTexts(): RememberedTexts {
  const kept = new Map<string, Kept>();
  let length = 0;
  const forget = (release: ReleaseKey): void => {
    length -= kept.get(keyOf(release))?.text?.length ?? 0;
    kept.delete(keyOf(release));
  };
  return {
    get: (release) => kept.get(keyOf(release)),
    forget,
    releases: () => [...kept.values()].map(({release}) => release),
    keep({namespace, name}, state, text) {
      const release = {namespace, name};
      forget(release);
      kept.set(keyOf(release), {release, text, digest: digestOf(text), isHeld: !isOver(state)});
      length += text.length;
      for (const [key, one] of kept) {
        if (length <= REMEMBERED) break;
        length -= one.text?.length ?? 0;
        kept.set(key, {...one, text: undefined});
      }
    },
  };
}

/** Nobody knows by it any more, and what it says stands nowhere: a release that is gone needs it no longer. */
const isOver = (state: ToldState): boolean => pruned(state, Infinity, {changes: 0, withinMs: 0}) === undefined;

/**
 * Who may write ReleaseDrifts may have written anything: what is not whole, and what is of another release, is not ours.
 */
function stateIn(text: string, {namespace, name}: ReleaseKey): ToldState | undefined {
  const state = toldStateIn(text);
  if (state === undefined || state.release.namespace !== namespace || state.release.name !== name) return undefined;
  const findings: unknown[] = Object.values(state.findings);
  const sinks: unknown[] = Object.values(state.sinks);
  return findings.every(isFinding) && sinks.every(isSink) ? state : undefined;
}

function isFinding(value: unknown): boolean {
  return (
    isObject(value) &&
    ['drift', 'accepted', 'gone'].some((one) => one === value['stands']) &&
    ['value', 'severity', 'at', 'path', 'title', 'first', 'since'].every((name) => typeof value[name] === 'string') &&
    isObject(value['ref']) &&
    isObject(value['by']) &&
    Array.isArray(value['turns']) &&
    value['turns'].every((one) => typeof one === 'number')
  );
}

function isSink(value: unknown): boolean {
  if (!isObject(value) || !isObject(value['told']) || !Object.values(value['told']).every(isObject)) return false;
  const sending = value['sending'] ?? [];
  return (
    Array.isArray(sending) &&
    sending.every(
      (one) => isObject(one) && isObject(one['about']) && isObject(one['about']['ref']) && isObject(one['about']['by']),
    )
  );
}

function unreadable(release: ReleaseKey): UserError {
  const {namespace, name} = release;
  return new UserError(
    `what was told of ${keyOf(release)} cannot be read, and so nothing is told of it: its status.told is no document of ours; see docs/agent.md`,
    `To have all that stands told anew: kubectl patch releasedrift ${name} -n ${namespace} --subresource=status --type=merge -p '{"status":{"told":null}}'`,
  );
}
