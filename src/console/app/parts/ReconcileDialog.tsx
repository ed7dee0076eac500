import {state} from '../state/store.ts';
import {Dialog} from './Dialog.tsx';
import {flow, plan, startUndo} from './reconcile.ts';
import type {Subject} from './reconcile.ts';
import {PlanReview} from './PlanReview.tsx';
import {Progress} from './Progress.tsx';

const STEPS = ['Plan', 'Review', 'Write', 'Verified'] as const;

/** Danger is slow: a plan, its review, a deliberate yes, each write as it happens, and the verdict. */
export function ReconcileDialog() {
  const now = flow.value;
  if (now === undefined) return null;
  const activity = state.value?.activity;
  const mine = now.step === 'running' && activity?.id === now.activity ? activity : undefined;
  const ended = mine?.endedAt !== undefined;
  const reached = now.step === 'planning' ? 0 : now.step === 'review' ? 1 : ended ? 3 : now.step === 'failed' ? 0 : 2;
  const close = (): void => {
    flow.value = undefined;
  };
  return (
    <Dialog title={now.of.kind === 'undo' ? 'Undo' : 'Controlled reconcile'} onClose={close} wide>
      <ol class="progress-steps" aria-label="Progress">
        {STEPS.map((name, index) => (
          <li
            key={name}
            class={index <= reached ? 'reached' : ''}
            {...(index === reached ? {'aria-current': 'step'} : {})}
          >
            {name}
          </li>
        ))}
      </ol>
      {now.step === 'planning' && (
        <p class="dialog-wait" role="status">
          Planning, and rehearsing every write as a dry run on the API server. Nothing is written.
        </p>
      )}
      {(now.step === 'review' || now.step === 'starting') && (
        <PlanReview of={now.of} plan={now.plan} busy={now.step === 'starting'} onCancel={close} key={now.plan.digest} />
      )}
      {now.step === 'running' && (mine === undefined ? <p class="dialog-wait">Beginning …</p> : <Progress of={mine} />)}
      {now.step === 'failed' && <Failed of={now.of} message={now.message} hint={now.hint} onCancel={close} />}
      {now.step === 'running' && (
        <div class="buttons end">
          {mine !== undefined && ended && mine.record !== undefined && mine.kind === 'reconcile' && (
            <button type="button" onClick={() => startUndo(mine.record ?? '')}>
              Undo…
            </button>
          )}
          <button type="button" class={ended ? 'primary' : ''} onClick={close}>
            {ended ? 'Done' : 'Close, it goes on'}
          </button>
        </div>
      )}
    </Dialog>
  );
}

function Failed(props: {
  readonly of: Subject;
  readonly message: string;
  readonly hint: string | undefined;
  readonly onCancel: () => void;
}) {
  return (
    <div role="alert">
      <p class="error">{props.message}</p>
      {props.hint !== undefined && <p>{props.hint}</p>}
      <div class="buttons end">
        <button type="button" onClick={props.onCancel}>
          Close
        </button>
        <button type="button" class="primary" onClick={() => void plan(props.of)}>
          Plan again
        </button>
      </div>
    </div>
  );
}
