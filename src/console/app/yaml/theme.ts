import {HighlightStyle, syntaxHighlighting} from '@codemirror/language';
import {EditorView} from '@codemirror/view';
import {tags} from '@lezer/highlight';

/** All colours are the page's own custom properties: a change of theme needs no new editor. */
const source = EditorView.theme({
  '&': {color: 'var(--text)', backgroundColor: 'var(--surface)', fontSize: '13px', height: '100%'},
  '&.cm-focused': {outline: '2px solid var(--focus)', outlineOffset: '-2px'},
  '.cm-scroller': {fontFamily: 'var(--mono)', lineHeight: '20px', fontVariantLigatures: 'none', overflow: 'auto'},
  '.cm-content': {padding: '4px 0'},
  '.cm-gutters': {backgroundColor: 'var(--sunken)', color: 'var(--text-3)', border: 'none'},
  '.cm-lineNumbers .cm-gutterElement': {cursor: 'pointer', padding: '0 8px 0 12px', minWidth: '40px'},
  '.cm-lineNumbers .cm-gutterElement:hover': {color: 'var(--accent)'},
  '.cm-foldGutter .cm-gutterElement': {cursor: 'pointer', padding: '0 4px'},
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--sunken)',
    border: '1px solid var(--control)',
    color: 'var(--text-2)',
    padding: '0 4px',
  },
  '.cm-activeLine, .cm-activeLineGutter': {backgroundColor: 'transparent'},
  '.cm-flagged-baseline': {backgroundColor: 'var(--base-line)'},
  '.cm-flagged-live': {backgroundColor: 'var(--live-line)'},
  '.cm-here': {boxShadow: 'inset 3px 0 0 var(--accent)'},
  '&.cm-merge-a .cm-changedLine, &.cm-merge-a .cm-deletedLine': {backgroundColor: 'var(--base-line)'},
  '&.cm-merge-b .cm-changedLine, &.cm-merge-b .cm-insertedLine': {backgroundColor: 'var(--live-line)'},
  '&.cm-merge-a .cm-changedText, &.cm-merge-a .cm-deletedText': {background: 'var(--base-word)'},
  '&.cm-merge-b .cm-changedText, &.cm-merge-b .cm-insertedText': {background: 'var(--live-word)'},
  '&.cm-merge-a .cm-changedLineGutter': {background: 'var(--accent)'},
  '&.cm-merge-b .cm-changedLineGutter': {background: 'var(--high)'},
  '.cm-collapsedLines': {
    background: 'var(--sunken)',
    color: 'var(--text-2)',
    padding: '2px 12px',
    fontFamily: 'var(--sans)',
    fontSize: '12px',
  },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': {content: '"⋯"', margin: '0 8px', color: 'var(--text-3)'},
  '.cm-panels': {backgroundColor: 'var(--canvas)', color: 'var(--text)', borderColor: 'var(--hair)'},
  '.cm-textfield, .cm-button': {
    backgroundColor: 'var(--surface)',
    backgroundImage: 'none',
    border: '1px solid var(--control)',
    borderRadius: '4px',
    color: 'var(--text)',
    fontSize: '13px',
    minHeight: '24px',
  },
  '.cm-panel.cm-search label': {fontSize: '12px'},
  '.cm-panel.cm-search [name=close]': {fontSize: '16px', minWidth: '24px', minHeight: '24px', color: 'var(--text)'},
  '.cm-searchMatch': {backgroundColor: 'var(--selected)', outline: '1px solid var(--accent)'},
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {backgroundColor: 'var(--selected) !important'},
});

const colours = HighlightStyle.define([
  {tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--yaml-key)'},
  {tag: [tags.string, tags.content], color: 'var(--yaml-string)'},
  {tag: tags.number, color: 'var(--yaml-number)'},
  {tag: [tags.bool, tags.null, tags.keyword], color: 'var(--yaml-bool)'},
  {tag: [tags.comment, tags.meta, tags.punctuation, tags.separator], color: 'var(--yaml-comment)'},
]);

export const theme = [source, syntaxHighlighting(colours)];
