import type {TimelineState} from '../../contract.ts';
import {copy} from '../state/announce.ts';
import {post} from '../state/api.ts';
import {ago, clockTime} from '../state/clock.ts';
import {current, gate, isNow, opened, scrubTo, select, shown, state, timeline} from '../state/store.ts';
import {storyOf} from '../state/story.ts';
import {count, sides} from '../state/words.ts';
import {Pipeline} from './Pipeline.tsx';
import {startReconcile} from './reconcile.ts';
import {reveal} from './reveal.ts';
import {SHAPES} from '../state/words.ts';

/** The answer: one sentence on what is so, and the one thing to do about it. */
export function Hero() {
  const now = shown.value;
  if (now === undefined) return null;
  const story = storyOf(now);
  return (
    <section class={`hero ${story.tone}`} aria-label="The answer" data-load={now.load}>
      <div class="hero-head">
        <Moment />
        <Pipeline />
      </div>
      <div class="hero-main">
        {/* All states' sentences share one place, so that the page stands still while the slider moves. */}
        <div class="hero-stack">
          {timeline.value.map((each) => (
            <Sentence of={each} key={each.id} hidden={each !== now} />
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
        Viewing <strong>{now.name}</strong> · now:{' '}
        {load > 0 ? count(load, 'variance') : current.value?.compliance === 'incomplete' ? 'incomplete' : 'in contract'}
      </span>
    </p>
  );
}

function Sentence({of, hidden}: {readonly of: TimelineState; readonly hidden: boolean}) {
  const {tone, lead, worst, at, unsure} = storyOf(of);
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
          {', '}
          <bdi>{worst.by.manager ?? 'by an unknown hand'}</bdi>
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

/** One action, the next that makes sense; whatever else can be done stands where it is about. */
function Action() {
  const release = opened.value;
  const now = current.value;
  if (release === undefined || now === undefined) return null;
  const drift = now.findings.filter(({verdict}) => verdict === 'drift');
  // What a fix puts back unasked: nothing is deleted by one click.
  const back = drift.filter(({change}) => change !== 'added' && change !== 'extra');
  const why = gate.value?.open === false ? gate.value.why : undefined;
  if (!isNow.value) {
    return (
      <div class="hero-act" key="act-1">
        <button type="button" class="primary" onClick={() => scrubTo(release.now)}>
          Back to now
        </button>
        <span class="dim">This is another moment than now.</span>
      </div>
    );
  }
  if (drift.length === 0) {
    if (release.scenario !== undefined) return null;
    return (
      <div class="hero-act" key="act-2">
        <button type="button" onClick={() => void post('POST /api/refresh', {}).catch(() => undefined)}>
          Check again
        </button>
      </div>
    );
  }
  if (why === undefined && back.length > 0) {
    return (
      <div class="hero-act" key="act-3">
        <button type="button" class="primary" onClick={() => startReconcile(back.map(({id}) => id))}>
          Plan the way back…
        </button>
        <span class="dim">A plan first; nothing is written without your word.</span>
      </div>
    );
  }
  const fix = `helm drift fix ${release.name} -n ${release.namespace}`;
  return (
    <div class="hero-act" key="act-4">
      {release.scenario === undefined && state.value?.readOnly === true ? (
        <button type="button" class="primary" onClick={() => void copy(fix, 'Command')}>
          Copy the fix command
        </button>
      ) : release.scenario === undefined ? (
        <button type="button" class="primary" onClick={() => reveal('drift')}>
          Choose what goes back
        </button>
      ) : (
        <button type="button" class="primary" onClick={() => scrubTo(wayBack())}>
          See the way back
        </button>
      )}
      <span class="dim">{why ?? 'Only additions: each is yours to choose.'}</span>
    </div>
  );
}

const wayBack = (): number => timeline.value.findIndex(({id}) => id === 'reconcile');
