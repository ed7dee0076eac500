import type {ConsoleState, TimelineState} from '../../contract.ts';
import {show} from '../state/address.ts';
import {at, chosen, gate, scrubTo, wayBack} from '../state/store.ts';
import {count} from '../state/words.ts';
import {startReconcile} from './reconcile.ts';
import {reveal} from './reveal.ts';
import {runLine} from './terminal.ts';

export interface GuideStep {
  readonly title: string;
  readonly text: string;
  readonly done: boolean;
  readonly action: {readonly label: string; readonly run: () => void; readonly closed?: string | undefined};
}

export interface Guide {
  readonly title: string;
  readonly about: string;
  readonly steps: readonly GuideStep[];
  /** What it says when every step is done. */
  readonly end: string;
  /** What anybody types for the same. */
  readonly command?: string;
}

const view = (name: 'baseline' | 'live' | 'compare' | 'assets') => () => {
  show(name);
  reveal('evidence');
};

/** The three paths, each judged by the state as it is now, not by what was clicked. */
export function guidesOf(state: ConsoleState, now: TimelineState): readonly Guide[] {
  return [validation(state, now), review(now), remediation(state, now)];
}

function validation(state: ConsoleState, now: TimelineState): Guide {
  const release = state.opened;
  const seen = now.gaps.length === 0;
  return {
    title: 'Release validation',
    about: 'After a deploy: is the cluster what the release promised?',
    command: state.opened?.commands.baseline ?? '',
    end: 'The release is what it promised.',
    steps: [
      {
        title: 'Materialize the intent',
        text: `${release?.artifact.file ?? 'baseline'} from ${release?.artifact.from ?? 'the release'}`,
        done: (release?.kinds.length ?? 0) > 0,
        action: {label: 'Open the baseline', run: view('baseline')},
      },
      {
        title: 'See every object',
        text: seen
          ? `${count(now.summary.compared, 'object')} compared`
          : `${count(now.gaps.length, 'gap')}: allow the reads, then look again`,
        done: seen,
        action: {label: 'Open the evidence', run: view('live')},
      },
      {
        title: 'Stand in contract',
        text: now.headline,
        done: now.compliance === 'in-contract',
        action: {label: 'Run check', run: () => runLine('check')},
      },
    ],
  };
}

function review(now: TimelineState): Guide {
  const drift = now.findings.filter(({verdict}) => verdict === 'drift');
  const unknown = drift.filter(({by}) => by.certainty === 'unknown');
  return {
    title: 'Production drift review',
    about: 'Somebody changed something: what, who, and is it meant?',
    end: 'Nothing waits for a judgement.',
    steps: [
      {
        title: 'Know what changed',
        text: drift.length === 0 ? 'Nothing drifted' : count(drift.length, 'variance'),
        done: drift.length === 0,
        action: {label: 'Compare both sides', run: view('compare')},
      },
      {
        title: 'Know who did it',
        text: unknown.length === 0 ? 'Every change has a name' : `${count(unknown.length, 'change')} without a name`,
        done: unknown.length === 0,
        action: {label: 'Explain the focus', run: () => runLine('explain')},
      },
      {
        title: 'Judge each',
        text:
          drift.length === 0
            ? `${now.summary.accepted} accepted by rule`
            : 'What is meant gets an ignore rule with a reason; the rest goes back',
        done: drift.length === 0,
        action: {label: 'Go to the list', run: () => reveal('drift')},
      },
    ],
  };
}

function remediation(state: ConsoleState, now: TimelineState): Guide {
  const closed = gate.value?.open === false ? gate.value.why : undefined;
  const clean = now.load === 0;
  const record = state.records.find(({undoable}) => undoable);
  return {
    title: 'Controlled remediation',
    about: 'Back to the contract, one reviewed step at a time.',
    command: state.opened?.commands.reconcile ?? '',
    end: record === undefined ? 'Nothing has to be put back.' : `Verified. The way back stays open: ${record.text}.`,
    steps: [
      {
        title: 'Rehearse',
        text: 'What a reconcile would leave, as the API server’s own dry run says',
        done: clean || at.value === 'reconcile',
        action: {label: 'Move to the way back', run: () => scrubTo(wayBack.value)},
      },
      {
        title: 'Select',
        text: clean ? 'Nothing to select' : `${chosen.value.length} of ${count(now.load, 'variance')} selected`,
        done: clean || chosen.value.length > 0,
        action: {label: 'Go to the list', run: () => reveal('drift')},
      },
      {
        title: 'Review, agree, verify',
        text: closed ?? (clean ? 'In contract' : 'The plan is shown field by field before anything is written'),
        done: clean,
        action: {
          label: 'Reconcile…',
          closed: closed ?? (chosen.value.length === 0 ? 'Select something first' : undefined),
          run: () => startReconcile(chosen.value.map(({id}) => id)),
        },
      },
    ],
  };
}
