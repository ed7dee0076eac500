import type {Redactor} from '../../redact/redactor.ts';
import type {DocumentForm, DocumentView} from '../routes.ts';
import {documentId, documentOf} from '../views/document.ts';
import type {DocumentStore, Side} from '../views/document.ts';

/** A page asks for what the newest states name; older ones are kept a while for those that are slow. */
const MOST_SIDES = 24;
/** Characters of all texts: what is forgotten of them is written anew when it is asked for. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

export function documentStore(
  redactor: Redactor,
  most = {sides: MOST_SIDES, characters: MOST_CHARACTERS},
): DocumentStore {
  const sides = new Map<string, Side>();
  const views = viewCache(most.characters);
  return {
    add(side) {
      const id = documentId(side);
      const known = sides.get(id) ?? side;
      // The newest is the last to be forgotten.
      sides.delete(id);
      sides.set(id, known);
      for (const old of sides.keys()) {
        if (sides.size <= most.sides) break;
        sides.delete(old);
        views.forget(old);
      }
      return id;
    },
    view(id, form) {
      const side = sides.get(id);
      if (side === undefined) return undefined;
      return views.get(id, form, () => ({id, ...documentOf(side, form, redactor)}));
    },
  };
}

interface ViewCache {
  get(id: string, form: DocumentForm, make: () => DocumentView): DocumentView;
  forget(id: string): void;
}

/** Texts up to a number of characters; those that nobody has asked for the longest go first. */
function viewCache(most: number): ViewCache {
  const views = new Map<string, DocumentView>();
  let characters = 0;
  const drop = (key: string): void => {
    characters -= views.get(key)?.text.length ?? 0;
    views.delete(key);
  };
  return {
    get(id, form, make) {
      const key = `${id} ${form}`;
      const view = views.get(key) ?? make();
      drop(key);
      views.set(key, view);
      characters += view.text.length;
      for (const old of views.keys()) {
        if (characters <= most || old === key) break;
        drop(old);
      }
      return view;
    },
    forget(id) {
      for (const form of ['compact', 'whole', 'full'] as const) drop(`${id} ${form}`);
    },
  };
}
