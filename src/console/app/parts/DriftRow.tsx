import type {FindingView} from '../../contract.ts';
import {ago, clockTime} from '../state/clock.ts';
import type {Bulk} from '../state/bulk.ts';
import {standingIn, valuesUpTo} from '../state/moments.ts';
import {opened, select, shown, shownIndex, timeline, toggle} from '../state/store.ts';
import {count, pluralOfKind} from '../state/words.ts';
import {fold} from './filter.ts';
import {SeverityBadge, VerdictBadge} from './Severity.tsx';

interface Props {
  readonly finding: FindingView;
  readonly current: boolean;
  readonly checked: boolean;
  /** Whether it can be put back: drift of now. */
  readonly selectable: boolean;
  readonly place: number;
  readonly total: number;
  readonly height: number;
}

/** One option of the list. The box is part of it: space ticks it, as a click on it does. */
export function DriftRow({finding, current, checked, selectable, place, total, height}: Props) {
  const state = shown.value;
  const standing = state === undefined ? 'unknown' : standingIn(state, finding.id);
  return (
    <div
      role="option"
      id={`row-${finding.id}`}
      aria-selected={checked}
      aria-posinset={place}
      aria-setsize={total}
      {...(current ? {'aria-current': 'true'} : {})}
      class={`row ${current ? 'current' : ''} ${standing}`}
      style={{height: `${height}px`}}
      onClick={() => select(finding.id)}
    >
      <span
        class={`tickbox ${selectable ? '' : 'none'}`}
        aria-hidden="true"
        onClick={(event) => {
          if (!selectable) return;
          event.stopPropagation();
          toggle(finding.id);
        }}
      >
        {selectable && <i class={checked ? 'ticked' : ''}>{checked && '✓'}</i>}
      </span>
      <VerdictBadge of={finding} />
      <bdi class="row-title">{finding.title}</bdi>
      <Values finding={finding} standing={standing} />
      <span class="row-object" title={`${finding.object} ${finding.path}`}>
        <bdi>{finding.object}</bdi> <code>{finding.path}</code>
      </span>
      <bdi class="row-by">{finding.by.writer ?? 'unknown'}</bdi>
      <span class="row-when" title={finding.by.time === undefined ? '' : clockTime(finding.by.time)}>
        <span class="row-by-too">{finding.by.writer ?? 'unknown'}, </span>
        {finding.by.time === undefined ? 'unknown' : ago(finding.by.time)}
      </span>
    </div>
  );
}

/** The way of a value through the states, up to the one that is shown: it changes in place under the thumb. */
function Values({finding, standing}: {readonly finding: FindingView; readonly standing: string}) {
  const values = valuesUpTo(timeline.value, {index: shownIndex.value, now: opened.value?.now ?? 0}, finding);
  const fate = shown.value?.upgrade?.fates[finding.id];
  return (
    <code class="row-values">
      {values.map((value, index) => (
        // The same value may come back: its place tells it apart.
        <span key={`${index} ${value}`} class={index === values.length - 1 ? 'value-now' : 'value-past'}>
          {index > 0 && <span class="arrow"> → </span>}
          <bdi>{value}</bdi>
        </span>
      ))}
      {fate !== undefined && ['conflict', 'refused'].includes(fate.verdict) ? (
        // Two marks, and not one that moves.
        <span class="fate" key="fate">{` ✕ ${fate.verdict}`}</span>
      ) : (
        standing === 'approved' && (
          <span class="settled" key="settled">
            {' ✓'}
          </span>
        )
      )}
    </code>
  );
}

/** Many alike, as one row that folds out. */
export function BulkRow({bulk, open, height}: {readonly bulk: Bulk; readonly open: boolean; readonly height: number}) {
  const [first] = bulk.findings;
  const {kind} = first.ref;
  const names = bulk.findings.map(({ref}) => ref.name);
  return (
    <div
      role="option"
      aria-selected="false"
      aria-expanded={open}
      class="row bulk"
      style={{height: `${height}px`}}
      onClick={() => fold(bulk.key)}
    >
      <span class="tickbox none" aria-hidden="true">
        {open ? '▾' : '▸'}
      </span>
      <SeverityBadge of={first.severity} />
      <bdi class="row-title">{first.title}</bdi>
      <span class="row-values">{count(bulk.findings.length, kind, pluralOfKind(kind))}</span>
      <span class="row-object">
        <bdi>{names.slice(0, 20).join(', ')}</bdi>
        {names.length > 20 && ' …'}
      </span>
      <bdi class="row-by">{first.by.writer ?? 'unknown'}</bdi>
      <span class="row-when">{first.by.time === undefined ? 'unknown' : ago(first.by.time)}</span>
    </div>
  );
}
