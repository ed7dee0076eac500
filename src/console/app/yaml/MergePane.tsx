import {Change, MergeView, getChunks, goToNextChunk, goToPreviousChunk, presentableDiff} from '@codemirror/merge';
import type {EditorView} from '@codemirror/view';
import {useEffect, useRef, useState} from 'preact/hooks';
import type {DocumentView} from '../../routes.ts';
import {debouncedFinding, select} from '../state/store.ts';
import {lineOf, partText} from './documents.ts';
import type {Pair} from './documents.ts';
import {mark, pane} from './extensions.ts';
import {wholeNumbers} from './numbers.ts';

interface Props {
  readonly pair: Pair;
  readonly baseline: DocumentView;
  readonly live: DocumentView;
  readonly collapse: boolean;
  /** No further change here: the next object's turn. */
  readonly onEnd: (way: 1 | -1) => void;
}

/** One object, the baseline left and what lives right, always. */
export function MergePane({pair, baseline, live, collapse, onEnd}: Props) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<MergeView>();
  const [crude, setCrude] = useState(false);
  const offsets = {baseline: (pair.baseline?.line ?? 1) - 1, live: (pair.live?.line ?? 1) - 1};
  const texts = {baseline: partText(baseline, pair.baseline), live: partText(live, pair.live)};
  useEffect(() => {
    const parent = box.current;
    if (parent === null) return;
    const side = (which: 'baseline' | 'live', label: string, lines: DocumentView['lines']) => ({
      doc: texts[which],
      extensions: pane({
        label: `${label}, ${pair.object}`,
        offset: offsets[which],
        onLine: (number) => {
          const found = Object.entries(lines).find(([, at]) => at === number);
          if (found !== undefined) select(found[0]);
        },
      }),
    });
    const made = new MergeView({
      parent,
      a: side('baseline', 'Approved baseline', baseline.lines),
      b: side('live', 'Live evidence', live.lines),
      highlightChanges: true,
      gutter: true,
      diffConfig: {override: (a, b) => changesOf(a, b)},
      ...(collapse ? {collapseUnchanged: {margin: 1, minSize: 3}} : {}),
    });
    setCrude(made.chunks.some((chunk) => !chunk.precise));
    view.current = made;
    return () => made.destroy();
  }, [texts.baseline, texts.live, collapse, pair.object, offsets.baseline, offsets.live]);
  const finding = debouncedFinding.value;
  useEffect(() => {
    const made = view.current;
    if (made === undefined) return;
    const lineIn = (document: DocumentView, offset: number): number | undefined => {
      const at = lineOf(document, finding, baseline);
      return at === undefined ? undefined : at - offset;
    };
    mark(made.a, {flagged: [], side: 'baseline', here: lineIn(baseline, offsets.baseline)});
    mark(made.b, {flagged: [], side: 'live', here: lineIn(live, offsets.live)});
  }, [finding?.id, texts.baseline, texts.live, collapse]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const made = view.current;
    if (made === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement) return;
    if (event.key !== 'n' && event.key !== 'p') return;
    event.preventDefault();
    if (!step(made.b, event.key === 'n' ? 1 : -1)) onEnd(event.key === 'n' ? 1 : -1);
  };
  return (
    <div class="merge-box" onKeyDown={onKeyDown} id="merge">
      {crude && <p class="crude">This object differs so much that the marks are approximate.</p>}
      <div class="merge" ref={box} />
    </div>
  );
}

/** The library's own limit would paint whole stretches as changed; a second is more than any one object takes. */
const LIMITS = {scanLimit: 1e9, timeout: 1000};

function changesOf(a: string, b: string): Change[] {
  return wholeNumbers(presentableDiff(a, b, LIMITS), a, b).map(
    ({fromA, toA, fromB, toB}) => new Change(fromA, toA, fromB, toB),
  );
}

/** Goes to the next change without going round; false at the end. */
export function step(view: EditorView, way: 1 | -1): boolean {
  const chunks = getChunks(view.state)?.chunks ?? [];
  const at = view.state.selection.main.head;
  const further = chunks.some((chunk) => (way > 0 ? chunk.fromB > at : chunk.fromB < at));
  if (!further) return false;
  const command = way > 0 ? goToNextChunk : goToPreviousChunk;
  return command({state: view.state, dispatch: (transaction) => view.dispatch(transaction)});
}
