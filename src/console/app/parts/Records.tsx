import type {RecordFieldView, RecordRow} from '../../activity.ts';
import {state} from '../state/store.ts';
import {ago, clockTime} from '../state/clock.ts';
import {count} from '../state/words.ts';
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
            <th scope="col">Record and what it wrote</th>
            <th scope="col">Release</th>
            <th scope="col">When</th>
            <th scope="col">Outcome</th>
            <th scope="col">Way back</th>
          </tr>
        </thead>
        <tbody>
          {records.slice(0, MOST).map((record) => (
            <tr key={record.id}>
              <td class="record">
                <code>{record.id}</code> <strong>{record.of}</strong>
                {record.undoes !== undefined && (
                  <>
                    {' of '}
                    <code>{record.undoes}</code>
                  </>
                )}
                <Fields of={record} />
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

/** A few fields are told at once; the rest folds out. */
const SHOWN = 3;

function Fields({of}: {readonly of: RecordRow}) {
  const {fields, moreFields = 0} = of;
  // What folds one line takes one.
  const shown = fields.length === SHOWN + 1 && moreFields === 0 ? SHOWN + 1 : SHOWN;
  const [first, rest] = [fields.slice(0, shown), fields.slice(shown)];
  const more = rest.length + moreFields;
  return (
    <>
      <FieldList fields={first} />
      {more > 0 && (
        <details class="record-more">
          <summary>{more} more</summary>
          <FieldList fields={rest} />
          {moreFields > 0 && <p class="dim">and {count(moreFields, 'field')} that the record alone tells</p>}
        </details>
      )}
    </>
  );
}

function FieldList({fields}: {readonly fields: readonly RecordFieldView[]}) {
  return (
    <ul class="record-fields">
      {fields.map(({object, field, values, unwritten}, at) => (
        // Two fields may say the same: their place tells them apart.
        <li key={`${at} ${object} ${field}`} class={unwritten === true ? 'dim' : ''}>
          <bdi>{object}</bdi> <bdi>{field}</bdi>{' '}
          <code>
            <bdi>{values}</bdi>
          </code>
          {unwritten === true && ', not written'}
        </li>
      ))}
    </ul>
  );
}
