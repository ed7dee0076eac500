import {EditorState} from '@codemirror/state';
import {EditorView} from '@codemirror/view';
import {useEffect, useRef} from 'preact/hooks';
import type {AssetFile} from '../../routes.ts';
import {mark, pane} from './extensions.ts';

/** A file of the chart, or the runner, with the lines marked that declare what drifted. */
export function AssetPane({file, here}: {readonly file: AssetFile; readonly here: number | undefined}) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>();
  useEffect(() => {
    const parent = box.current;
    if (parent === null) return;
    const extensions = pane({label: file.path, offset: 0, language: /\.ya?ml$/.test(file.path) ? 'yaml' : 'plain'});
    const made = new EditorView({parent, state: EditorState.create({doc: file.text, extensions})});
    view.current = made;
    return () => made.destroy();
  }, [file.text, file.path]);
  useEffect(() => {
    if (view.current !== undefined) {
      mark(view.current, {flagged: file.marks.map(({line}) => line), side: 'baseline', here});
    }
  }, [file, here]);
  return <div class="editor" ref={box} />;
}
