import {post} from '../state/api.ts';
import {state} from '../state/store.ts';
import {flow, startUndo} from './reconcile.ts';

/** What runs or ran last stays in sight beside the dialog, and its undo with it. */
export function ActivityStrip() {
  const activity = state.value?.activity;
  if (activity === undefined) return null;
  const ended = activity.endedAt !== undefined;
  const {record} = activity;
  return (
    <section class={`activity ${activity.phase}`} aria-label="Reconcile in progress or done">
      <span>
        <span aria-hidden="true">{activity.phase === 'verified' ? '✓' : ended ? '▲' : '…'}</span>{' '}
        <strong>{activity.release}</strong> {activity.text}
      </span>
      <span class="buttons">
        <button
          type="button"
          onClick={() =>
            (flow.value = {
              step: 'running',
              of: activity.kind === 'undo' ? {kind: 'undo', record: record ?? ''} : {kind: 'reconcile', ids: []},
              activity: activity.id,
            })
          }
        >
          Show
        </button>
        {ended && record !== undefined && activity.kind === 'reconcile' && (
          <button type="button" onClick={() => startUndo(record)}>
            Undo…
          </button>
        )}
        {ended && (
          <button type="button" onClick={() => void post('POST /api/activity/dismiss', {}).catch(() => undefined)}>
            Dismiss
          </button>
        )}
      </span>
    </section>
  );
}
