import type {Obj} from '../accuracy/json.ts';
import type {DeclaredKind} from './declared.ts';
import type {As, Target} from './hand.ts';
import type {Place} from './place.ts';
import type {Item, Scene, Way} from './way.ts';
import {targetOf} from './way.ts';

/** One write to one object, and the place where it shows. */
export interface OneEdit {
  /** A kind that the release declares one object of, or the name of an object of its own. */
  readonly of: DeclaredKind | ((release: string) => Target);
  readonly place: Place | ((release: string) => Place);
  readonly body: Obj | readonly Obj[] | ((scene: Scene) => Promise<Obj | readonly Obj[]> | Obj | readonly Obj[]);
  readonly as?: As;
  readonly label?: string;
  /** Where else it shows, as the version that the release declares has it. */
  readonly also?: readonly Place[];
}

interface Simple {
  readonly id: string;
  readonly title: string;
  readonly item: Item;
  readonly edits: readonly OneEdit[];
  /** Under each of these names in a release of its own; kubectl's own name where none is said. */
  readonly managers?: readonly string[];
  readonly objects?: (release: string) => readonly Obj[];
  readonly limit?: string;
  /** What is done to the object after the write. */
  readonly after?: (scene: Scene, target: Target) => Promise<void>;
}

const named = (of: OneEdit['of'], scene: Scene): Target =>
  typeof of === 'function' ? of(scene.release) : scene.target(of);

const kindsOf = (edits: readonly OneEdit[]): DeclaredKind[] => [
  ...new Set(edits.flatMap(({of}) => (typeof of === 'function' ? [] : [of]))),
];

/** A release's name has a limit, and the way's id is part of it. */
const SHORT: Readonly<Record<string, string>> = {
  'kube-controller-manager': 'kcm',
  'aws-cloud-controller-manager': 'ccm',
  'mallory-operator': 'mallory',
};

/** A way of plain writes; several of one object must not meet at one place. */
export function editing({managers = [''], ...simple}: Simple): Way[] {
  const {id, title, item, edits, objects, limit, after} = simple;
  return managers.map((manager) => ({
    id: manager === '' ? id : `${id}-${SHORT[manager] ?? manager}`,
    title: manager === '' ? title : `${title}, as ${manager}`,
    item,
    kinds: kindsOf(edits),
    ...(objects === undefined ? {} : {objects}),
    ...(limit === undefined ? {} : {limit}),
    async apply(scene) {
      for (const {of, place, body, as = {}, label, also = []} of edits) {
        const target = named(of, scene);
        const where = typeof place === 'function' ? place(scene.release) : place;
        const sights = also.map((one) => ({target, place: one}));
        await scene.plant({target, place: where, also: sights, ...(label === undefined ? {} : {label})}, async () => {
          const written = typeof body === 'function' ? await body(scene) : body;
          const isJson = Array.isArray(written);
          await scene.hand.patch(target, isJson ? [...written] : (written as Obj), {
            ...(isJson ? {type: 'json' as const} : {}),
            ...(manager === '' ? {} : {manager}),
            ...as,
          });
          await after?.(scene, target);
        });
      }
    },
  }));
}

/** An object of the release beside the one that its kind has, by the end of its name. */
export const other =
  (object: (release: string) => Obj) =>
  (release: string): Target =>
    targetOf(object(release), release);
