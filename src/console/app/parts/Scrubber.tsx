import type {TimelineState} from '../../contract.ts';
import {polite} from '../state/announce.ts';
import {opened, scrubTo, shown, shownIndex, timeline} from '../state/store.ts';
import {count} from '../state/words.ts';

/** The signature of the page: moves everything to another state of the release. */
export function Scrubber() {
  const states = timeline.value;
  const index = shownIndex.value;
  const now = shown.value;
  if (now === undefined) return null;
  const last = states.length - 1;
  return (
    <div class="scrubber">
      <div class="rail" style={{'--stops': String(states.length)}}>
        <div class="ticks" aria-hidden="true">
          {states.map((state, each) => (
            <span
              key={state.id}
              class={`tick ${state.unrehearsed === true ? 'unknown' : state.load > 0 ? 'loaded' : 'clean'} ${each <= index ? 'passed' : ''}`}
            />
          ))}
        </div>
        <input
          type="range"
          class="scrub"
          aria-label="Scenario timeline"
          min={0}
          max={last}
          step={1}
          value={index}
          aria-valuetext={`${now.name}, ${stopText(now)}`}
          onInput={(event) => {
            scrubTo(Number(event.currentTarget.value));
            if (shown.value !== undefined) polite.value = shown.value.headline;
          }}
        />
      </div>
      <div class="stops">
        {states.map((state, each) => (
          <button
            type="button"
            key={state.id}
            class="stop"
            aria-pressed={each === index}
            title={state.basis}
            onClick={() => scrubTo(each)}
          >
            <span class="stop-name">{state.name}</span>
            <span class="stop-load">
              {stopText(state)}
              {each === opened.value?.now && <span class="now-mark">now</span>}
            </span>
          </button>
        ))}
      </div>
    </div>
  );
}

function stopText({load, compliance, unrehearsed}: TimelineState): string {
  if (unrehearsed === true) return 'not rehearsed';
  if (load > 0) return count(load, 'variance');
  return compliance === 'incomplete' ? 'incomplete' : 'in contract';
}
