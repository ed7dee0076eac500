import type {OpenedView, TimelineState} from '../../contract.ts';
import {copy} from '../state/announce.ts';
import {post} from '../state/api.ts';
import {ago, clockTime, nameOf} from '../state/clock.ts';
import {
  current,
  gate,
  isNow,
  opened,
  scrubTo,
  select,
  shown,
  shownIndex,
  state,
  timeline,
  wayBack,
} from '../state/store.ts';
import {storyOf} from '../state/story.ts';
import type {Story} from '../state/story.ts';
import {SHAPES, count, sides} from '../state/words.ts';
import {playing} from './LiveScenario.tsx';
import {Pipeline} from './Pipeline.tsx';
import {startReconcile} from './reconcile.ts';
import {reveal} from './reveal.ts';

/** The answer: one sentence on what is so, and the one thing to do about it. */
export function Hero() {
  const now = shown.value;
  if (now === undefined) return null;
  const stories = timeline.value.map((of) => ({of, story: storyOf(of)}));
  const {tone, worst} = stories[shownIndex.value]?.story ?? {};
  return (
    <section class={`hero ${tone ?? ''} ${worst?.severity ?? ''}`} aria-label="The answer" data-load={now.load}>
      <div class="hero-head">
        <Moment />
        <Pipeline />
      </div>
      <div class="hero-main">
        {/* All states' sentences share one place, so that the page stands still while the slider moves. */}
        <div class="hero-stack">
          {stories.map(({of, story}) => (
            <Sentence of={of} story={story} key={of.id} hidden={of !== now} />
          ))}
        </div>
      </div>
      <Action />
    </section>
  );
}

/** When what is shown was so. Another moment than now is framed as one. */
function Moment() {
  const now = shown.value;
  const release = opened.value;
  if (now === undefined || release === undefined) return null;
  if (isNow.value) {
    return (
      <p class="hero-when" key="now">
        <span>
          {release.scenario === undefined ? 'Now, checked' : 'Recorded'} {ago(now.takenAt)}, {clockTime(now.takenAt)}
        </span>
      </p>
    );
  }
  const load = current.value?.load ?? 0;
  return (
    <p class="hero-when viewing" key={now.id}>
      <span>
        Viewing <strong>{nameOf(now)}</strong> · now:{' '}
        {load > 0 ? count(load, 'variance') : current.value?.compliance === 'incomplete' ? 'incomplete' : 'in contract'}
      </span>
    </p>
  );
}

interface SentenceProps {
  readonly of: TimelineState;
  readonly story: Story;
  readonly hidden: boolean;
}

function Sentence({of, story, hidden}: SentenceProps) {
  const {tone, lead, worst, at, unsure} = story;
  // What is coming belongs to the answer, where it is known.
  const fails = timeline.value.some(({upgrade}) => upgrade?.succeeds === false);
  const mark = {bad: worst === undefined ? '▲' : SHAPES[worst.severity], unknown: '?', good: '✓'}[tone];
  return (
    <h2 class="hero-text" {...(hidden ? {'aria-hidden': 'true', inert: true} : {})} data-shown={!hidden}>
      <span class={`hero-mark ${worst?.severity ?? tone}`} aria-hidden="true">
        {mark}
      </span>
      {lead}
      {worst !== undefined && (
        <>
          {` ${at?.word ?? 'Worst'}: `}
          <a
            class="hero-worst"
            href={location.hash}
            onClick={(event) => {
              event.preventDefault();
              select(worst.id);
            }}
          >
            <bdi>{worst.title}</bdi>{' '}
            {worst.path === '' ? (
              <bdi>{worst.object}</bdi>
            ) : (
              <code>
                <bdi>{sides(worst).desired}</bdi> → <bdi>{sides(worst).live}</bdi>
              </code>
            )}
          </a>
          {', by '}
          <bdi>{worst.by.writer ?? 'an unknown hand'}</bdi>
          {worst.by.time !== undefined && `, ${ago(worst.by.time)}`}
          {(at?.text ?? worst.impact) === undefined ? '.' : `: ${small(at?.text ?? worst.impact ?? '')}`}
        </>
      )}
      {unsure !== undefined && ` ${unsure}`}
      {of === current.value && fails && ' The next helm upgrade fails.'}
    </h2>
  );
}

const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

interface Act {
  readonly label: string;
  readonly run: () => void;
  /** Not the one thing to do, and not painted as that. */
  readonly isPlain?: true;
  readonly note?: string;
}

/** One action, the next that makes sense; whatever else can be done stands where it is about. */
function actOf(release: OpenedView, now: TimelineState): Act | undefined {
  if (!isNow.value)
    return {label: 'Back to now', run: () => scrubTo(release.now), note: 'This is another moment than now.'};
  const isDemo = release.scenario !== undefined;
  const drift = now.findings.filter(({verdict}) => verdict === 'drift');
  if (drift.length === 0) {
    const run = (): void => void post('POST /api/refresh', {}).catch(() => undefined);
    return isDemo ? undefined : {label: 'Check again', run, isPlain: true};
  }
  const why = gate.value?.open === false ? gate.value.why : undefined;
  // What a fix puts back unasked: nothing is deleted by one click.
  const back = drift.filter(({change}) => change !== 'added' && change !== 'extra');
  if (why === undefined && back.length > 0)
    return {
      label: 'Plan the way back…',
      run: () => startReconcile(back.map(({id}) => id)),
      note: 'A plan first; nothing is written without your word.',
    };
  const added =
    drift.length === 1 ? 'Only an addition: it is yours to choose.' : 'Only additions: each is yours to choose.';
  const note = why ?? added;
  if (isDemo)
    return {
      label: 'See the way back',
      run: () => scrubTo(wayBack.value),
      note: 'As it was recorded: nothing is written.',
    };
  if (state.value?.readOnly === true)
    return {label: 'Copy the fix command', run: () => void copy(release.commands.reconcile, 'Command'), note};
  return {label: 'Choose what goes back', run: () => reveal('drift'), note};
}

function Action() {
  const [release, now] = [opened.value, current.value];
  const act = release === undefined || now === undefined ? undefined : actOf(release, now);
  if (act === undefined) return null;
  // A new act is a new button: none moves while the slider does.
  return (
    <div class={`hero-act ${release?.live === undefined ? '' : 'with-live'}`} key={act.label}>
      <button type="button" class={act.isPlain === true ? '' : 'primary'} onClick={act.run}>
        {act.label}
      </button>
      {act.note !== undefined && <span class="dim">{act.note}</span>}
      <PlayLive />
    </div>
  );
}

/** There on the sandbox alone. At another moment than now it keeps its place, so that the page stands still. */
function PlayLive() {
  const {activity, connection} = state.value ?? {};
  const isAtWork = activity !== undefined && activity.endedAt === undefined;
  if (opened.value?.live === undefined) return null;
  return (
    <button
      type="button"
      class="hero-live"
      disabled={isAtWork || !isNow.value || connection?.kind === 'disconnected'}
      title={isNow.value ? '' : 'Drift is introduced into what is now'}
      onClick={() => (playing.value = {})}
    >
      Live scenario…
    </button>
  );
}
