import type {Redactor} from '../../redact/redactor.ts';
import {documentId, documentOf} from '../views/document.ts';
import type {Side} from '../views/document.ts';
import type {DocumentForm, DocumentView} from '../routes.ts';

/** Documents that pages may still ask for. */
export interface DocumentStore {
  add(side: Side): string;
  /** Undefined where it was forgotten. */
  view(id: string, form: DocumentForm): DocumentView | undefined;
}

/** A page asks for what the newest states name; older ones are kept a while for those that are slow. */
const KEPT = 24;

export function documentStore(redactor: Redactor): DocumentStore {
  const sides = new Map<string, {readonly side: Side; readonly views: Map<DocumentForm, DocumentView>}>();
  return {
    add(side) {
      const id = documentId(side);
      const entry = sides.get(id) ?? {side, views: new Map<DocumentForm, DocumentView>()};
      // The newest is the last to be forgotten.
      sides.delete(id);
      sides.set(id, entry);
      for (const old of sides.keys()) if (sides.size > KEPT) sides.delete(old);
      return id;
    },
    view(id, form) {
      const entry = sides.get(id);
      if (entry === undefined) return undefined;
      const view = entry.views.get(form) ?? {id, ...documentOf(entry.side, form, redactor)};
      entry.views.set(form, view);
      return view;
    },
  };
}
