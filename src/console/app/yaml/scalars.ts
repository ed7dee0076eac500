import {RangeSetBuilder} from '@codemirror/state';
import {Decoration, ViewPlugin} from '@codemirror/view';
import type {DecorationSet, EditorView, ViewUpdate} from '@codemirror/view';

/** The YAML grammar knows scalars, not their types: numbers and booleans get their colour here, of the visible lines alone. */
const NUMBER = Decoration.mark({class: 'yaml-number'});
const BOOL = Decoration.mark({class: 'yaml-bool'});
const SCALAR = /(?:^\s*-\s+|:\s+)(?:(-?\d+(?:\.\d+)?)|(true|false|null|~))\s*$/;

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const {from, to} of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const match = line.length < 400 ? SCALAR.exec(line.text) : null;
      const value = match?.[1] ?? match?.[2];
      if (value !== undefined) {
        const start = line.from + line.text.trimEnd().length - value.length;
        builder.add(start, start + value.length, match?.[1] === undefined ? BOOL : NUMBER);
      }
      at = line.to + 1;
    }
  }
  return builder.finish();
}

export const scalars = ViewPlugin.define(
  (view) => ({
    decorations: decorate(view),
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
    },
  }),
  {decorations: ({decorations}) => decorations},
);
