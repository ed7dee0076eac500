import {useRef} from 'preact/hooks';
import type {FindingView, TimelineState} from '../../contract.ts';
import {select, shown, shownIndex, timeline} from '../state/store.ts';
import {SHAPES, count, sides} from '../state/words.ts';

interface Step {
  readonly finding: FindingView;
  readonly from: string;
  readonly to: string;
}

/** Enough for the eye; the list has them all. */
const MOST = 6;

const drifted = (state: TimelineState): FindingView[] => state.findings.filter(({verdict}) => verdict === 'drift');

/** What goes from one state to the next, field by field. */
export function stepsBetween(before: TimelineState, after: TimelineState): Step[] {
  const were = new Map(drifted(before).map((finding) => [finding.id, finding]));
  const are = new Map(drifted(after).map((finding) => [finding.id, finding]));
  const steps: Step[] = [];
  for (const finding of are.values()) {
    const was = were.get(finding.id);
    const to = sides(finding).live;
    const from = was === undefined ? sides(finding).desired : sides(was).live;
    if (was === undefined || from !== to) steps.push({finding, from, to});
  }
  for (const finding of were.values()) {
    if (!are.has(finding.id)) steps.push({finding, from: sides(finding).live, to: sides(finding).desired});
  }
  return steps;
}

/** The change itself, not only its end: what moved on the way from the state before. */
export function Transition() {
  const index = shownIndex.value;
  const way = useRef({from: index === 0 ? 0 : index - 1, to: index});
  if (way.current.to !== index) way.current = {from: way.current.to, to: index};
  const now = shown.value;
  const before = timeline.value[way.current.from];
  if (now === undefined) return null;
  if (before === undefined || before === now) {
    return <p class="transition-empty">{now.basis}. Move the slider to see what each step changes.</p>;
  }
  const steps = stepsBetween(before, now);
  return (
    <div class="transition" key={`${before.id} ${now.id}`}>
      <p class="transition-head">
        {before.name} → {now.name}: {steps.length === 0 ? 'nothing changes' : count(steps.length, 'field')}
        <span class="dim"> · {now.basis}</span>
      </p>
      <ul class="steps">
        {steps.slice(0, MOST).map(({finding, from, to}) => (
          <li key={finding.id}>
            <button type="button" class="step" onClick={() => select(finding.id)}>
              <span class={`glyph ${finding.severity}`} aria-hidden="true">
                {SHAPES[finding.severity]}
              </span>
              <span>{finding.title}</span>
              {steps.filter((one) => one.finding.title === finding.title).length > 1 && (
                <span class="dim">{finding.object}</span>
              )}
              <code>
                <s class="from">{from}</s> <span aria-label="becomes">→</span> <b class="to">{to}</b>
              </code>
            </button>
          </li>
        ))}
        {steps.length > MOST && <li class="dim">and {steps.length - MOST} more, in the list below</li>}
      </ul>
    </div>
  );
}
