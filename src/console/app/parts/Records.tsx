import {state} from '../state/store.ts';
import {ago, clockTime} from '../state/clock.ts';
import {startUndo} from './reconcile.ts';

const MOST = 100;

/** What was written from this machine, newest first, and the way back. */
export function Records() {
  const records = state.value?.records ?? [];
  if (records.length === 0) {
    return (
      <p class="empty">
        Nothing was reconciled from this machine yet. Each reconcile leaves a record here: what was written, how it was
        verified, and the values to go back to.
      </p>
    );
  }
  return (
    <div class="table-box" tabIndex={0} role="group" aria-label="Fix records">
      <table>
        <thead>
          <tr>
            <th scope="col">Record</th>
            <th scope="col">What</th>
            <th scope="col">Release</th>
            <th scope="col">When</th>
            <th scope="col">Outcome</th>
            <th scope="col">Way back</th>
          </tr>
        </thead>
        <tbody>
          {records.slice(0, MOST).map((record) => (
            <tr key={record.id}>
              <td>
                <code>{record.id}</code>
              </td>
              <td>
                {record.of}
                {record.undoes !== undefined && (
                  <>
                    {' of '}
                    <code>{record.undoes}</code>
                  </>
                )}
              </td>
              <td>
                {record.namespace}/{record.release}
              </td>
              <td title={clockTime(record.at)}>{ago(record.at)}</td>
              <td>
                <span class={record.verified ? 'in-contract' : ''}>
                  <span aria-hidden="true">{record.verified ? '✓' : '▲'}</span> {record.text}
                </span>
              </td>
              <td>
                {record.undoable ? (
                  <button type="button" aria-label={`Undo ${record.id}`} onClick={() => startUndo(record.id)}>
                    Undo…
                  </button>
                ) : record.undoneBy === undefined ? (
                  <span class="dim">none</span>
                ) : (
                  <span class="dim">
                    undone by <code>{record.undoneBy}</code>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
