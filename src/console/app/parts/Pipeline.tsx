import type {OpenedView, StageView, TimelineState} from '../../contract.ts';
import {show} from '../state/address.ts';
import {chosen, gate, isNow, opened, shown} from '../state/store.ts';
import {duration} from '../state/clock.ts';
import {count} from '../state/words.ts';
import {verdicts} from './filter.ts';
import {startReconcile} from './reconcile.ts';
import {reveal} from './reveal.ts';

const MARKS: Record<StageView['status'], {readonly shape: string; readonly word: string}> = {
  done: {shape: '✓', word: 'done'},
  running: {shape: '…', word: 'running'},
  attention: {shape: '▲', word: 'wants attention'},
  incomplete: {shape: '?', word: 'incomplete'},
  waiting: {shape: '○', word: 'waiting'},
  gated: {shape: '◇', word: 'gated'},
  failed: {shape: '✕', word: 'failed'},
};

/** The stages of the state that is shown: the server tells those of now, and each state knows its own counts. */
function stagesOf(release: OpenedView, state: TimelineState, now: boolean): readonly StageView[] {
  if (now) return release.stages;
  const {summary, load} = state;
  return release.stages.map((stage): StageView => {
    // Without the time: that was spent on the state of now.
    const {id, title} = stage;
    switch (id) {
      case 'intent':
        return stage;
      case 'evidence':
        return {
          id,
          title,
          count: summary.compared,
          status: summary.gaps > 0 ? 'incomplete' : 'done',
          text: `${summary.compared} of ${count(summary.objects, 'object')} compared`,
        };
      case 'variances': {
        const all = summary.drift + summary.accepted + summary.ignored;
        return {id, title, count: all, status: load > 0 ? 'attention' : 'done', text: count(all, 'difference')};
      }
      case 'judgement':
        return {
          id,
          title,
          count: load,
          status: load > 0 ? 'attention' : 'done',
          text: `${load} drift, ${summary.accepted} accepted, ${summary.ignored} ignored`,
        };
      case 'reconcile':
        return {id, title, count: 0, status: 'waiting', text: 'not in this state'};
    }
  });
}

function openStage(id: StageView['id']): void {
  switch (id) {
    case 'intent':
      show('baseline');
      return reveal('evidence');
    case 'evidence':
      show('live');
      return reveal('evidence');
    case 'variances':
      verdicts.value = 'all';
      return reveal('drift');
    case 'judgement':
      verdicts.value = 'drift';
      return reveal('drift');
    case 'reconcile':
      if (gate.value?.open === true && isNow.value) return startReconcile(chosen.value.map((each) => each.id));
      show('flow');
      return reveal('evidence');
  }
}

export function Pipeline() {
  const release = opened.value;
  const state = shown.value;
  if (release === undefined || state === undefined) return null;
  return (
    <section class="pipeline" aria-label="Pipeline">
      <h2 class="sr">Pipeline</h2>
      <ol class="stages">
        {stagesOf(release, state, isNow.value).map((stage) => (
          <li key={stage.id}>
            <button
              type="button"
              class={`stage ${stage.status}`}
              title={`${stage.text}${stage.ms === undefined ? '' : `, ${duration(stage.ms)}`}`}
              onClick={() => openStage(stage.id)}
            >
              <span class="stage-mark" aria-hidden="true">
                {MARKS[stage.status].shape}
              </span>
              <span class="stage-title">{stage.title}</span>
              <span class="stage-count">{stage.count}</span>
              <span class="sr">
                {stage.text}, {MARKS[stage.status].word}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
