import {useState} from 'preact/hooks';
import type {PlanFieldView, PlanStepView, PlanView} from '../../routes.ts';
import {copy} from '../state/announce.ts';
import {current} from '../state/store.ts';
import {short} from '../state/words.ts';
import {agree, startReconcile} from './reconcile.ts';
import type {Subject} from './reconcile.ts';
import {SeverityBadge} from './Severity.tsx';

interface Props {
  readonly of: Subject;
  readonly plan: PlanView;
  readonly busy: boolean;
  readonly onCancel: () => void;
}

/** Field by field what will be written, who wins, what it costs; the yes is the release's name, typed. */
export function PlanReview({of, plan, busy, onCancel}: Props) {
  const [typed, setTyped] = useState('');
  const name = plan.release.split('/').at(-1) ?? plan.release;
  const recreatable = plan.steps.some((step) => step.recreatable === true);
  const moved = of.kind === 'reconcile' ? movedOf(plan) : [];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed === name && plan.possible && moved.length === 0 && !busy) void agree(of, plan);
      }}
    >
      <p>
        To <strong>{plan.release}</strong> on <strong>{plan.cluster}</strong>, by {plan.method}. Rehearsed as a dry run;
        nothing is written yet.
      </p>
      <div class="plan" tabIndex={0} role="group" aria-label="The plan">
        {plan.steps.map((step) => (
          <Step step={step} key={step.object} />
        ))}
        {plan.notes.map((note) => (
          <p class="plan-note" key={note}>
            {note}
          </p>
        ))}
      </div>
      {recreatable && of.kind === 'reconcile' && of.recreate !== true && (
        <p>
          What the API server will not change can be deleted and made anew, which interrupts it.{' '}
          <button type="button" onClick={() => startReconcile(of.ids, true)}>
            Plan with recreate
          </button>
        </p>
      )}
      {moved.length > 0 && (
        <p class="error" role="alert">
          {moved.join(', ')} changed after this plan was made: it would be refused.{' '}
          <button type="button" onClick={() => startReconcile(of.kind === 'reconcile' ? of.ids : [])}>
            Plan again
          </button>
        </p>
      )}
      {plan.possible && moved.length === 0 ? (
        <label class="field">
          <span>
            Type <strong>{name}</strong> to agree to exactly this plan{' '}
            <code class="dim">{plan.digest.slice(0, 12)}</code>
          </span>
          <input
            value={typed}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
      ) : (
        !plan.possible && <p class="error">Nothing of this can be carried out.</p>
      )}
      <div class="buttons end">
        <button type="button" onClick={() => void copy(plan.text, 'Plan')}>
          Copy as text
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" class="danger" disabled={typed !== name || !plan.possible || moved.length > 0 || busy}>
          {of.kind === 'undo' ? 'Undo now' : 'Reconcile now'}
        </button>
      </div>
    </form>
  );
}

/** Objects whose planned fields hold another value now than when the plan was made. */
function movedOf(plan: PlanView): string[] {
  const now = current.value;
  if (now === undefined) return [];
  const isMoved = ({id, path, from}: PlanFieldView): boolean => {
    // A plan names findings by all the digits of their IDs.
    const here = now.findings.find((finding) => id.startsWith(finding.id) && finding.path === path);
    return here === undefined || here.live?.text !== from?.text;
  };
  return plan.steps.filter(({fields}) => fields.some(isMoved)).map(({object}) => object);
}

function Step({step}: {readonly step: PlanStepView}) {
  return (
    <section class={`plan-step ${step.refused === undefined ? '' : 'refused'}`}>
      <h3>
        <span class="action">{step.action}</span> {step.object}
      </h3>
      <ul class="plan-fields">
        {step.fields.map((field) => (
          <Field field={field} action={step.action} key={field.id} />
        ))}
      </ul>
      {step.consequences.length > 0 && (
        <p class="plan-note">Along with it the API server changes {step.consequences.join(', ')}.</p>
      )}
      {step.warnings.map((warning) => (
        <p class="plan-warning" key={warning}>
          <span aria-hidden="true">▲</span> {warning}
        </p>
      ))}
      {step.refused !== undefined && <p class="error">Will not be done: {step.refused}</p>}
    </section>
  );
}

function Field({field, action}: {readonly field: PlanFieldView; readonly action: PlanStepView['action']}) {
  return (
    <li>
      <SeverityBadge of={field.severity} />
      <span class="plan-title">{field.title}</span>
      <code class="plan-values">
        <s class="from">{short(field.from, 'absent')}</s> → <b class="to">{short(field.to, 'absent')}</b>
      </code>
      <span class="dim plan-path">
        {field.path === '' ? `${action} the whole object` : field.path}
        {field.loser !== undefined && `, taken from ${field.loser}`}
      </span>
    </li>
  );
}
