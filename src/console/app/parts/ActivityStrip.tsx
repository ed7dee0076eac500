import type {Activity, Problem} from '../../activity.ts';
import {post} from '../state/api.ts';
import {state} from '../state/store.ts';
import {flow, startUndo} from './reconcile.ts';

const MARKS: Partial<Record<Activity['phase'], string>> = {verified: '✓', introduced: '✓'};

/** What runs or ran last stays in sight beside the dialog, and its undo with it. */
export function ActivityStrip() {
  const activity = state.value?.activity;
  if (activity === undefined) return null;
  const ended = activity.endedAt !== undefined;
  const {record, kind, phase, problem} = activity;
  const isScenario = kind === 'scenario';
  return (
    <section
      class={`activity ${phase}`}
      aria-label={`${isScenario ? 'Live scenario' : 'Reconcile'} in progress or done`}
    >
      <span>
        <span aria-hidden="true">{MARKS[phase] ?? (ended ? '▲' : '…')}</span> <strong>{activity.release}</strong>{' '}
        {isScenario && problem !== undefined ? failure(activity.text, problem) : activity.text}
      </span>
      <span class="buttons">
        {!isScenario && (
          <button
            type="button"
            onClick={() =>
              (flow.value = {
                step: 'running',
                of: kind === 'undo' ? {kind: 'undo', record: record ?? ''} : {kind: 'reconcile', ids: []},
                activity: activity.id,
              })
            }
          >
            Show
          </button>
        )}
        {ended && record !== undefined && kind === 'reconcile' && (
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

/** A scenario has no dialog that would say why. */
function failure(text: string, {message, hint}: Problem): string {
  return `${text.replace(/\.$/, '')}: ${message.replace(/\.$/, '')}. ${hint ?? ''}`;
}
