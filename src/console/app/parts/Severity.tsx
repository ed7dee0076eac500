import type {FindingView} from '../../contract.ts';
import type {Severity, State} from '../../../model/report.ts';
import {SHAPES, STATES} from '../state/words.ts';

/** Word and shape carry it; colour is the third channel. */
export function SeverityBadge({of}: {readonly of: Severity}) {
  return (
    <span class={`badge ${of}`}>
      <span aria-hidden="true">{SHAPES[of]}</span> {of}
    </span>
  );
}

export function VerdictBadge({of}: {readonly of: FindingView}) {
  return of.verdict === 'drift' ? <SeverityBadge of={of.severity} /> : <span class="badge quiet">{of.verdict}</span>;
}

export function StateMark({of, load}: {readonly of: State; readonly load?: number | undefined}) {
  const {words, shape} = STATES[of];
  return (
    <span class={`state ${of}`}>
      <span aria-hidden="true">{shape}</span> {words}
      {load !== undefined && load > 0 && <span class="load-count">{load}</span>}
    </span>
  );
}
