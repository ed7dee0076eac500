import {useEffect, useState} from 'preact/hooks';
import type {FindingView, ValueView} from '../../contract.ts';
import type {FindingDetail} from '../../routes.ts';
import {show} from '../state/address.ts';
import {copy} from '../state/announce.ts';
import {get} from '../state/api.ts';
import {findingIn} from '../state/moments.ts';
import {focused, focusedHere, gate, isNow, line, shown, state, timeline} from '../state/store.ts';
import {ago, clockTime} from '../state/clock.ts';
import {sides} from '../state/words.ts';
import {batch} from '@preact/signals';
import {ignoring} from './IgnoreDialog.tsx';
import {CommandLine} from './CommandLine.tsx';
import {startReconcile} from './reconcile.ts';
import {reveal} from './reveal.ts';
import {VerdictBadge} from './Severity.tsx';

/** All that is known of the finding of the one selection, and what can be done with it. */
export function Focus() {
  const finding = focused.value;
  return (
    <section class="panel focus" id="focus" tabIndex={-1} aria-label="Focused control path">
      <h2 class="sr">Focused control path</h2>
      {finding === undefined ? (
        <p class="empty">
          Nothing to focus on: no control path drifted. Choose a finding in the list, or move the slider to a state that
          has some.
        </p>
      ) : (
        <Finding finding={finding} key={finding.id} />
      )}
    </section>
  );
}

function useDetail(id: string): FindingDetail | undefined {
  const [detail, setDetail] = useState<FindingDetail>();
  // Of the state that is shown, or else of one that has it.
  const [here, all] = [shown.value, timeline.value];
  const holder = [here, ...all].find((each) => each !== undefined && findingIn(each, id) !== undefined)?.id;
  const taken = here?.takenAt;
  useEffect(() => {
    if (holder === undefined) return;
    let gone = false;
    const timer = setTimeout(() => {
      get<FindingDetail | null>(`/api/findings/${encodeURIComponent(id)}?state=${holder}`)
        .then((got) => !gone && got !== null && setDetail(got))
        .catch(() => undefined);
    }, 90);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [id, holder, taken]);
  return detail;
}

function Finding({finding}: {readonly finding: FindingView}) {
  const detail = useDetail(finding.id);
  const here = focusedHere.value;
  const {desired, live} = sides(finding);
  return (
    <>
      <div class="focus-head">
        <h3>
          <bdi>{finding.title}</bdi>
        </h3>
        {here ? <VerdictBadge of={finding} /> : <span class="badge quiet">✓ not in this state</span>}
      </div>
      <p class="focus-place">
        <bdi>{finding.object}</bdi> <code>{finding.path === '' ? 'the whole object' : finding.path}</code>
      </p>
      <div class="values">
        <Value name="Desired" value={finding.desired} word={desired} whole={detail?.desired} side="baseline" />
        <Value
          name="Live"
          value={here ? finding.live : finding.desired}
          word={here ? live : desired}
          whole={here ? detail?.live : detail?.desired}
          side={here ? 'live' : 'baseline'}
        />
      </div>
      <p class={`focus-who ${here ? '' : 'not-here'}`}>
        <bdi>{finding.by.text}</bdi>
        {finding.by.time !== undefined && (
          <span class="dim">
            {' '}
            {ago(finding.by.time)}, {clockTime(finding.by.time)}
          </span>
        )}
        {finding.firstSeen !== undefined && <span class="dim"> First seen {ago(finding.firstSeen)}.</span>}
      </p>
      {finding.impact !== undefined && <p class={`impact ${here ? '' : 'not-here'}`}>{finding.impact}</p>}
      <Buttons finding={finding} detail={detail} />
      {finding.meaning !== undefined && <p class="meaning">{finding.meaning}</p>}
      {finding.why !== undefined && (
        <p class="meaning">
          <strong>{finding.verdict}:</strong> {finding.why.text} <span class="dim">({finding.why.code})</span>
        </p>
      )}
      <Evidence finding={finding} />
      {detail !== undefined && (
        <details class="explanation">
          <summary>As the terminal explains it</summary>
          <pre tabIndex={0}>{detail.explanation}</pre>
          <CommandLine text={detail.fixCommand} />
        </details>
      )}
    </>
  );
}

function Value(props: {
  readonly name: string;
  readonly value: ValueView | undefined;
  readonly word: string;
  readonly whole: string | undefined;
  readonly side: 'baseline' | 'live';
}) {
  const text = textOf(props).trimEnd();
  const long = text.includes('\n') || text.length > 24;
  return (
    <div class={`value ${props.side}`}>
      <span class="value-name">{props.name}</span>
      {long ? <pre tabIndex={0}>{text}</pre> : <span class="value-figure">{text}</span>}
    </div>
  );
}

/** The whole of a value that was cut comes a moment later: until then, and from another state, it is not this one's. */
function textOf({
  value,
  word,
  whole,
}: {
  readonly value: ValueView | undefined;
  readonly word: string;
  readonly whole: string | undefined;
}): string {
  if (value === undefined) return word;
  const isOfThis = value.cutFrom !== undefined && whole?.startsWith(value.text.slice(0, BEGINNING)) === true;
  return isOfThis ? whole : value.text;
}

const BEGINNING = 40;

function Evidence({finding}: {readonly finding: FindingView}) {
  return (
    <dl class="about">
      <dt>How known</dt>
      <dd>{finding.methodText}</dd>
      <dt>Where</dt>
      <dd>
        {finding.baselineLine === undefined ? (
          'not in the baseline'
        ) : (
          <LineLink to="baseline" line={finding.baselineLine} />
        )}
        {finding.liveLine !== undefined && focusedHere.value && (
          <>
            {' · '}
            <LineLink to="live" line={finding.liveLine} />
          </>
        )}
        {finding.template !== undefined && (
          <>
            {', from '}
            <button type="button" class="as-link" onClick={() => open('assets')}>
              {finding.template}
            </button>
          </>
        )}
      </dd>
    </dl>
  );
}

function open(to: 'baseline' | 'live' | 'assets', at?: number): void {
  batch(() => {
    show(to);
    line.value = at;
  });
  reveal('evidence');
}

function LineLink({to, line: at}: {readonly to: 'baseline' | 'live'; readonly line: number}) {
  return (
    <button type="button" class="as-link" onClick={() => open(to, at)}>
      {to} line {at}
    </button>
  );
}

function Buttons({finding, detail}: {readonly finding: FindingView; readonly detail: FindingDetail | undefined}) {
  const drift = finding.verdict === 'drift' && focusedHere.value && isNow.value;
  const writable = drift && state.value?.readOnly !== true && detail?.ignoreRule !== undefined;
  return (
    <div class="buttons">
      <button
        type="button"
        disabled={!drift || gate.value?.open !== true}
        title={gate.value?.open === false ? gate.value.why : drift ? '' : 'Only drift of now can be put back'}
        onClick={() => startReconcile([finding.id])}
      >
        Reconcile…
      </button>
      <button
        type="button"
        disabled={!writable}
        title={writable ? '' : 'Rules are written where the console may write'}
        onClick={() => (ignoring.value = {finding, rule: detail?.ignoreRule ?? ''})}
      >
        Ignore with a reason…
      </button>
      <button
        type="button"
        disabled={detail?.patch === undefined}
        title={detail !== undefined && detail.patch === undefined ? 'No patch can be shown for this' : ''}
        onClick={() => void copy(detail?.patch ?? '', 'Patch')}
      >
        Copy patch
      </button>
    </div>
  );
}
