import type {FindingView, TimelineState} from '../../contract.ts';
import {polite} from '../state/announce.ts';
import {axisOf} from '../state/axis.ts';
import {ago, clockTime, nameOf, shortTime} from '../state/clock.ts';
import {isEarlier, nearestStop, stopByKey, stopsOf} from '../state/stops.ts';
import type {Stops} from '../state/stops.ts';
import {opened, scrubTo, select, selectedId, shown, shownIndex, timeline} from '../state/store.ts';
import {count} from '../state/words.ts';

/** The slider counts in thousandths of its length: stops are not all equally far from each other. */
const LENGTH = 1000;

/** The signature of the page: an axis of time that moves everything to another state of the release. */
export function Timeline() {
  const states = timeline.value;
  const index = shownIndex.value;
  const now = shown.value;
  if (now === undefined) return null;
  const stops = stopsOf(states);
  const place = Math.round((stops.places[index] ?? 0) * LENGTH);
  const moveTo = (to: number, slider: HTMLInputElement): void => {
    scrubTo(to);
    // Where nothing has changed the thumb goes back by itself.
    slider.value = String(Math.round((stops.places[to] ?? 0) * LENGTH));
    if (shown.value !== undefined) polite.value = shown.value.headline;
  };
  return (
    <section class="panel timeline" aria-label="Drift simulator" style={{'--first': String(stops.middles[0])}}>
      <div class="rail">
        <div class="ticks" aria-hidden="true">
          {states.map((state, each) => (
            <span
              key={state.id}
              class={`tick ${markOf(state)} ${isEarlier(state) ? 'earlier' : ''} ${each <= index ? 'passed' : ''} ${each > nowIndex() ? 'ahead' : ''}`}
              style={{'--at': String(stops.middles[each])}}
            />
          ))}
        </div>
        <input
          type="range"
          class="scrub"
          aria-label="Scenario timeline"
          min={0}
          max={LENGTH}
          step={1}
          value={place}
          aria-valuetext={`${nameOf(now)}, ${stopText(now).replace(/^\S /, '')}`}
          onInput={({currentTarget: slider}) => moveTo(nearestStop(stops, Number(slider.value) / LENGTH), slider)}
          onKeyDown={(event) => {
            const to = stopByKey(event.key, shownIndex.value, states.length - 1);
            if (to === undefined) return;
            event.preventDefault();
            moveTo(to, event.currentTarget);
          }}
        />
        <Changes stops={stops} />
      </div>
      <div
        class="stops"
        style={{'grid-template-columns': stops.widths.map((width) => `minmax(0, ${width}fr)`).join(' ')}}
      >
        {states.map((state, each) => (
          <button
            type="button"
            key={state.id}
            class={`stop ${isEarlier(state) ? 'earlier' : ''}`}
            aria-pressed={each === index}
            title={isEarlier(state) ? `${nameOf(state)}. ${state.basis}` : state.basis}
            onClick={() => scrubTo(each)}
          >
            <span class="stop-name">
              {isEarlier(state) ? shortTime(state.takenAt) : state.name}
              {each === nowIndex() && state.name !== 'Live now' && <span class="now-mark">now</span>}
            </span>
            <span class={`stop-load ${markOf(state)}`}>{isEarlier(state) ? shortText(state) : stopText(state)}</span>
            <span class="stop-step">{stepText(state)}</span>
            {isEarlier(state) && <span class="sr">{nameOf(state)}</span>}
          </button>
        ))}
      </div>
    </section>
  );
}

const nowIndex = (): number => opened.value?.now ?? 0;

/** Each change past Helm at its own time, between the baseline and now, with the tool that wrote it. */
function Changes({stops}: {readonly stops: Stops}) {
  const release = opened.value;
  const now = timeline.value[nowIndex()];
  const first = timeline.value[0];
  if (release === undefined || now === undefined || first === undefined) return null;
  const marks = axisOf(now.findings, release.deployedAt ?? first.takenAt, now.takenAt);
  // From the middle of the first stop to the middle of the one that is now.
  const [from = 0, to = 1] = [stops.middles[0], stops.middles[nowIndex()]];
  return (
    <div class="changes" style={{'--from': String(from), '--span': String(to - from)}}>
      {marks.map(({at, findings, time, side, room}) => (
        <button
          type="button"
          key={time}
          class={`change ${worstOf(findings).severity} ${side === 'left' ? 'late' : ''} ${findings.some(({id}) => id === selectedId.value) ? 'current' : ''}`}
          style={{'--at': String(at), '--room': String(room)}}
          title={`${managersOf(findings)}: ${findings.map(({title}) => title).join(', ')}, ${clockTime(time)}`}
          onClick={() => select(worstOf(findings).id)}
        >
          <span class="change-name">
            {managersOf(findings)} {marks.length === 1 && ago(time)}
          </span>
          <span class="sr">
            {ago(time)}: {findings.map(({title}) => title).join(', ')}
          </span>
        </button>
      ))}
    </div>
  );
}

/** Findings come worst first. */
const worstOf = (findings: readonly [FindingView, ...FindingView[]]): FindingView => findings[0];

function managersOf(findings: readonly FindingView[]): string {
  const names = [...new Set(findings.map(({by}) => by.writer ?? 'unknown'))];
  return names.length > 2 ? `${names[0]} and ${count(names.length - 1, 'other tool')}` : names.join(', ');
}

function markOf({unrehearsed, load, compliance}: TimelineState): 'unknown' | 'loaded' | 'clean' {
  if (unrehearsed === true) return 'unknown';
  if (load > 0) return 'loaded';
  return compliance === 'incomplete' ? 'unknown' : 'clean';
}

function stopText({load, compliance, unrehearsed, upgrade}: TimelineState): string {
  if (upgrade !== undefined && !upgrade.succeeds) return '✕ fails';
  if (upgrade !== undefined) return load > 0 ? `▲ ${count(load, 'variance')} left` : '✓ goes through';
  if (unrehearsed === true) return '? not worked out';
  if (load > 0) return `▲ ${count(load, 'variance')}`;
  return compliance === 'incomplete' ? '? incomplete' : '✓ in contract';
}

/** The same where there is room for a number alone. */
function shortText({load, compliance}: TimelineState): string {
  if (load > 0) return `▲ ${load}`;
  return compliance === 'incomplete' ? '?' : '✓';
}

/** What leads to the state, in its own words. */
function stepText({mutations, basis}: TimelineState): string {
  const [first] = mutations;
  if (first === undefined) return basis;
  return mutations.length > 1 ? `${first}, and ${count(mutations.length - 1, 'more change')}` : first;
}
