import type {Activity, ActivityObject} from '../../activity.ts';
import {count} from '../state/words.ts';

const SHAPES: Partial<Record<ActivityObject['status'], string>> = {
  waiting: '○',
  writing: '…',
  skipped: '–',
  conflict: '✕',
  failed: '✕',
  altered: '▲',
};

/** Each object as it is written, then the verdict. */
export function Progress({of}: {readonly of: Activity}) {
  return (
    <div>
      <ul class="writes" aria-label="Objects">
        {of.objects.map((each) => (
          <li key={each.object} class={`write ${each.status}`}>
            <span aria-hidden="true">{SHAPES[each.status] ?? '✓'}</span>
            <span>{each.object}</span>
            <span class="dim">{count(each.fields, 'field')}</span>
            <span class="write-status">{each.status}</span>
            {each.message !== undefined && <span class="write-message">{each.message}</span>}
          </li>
        ))}
      </ul>
      <p class={`verdict ${of.phase}`} role="status">
        <span aria-hidden="true">{of.phase === 'verified' ? '✓' : of.endedAt === undefined ? '…' : '▲'}</span> {of.text}
      </p>
      {of.left.length > 0 && (
        <ul class="left">
          {of.left.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {of.problem !== undefined && (
        <p class="error">
          {of.problem.message} {of.problem.hint}
        </p>
      )}
    </div>
  );
}
