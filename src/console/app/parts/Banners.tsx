import type {ComponentChildren} from 'preact';
import {problem} from '../state/address.ts';
import {post} from '../state/api.ts';
import {link, opened, shown, state} from '../state/store.ts';
import {ago} from '../state/clock.ts';
import {unseenText} from '../state/story.ts';
import {count} from '../state/words.ts';

/** Everything that makes what is shown less than the whole truth of now. */
export function Banners() {
  const connection = state.value?.connection;
  const release = opened.value;
  const gaps = shown.value?.gaps ?? [];
  const notes = shown.value?.notes ?? [];
  return (
    <div class="banners" role="region" aria-label="State of this page">
      {link.value === 'lost' && (
        <Banner kind="bad" title="The console does not answer.">
          Is <code>helm drift console</code> still running? The page keeps trying; what it shows is the last it was
          told.
        </Banner>
      )}
      {connection?.kind === 'disconnected' && (
        <Banner
          kind="bad"
          title={
            connection.needsAction === true ? 'The API server refuses this console.' : 'The API server does not answer.'
          }
        >
          {connection.message?.replace(/\.?$/, '.')} What is shown is as of {ago(connection.since)}; nothing can be
          reconciled until it is back.
        </Banner>
      )}
      {connection?.kind === 'stale' && release?.ready !== false && (
        <Banner kind="warn" title="Stale.">
          {connection.message ?? 'A refresh is under way.'}
          <button type="button" onClick={() => void post('POST /api/refresh', {}).catch(() => undefined)}>
            Look now
          </button>
        </Banner>
      )}
      {release?.problem !== undefined && connection?.kind !== 'disconnected' && (
        <Banner kind="bad" title={release.problem.message}>
          {release.problem.hint}
        </Banner>
      )}
      {problem.value !== undefined && (
        <Banner kind="bad" title={problem.value}>
          <button type="button" onClick={() => (problem.value = undefined)}>
            Dismiss
          </button>
        </Banner>
      )}
      {/* Where nothing was worked out, the answer itself says why. */}
      {shown.value?.problem !== undefined && shown.value.unrehearsed !== true && (
        <Banner kind="warn" title="This state could not be worked out.">
          {shown.value.problem}
        </Banner>
      )}
      {gaps.length > 0 && (
        <Banner kind="warn" title={`Incomplete: ${unseenText({gaps}) ?? ''}`}>
          <details>
            <summary>What and why</summary>
            <ul>
              {gaps.slice(0, 50).map((gap) => (
                <li key={`${gap.object} ${gap.message}`}>
                  {gap.object !== undefined && !gap.message.includes(gap.object) && <strong>{gap.object}: </strong>}
                  {gap.message} <span class="dim">({gap.reason})</span>
                </li>
              ))}
            </ul>
          </details>
        </Banner>
      )}
      {notes.length > 0 && (
        <Banner kind="note" title={notes.length === 1 ? 'Note.' : count(notes.length, 'note')}>
          <details>
            <summary>{notes[0]}</summary>
            <ul>
              {notes.slice(1).map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </details>
        </Banner>
      )}
    </div>
  );
}

function Banner({
  kind,
  title,
  children,
}: {
  readonly kind: 'bad' | 'warn' | 'note';
  readonly title: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class={`banner ${kind}`}>
      <strong>{title}</strong> {children}
    </div>
  );
}
