import type {Api} from '../accuracy/api.ts';
import {asObj, asText} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import {declared} from './declared.ts';
import type {DeclaredKind} from './declared.ts';
import {isKindName} from './kinds.ts';
import {RefusedError} from './hand.ts';
import type {Hand, Target} from './hand.ts';
import type {Place} from './place.ts';
import type {OnDryRun} from './webhook.ts';

/** Items of the issue, and what lies beside them. */
export const ITEMS = [1, 2, 3, 4, 5, 6, 7, 9, 10, 'neighbour'] as const;
export type Item = (typeof ITEMS)[number];

/** What is hidden: the place is read before and after, so that a way without effect is noticed. */
export interface Plant {
  readonly label: string;
  readonly target: Target;
  /** Empty: the object itself, which was not there before, or is gone. */
  readonly place: Place;
  /** Other places whose finding says it as well. */
  readonly also: readonly {readonly target: Target; readonly place: Place}[];
  /** What a gap of the whole release says, where that is an answer. */
  readonly gap: RegExp | undefined;
  readonly before: Obj | undefined;
  readonly commands: readonly string[];
  /** The server's words, where it did not take it. */
  readonly refused: string | undefined;
}

export interface Planting {
  readonly target: Target;
  readonly place?: Place;
  readonly label?: string;
  readonly also?: readonly {readonly target: Target; readonly place: Place}[];
  readonly gap?: RegExp;
}

/** One release in a namespace of the same name: ways do not meet each other. */
export interface Scene {
  readonly release: string;
  readonly helm: 3 | 4;
  readonly api: Api;
  readonly hand: Hand;
  readonly folder: string;
  /** The folder that the release was installed from. */
  readonly chart: string;
  readonly plants: Plant[];
  /** What else a check of it is told: another user, for example. */
  readonly env: Record<string, string>;
  /** Goes at the end, on a control plane that others use too. */
  readonly closing: (() => Promise<void>)[];
  /** Starts a webhook of this namespace. Answers with how to end it. */
  readonly webhook: (onDryRun: OnDryRun) => Promise<() => Promise<void>>;
  readonly target: (kind: DeclaredKind) => Target;
  readonly declared: (kind: DeclaredKind) => Obj;
  readonly plant: (planting: Planting, work: () => Promise<void>) => Promise<void>;
}

export interface Way {
  readonly id: string;
  readonly title: string;
  readonly item: Item;
  /** Kinds of which the release declares one object. */
  readonly kinds?: readonly DeclaredKind[];
  /** What else the release declares. */
  readonly objects?: (release: string) => readonly Obj[];
  /** Definitions that lie in the chart's crds/. */
  readonly crds?: (release: string) => readonly Obj[];
  /** The other Helm has upgraded it before the adversary comes. */
  readonly isCrossed?: true;
  readonly checkArgs?: readonly string[];
  /** Nobody can see it from the API alone: why, and what closes it. Counted by itself, and fails nothing. */
  readonly limit?: string;
  readonly apply: (scene: Scene) => Promise<void>;
}

export const targetOf = (object: Obj, namespace: string): Target => {
  const kind = asText(object['kind']);
  if (!isKindName(kind)) throw new Error(`the adversary knows no kind ${kind}`);
  const metadata = asObj(object['metadata']);
  return {kind, name: asText(metadata['name']), namespace: asText(metadata['namespace']) || namespace};
};

type Ground = Pick<Scene, 'release' | 'helm' | 'api' | 'hand' | 'folder' | 'chart' | 'webhook'>;

export function sceneOf(ground: Ground): Scene {
  const {release, hand} = ground;
  const plants: Plant[] = [];
  const read = async (target: Target): Promise<Obj | undefined> => {
    try {
      return await hand.get(target);
    } catch {
      return undefined;
    }
  };
  return {
    ...ground,
    plants,
    env: {},
    closing: [],
    target: (kind) => targetOf(declared(kind, release), release),
    declared: (kind) => declared(kind, release),
    async plant({target, place = [], label = target.kind, also = [], gap}, work) {
      const before = await read(target);
      const first = hand.commands.length;
      let refused: string | undefined;
      try {
        await work();
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        refused = error.message;
      }
      plants.push({label, target, place, also, gap, before, refused, commands: hand.commands.slice(first)});
    },
  };
}
