import {EditorState} from '@codemirror/state';
import {EditorView} from '@codemirror/view';
import {openSearchPanel} from '@codemirror/search';
import {foldAll, forceParsing, unfoldAll} from '@codemirror/language';
import {useEffect, useRef} from 'preact/hooks';
import type {DocumentView} from '../../routes.ts';
import {copy, say} from '../state/announce.ts';
import {getText} from '../state/api.ts';
import {debouncedFinding, form, isNow, line, opened, select, shown} from '../state/store.ts';
import {CommandLine} from '../parts/CommandLine.tsx';
import {FormSelect} from '../parts/FormSelect.tsx';
import {mark, pane} from './extensions.ts';
import {lineOf, useDocument} from './documents.ts';

const SIDES = {
  baseline: {label: 'Approved baseline', file: 'release-baseline.yaml'},
  live: {label: 'Live evidence', file: 'live-snapshot.yaml'},
} as const;

/** One side as a document: folding, search, links to lines, copy, download. */
export function YamlPane({side}: {readonly side: 'baseline' | 'live'}) {
  const {label, file} = SIDES[side];
  const id = side === 'baseline' ? shown.value?.baselineDocument : shown.value?.liveDocument;
  const {document, problem} = useDocument(id, form.value);
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>();
  useEffect(() => {
    const parent = box.current;
    if (parent === null || document === undefined) return;
    const made = new EditorView({
      parent,
      state: EditorState.create({
        doc: document.text,
        extensions: pane({label, offset: 0, onLine: (number) => pick(document, number)}),
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [document, label]);
  const {document: baseline} = useDocument(shown.value?.baselineDocument, form.value);
  const here = line.value ?? (document === undefined ? undefined : lineOf(document, debouncedFinding.value, baseline));
  useEffect(() => {
    if (view.current === undefined || document === undefined) return;
    mark(view.current, {flagged: Object.values(document.lines), side, here});
  }, [document, here, side]);
  const isLoading = document === undefined;
  const act = (command: (target: EditorView) => boolean) => () => view.current && command(view.current);
  return (
    <div class="yaml">
      <div class="toolbar">
        <span class="from-text">{side === 'baseline' ? opened.value?.artifact.from : shown.value?.basis}</span>
        <FormSelect />
        <button type="button" disabled={isLoading} onClick={act(openSearchPanel)}>
          Search
        </button>
        <button type="button" disabled={isLoading} onClick={act(foldWhole)}>
          Fold
        </button>
        <button type="button" disabled={isLoading} onClick={act(unfoldAll)}>
          Unfold
        </button>
        <button type="button" onClick={() => void copy(document?.text ?? '', label)}>
          Copy
        </button>
        <button
          type="button"
          onClick={() => void download(file, side === 'live' && !isNow.value ? document?.text : undefined)}
        >
          Download
        </button>
      </div>
      <CommandLine text={opened.value?.commands[side] ?? ''} />
      {problem !== undefined && <p class="empty">{problem}</p>}
      <div class="editor" ref={box} />
    </div>
  );
}

/** What is not parsed yet cannot be folded: a document of tens of thousands of lines is parsed as it is scrolled. */
function foldWhole(view: EditorView): boolean {
  forceParsing(view, view.state.doc.length, PARSE_MS);
  return foldAll(view);
}

const PARSE_MS = 500;

/** A click on a line's number makes it the address, and what drifted there the selection. */
function pick(document: DocumentView, number: number): void {
  const finding = Object.entries(document.lines).find(([, at]) => at === number);
  if (finding !== undefined) select(finding[0]);
  line.value = number;
  say(`Line ${number} is in the address bar`);
}

/** As `helm drift capture` writes it; a state that is not now has only what is shown. */
async function download(file: string, text: string | undefined): Promise<void> {
  const content = text ?? (await getText(`/api/downloads/${file}`));
  const url = URL.createObjectURL(new Blob([content], {type: 'text/yaml'}));
  const anchor = window.document.createElement('a');
  anchor.href = url;
  anchor.download = file;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
