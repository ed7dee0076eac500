import {yaml} from '@codemirror/lang-yaml';
import {codeFolding, foldGutter, foldKeymap} from '@codemirror/language';
import {defaultKeymap} from '@codemirror/commands';
import {highlightSelectionMatches, search, searchKeymap} from '@codemirror/search';
import {EditorState, RangeSetBuilder, StateEffect, StateField} from '@codemirror/state';
import type {Extension} from '@codemirror/state';
import {Decoration, EditorView, keymap, lineNumbers} from '@codemirror/view';
import type {DecorationSet} from '@codemirror/view';
import {scalars} from './scalars.ts';
import {theme} from './theme.ts';

export interface Pane {
  readonly label: string;
  /** Added to a line's number: a pane may show one object out of a long document. */
  readonly offset: number;
  /** The document's own number of the line that was clicked. */
  readonly onLine?: (line: number) => void;
  readonly language?: 'yaml' | 'plain';
}

/** Read-only YAML with folding, search and lines that can be linked to. */
export function pane({label, offset, onLine, language = 'yaml'}: Pane): Extension {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? '';
  return [
    EditorView.cspNonce.of(nonce),
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({'aria-label': label, tabindex: '0'}),
    lineNumbers({
      formatNumber: (number) => String(number + offset),
      domEventHandlers: {
        click: (view, block) => {
          onLine?.(view.state.doc.lineAt(block.from).number + offset);
          return true;
        },
      },
    }),
    codeFolding(),
    foldGutter(),
    language === 'yaml' ? [yaml(), scalars] : [],
    search({top: true}),
    highlightSelectionMatches(),
    keymap.of([...searchKeymap, ...foldKeymap, ...defaultKeymap.filter(({key}) => key !== 'Mod-k')]),
    marked,
    scrollInside,
    theme,
  ];
}

export interface Marks {
  /** Lines of findings, in the pane's own counting. */
  readonly flagged: readonly number[];
  readonly side: 'baseline' | 'live';
  /** The line of the one selection. */
  readonly here?: number | undefined;
}

export const setMarks = StateEffect.define<Marks>();

const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) return decorate(transaction.state, effect.value);
    }
    return decorations;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorate(state: EditorState, {flagged, side, here}: Marks): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const lines = new Set(here === undefined ? flagged : [...flagged, here]);
  for (const number of [...lines].toSorted((a, b) => a - b)) {
    if (number < 1 || number > state.doc.lines) continue;
    const classes = [flagged.includes(number) ? `cm-flagged-${side}` : '', number === here ? 'cm-here' : ''];
    const {from} = state.doc.line(number);
    builder.add(from, from, Decoration.line({class: classes.join(' ')}));
  }
  return builder.finish();
}

/** Puts the marks and brings the line of the selection into the middle. */
export function mark(view: EditorView, marks: Marks): void {
  const {here} = marks;
  const effects: StateEffect<unknown>[] = [setMarks.of(marks)];
  if (here !== undefined && here >= 1 && here <= view.state.doc.lines) {
    effects.push(EditorView.scrollIntoView(view.state.doc.line(here).from, {y: 'center'}));
  }
  view.dispatch({effects});
}

/** CodeMirror's own way would move the page along. */
const scrollInside = EditorView.scrollHandler.of((view, range, {y}) => {
  if (y !== 'center') return false;
  const scroller = view.dom.closest('.cm-mergeView') ?? view.scrollDOM;
  const block = view.lineBlockAt(range.head);
  scroller.scrollTop = Math.max(0, block.top + view.documentPadding.top - (scroller.clientHeight - block.height) / 2);
  return true;
});
