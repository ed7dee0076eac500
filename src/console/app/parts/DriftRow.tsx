import type {FindingView} from '../../contract.ts';
import {select, toggle} from '../state/store.ts';
import {sides} from '../state/words.ts';
import {VerdictBadge} from './Severity.tsx';

interface Props {
  readonly finding: FindingView;
  readonly current: boolean;
  readonly checked: boolean;
  readonly place: number;
  readonly total: number;
  readonly height: number;
}

/** One option of the list. The box is part of it: space ticks it, as a click on it does. */
export function DriftRow({finding, current, checked, place, total, height}: Props) {
  const {desired, live} = sides(finding);
  const drift = finding.verdict === 'drift';
  return (
    <div
      role="option"
      id={`row-${finding.id}`}
      aria-selected={checked}
      aria-posinset={place}
      aria-setsize={total}
      {...(current ? {'aria-current': 'true'} : {})}
      class={`row ${current ? 'current' : ''} ${drift ? '' : 'quiet-row'}`}
      style={{height: `${height}px`}}
      onClick={() => select(finding.id)}
    >
      <span
        class={`tickbox ${drift ? '' : 'none'}`}
        aria-hidden="true"
        onClick={(event) => {
          if (!drift) return;
          event.stopPropagation();
          toggle(finding.id);
        }}
      >
        {drift && <i class={checked ? 'ticked' : ''}>{checked && '✓'}</i>}
      </span>
      <VerdictBadge of={finding} />
      <span class="row-title">{finding.title}</span>
      <code class="row-values">
        {desired} <span class="arrow">→</span> {live}
      </code>
      <span class="row-object" title={`${finding.object} ${finding.path}`}>
        {finding.object} <code>{finding.path}</code>
      </span>
      <span class="row-by">{finding.by.manager ?? 'unknown'}</span>
    </div>
  );
}
