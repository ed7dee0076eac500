import type {FindingView, TimelineState} from '../../contract.ts';
import {polite} from '../state/announce.ts';
import {axisOf} from '../state/axis.ts';
import {ago, clockTime} from '../state/clock.ts';
import {opened, scrubTo, select, selectedId, shown, shownIndex, timeline} from '../state/store.ts';
import {count} from '../state/words.ts';

/** The signature of the page: an axis of time that moves everything to another state of the release. */
export function Timeline() {
  const states = timeline.value;
  const index = shownIndex.value;
  const now = shown.value;
  if (now === undefined) return null;
  return (
    <section class="panel timeline" aria-label="Drift simulator" style={{'--stops': String(states.length)}}>
      <div class="rail">
        <div class="ticks" aria-hidden="true">
          {states.map((state, each) => (
            <span
              key={state.id}
              class={`tick ${markOf(state)} ${each <= index ? 'passed' : ''} ${each > nowIndex() ? 'ahead' : ''}`}
            />
          ))}
        </div>
        <input
          type="range"
          class="scrub"
          aria-label="Scenario timeline"
          min={0}
          max={states.length - 1}
          step={1}
          value={index}
          aria-valuetext={`${now.name}, ${stopText(now).replace(/^\S /, '')}`}
          onInput={(event) => {
            scrubTo(Number(event.currentTarget.value));
            if (shown.value !== undefined) polite.value = shown.value.headline;
          }}
        />
        <Changes />
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
            <span class="stop-name">
              {state.name}
              {each === nowIndex() && state.name !== 'Live now' && <span class="now-mark">now</span>}
            </span>
            <span class={`stop-load ${markOf(state)}`}>{stopText(state)}</span>
            <span class="stop-step">{stepText(state)}</span>
          </button>
        ))}
      </div>
    </section>
  );
}

const nowIndex = (): number => opened.value?.now ?? 0;

/** Each change past Helm at its own time, between the baseline and now, with the tool that wrote it. */
function Changes() {
  const release = opened.value;
  const now = timeline.value[nowIndex()];
  const first = timeline.value[0];
  if (release === undefined || now === undefined || first === undefined) return null;
  const marks = axisOf(now.findings, release.deployedAt ?? first.takenAt, now.takenAt);
  // From the middle of the first stop to the middle of the one that is now.
  const width = nowIndex() / timeline.value.length;
  return (
    <div class="changes" style={{'--span': String(width)}}>
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
  const names = [...new Set(findings.map(({by}) => by.manager ?? 'unknown'))];
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

/** What leads to the state, in its own words. */
function stepText({mutations, basis}: TimelineState): string {
  const [first] = mutations;
  if (first === undefined) return basis;
  return mutations.length > 1 ? `${first}, and ${count(mutations.length - 1, 'more change')}` : first;
}
