import {focused, focusedHere, gate, opened, shown} from '../state/store.ts';
import {sides} from '../state/words.ts';
import {SeverityBadge, StateMark} from './Severity.tsx';
import {Scrubber} from './Scrubber.tsx';
import {Transition} from './Transition.tsx';

/** Load, state, focus and gate at a glance, and the way through the states. */
export function Simulator() {
  const state = shown.value;
  const release = opened.value;
  if (state === undefined || release === undefined) return null;
  const finding = focused.value;
  const values = finding === undefined ? undefined : sides(finding);
  return (
    <section class="simulator" aria-label="Drift simulator">
      <dl class="gauges">
        <div class="gauge">
          <dt>Drift load</dt>
          <dd>
            <span class="figure">{state.load}</span> <span class="dim">active</span>
          </dd>
        </div>
        <div class="gauge">
          <dt>Scenario state</dt>
          <dd>
            <span class="gauge-word">{state.name}</span>
            <StateMark of={state.compliance} />
          </dd>
        </div>
        <div class="gauge wide">
          <dt>Focused control path</dt>
          <dd>
            {finding === undefined || values === undefined ? (
              <span class="dim">none: nothing drifted</span>
            ) : (
              <>
                <span class="gauge-word">{finding.title}</span>
                <code class="gauge-values">
                  {values.desired} → {focusedHere.value ? values.live : values.desired}
                </code>
                {focusedHere.value && <SeverityBadge of={finding.severity} />}
              </>
            )}
          </dd>
        </div>
        <div class="gauge">
          <dt>Reconcile</dt>
          <dd>
            <span class="gauge-word" title={gate.value?.open === false ? gate.value.why : ''}>
              {gate.value?.open === true ? 'gated by your review' : 'closed'}
            </span>
          </dd>
        </div>
      </dl>
      <Scrubber />
      <Transition />
    </section>
  );
}
