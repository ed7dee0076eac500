import {signal} from '@preact/signals';
import {useEffect, useRef, useState} from 'preact/hooks';
import type {LiveScenarioView, MutationView} from '../../scenarios.ts';
import {say} from '../state/announce.ts';
import {ApiError, messageOf, post} from '../state/api.ts';
import {opened, state} from '../state/store.ts';
import {count} from '../state/words.ts';
import {Dialog} from './Dialog.tsx';

/** Whether a scenario is being chosen, and which one waits for a yes. */
export const playing = signal<{readonly asked?: string} | undefined>(undefined);

/** Danger is slow, on the sandbox too: a scenario is chosen, all that it writes is shown, and somebody says yes. */
export function LiveScenario() {
  const now = playing.value;
  const scenarios = opened.value?.live ?? [];
  const [chosen, setChosen] = useState<string>();
  const [first] = scenarios;
  if (now === undefined || first === undefined) return null;
  const scenario = scenarios.find(({name}) => name === (now.asked ?? chosen)) ?? first;
  return (
    <Dialog title="Live scenario" onClose={close} wide>
      {now.asked === undefined ? (
        <Choice scenarios={scenarios} chosen={scenario} onChoose={setChosen} />
      ) : (
        <Consent scenario={scenario} key={scenario.name} />
      )}
    </Dialog>
  );
}

function close(): void {
  playing.value = undefined;
}

interface ChoiceProps {
  readonly scenarios: readonly LiveScenarioView[];
  readonly chosen: LiveScenarioView;
  readonly onChoose: (name: string) => void;
}

function Choice({scenarios, chosen, onChoose}: ChoiceProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        playing.value = {asked: chosen.name};
      }}
    >
      <p>Real drift for this release, on the sandbox. The page sees it as it sees any other: by its watch.</p>
      <fieldset class="choices">
        <legend class="sr">Scenario</legend>
        {scenarios.map((each) => (
          <label key={each.name} class={`choice ${each === chosen ? 'current' : ''}`}>
            <input
              type="radio"
              name="scenario"
              value={each.name}
              checked={each === chosen}
              onChange={() => onChoose(each.name)}
            />
            <span>
              <strong>{each.title}</strong>
              <span class="choice-about">{each.about.trim()}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div class="buttons end">
        <button type="button" onClick={close}>
          Cancel
        </button>
        <button type="submit" class="primary">
          Introduce drift…
        </button>
      </div>
    </form>
  );
}

function Consent({scenario}: {readonly scenario: LiveScenarioView}) {
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  // The button that led here is gone, and the focus with it.
  useEffect(() => list.current?.focus(), []);
  const cluster = state.value?.cluster;
  const release = opened.value;
  const made = scenario.writes.filter(({action}) => action === 'create').map(({object}) => object);
  const write = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await post('POST /api/scenario', {scenario: scenario.name});
      say('Introducing drift');
      close();
    } catch (error) {
      setProblem([messageOf(error), error instanceof ApiError ? error.hint : undefined].filter(Boolean).join('. '));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void write(event)}>
      <p>
        <strong>{scenario.title}</strong>: {count(scenario.writes.length, 'change')} will be written past Helm, to{' '}
        <strong>
          {release?.namespace}/{release?.name}
        </strong>{' '}
        on <strong>{cluster?.name}</strong> at <code>{cluster?.server}</code>, which is the sandbox by the uid of its
        kube-system namespace. Nothing is written yet.
      </p>
      <ul class="plan" tabIndex={0} aria-label="What will be written" ref={list}>
        {scenario.writes.map((each, at) => (
          <Write of={each} key={`${at} ${each.object}`} />
        ))}
      </ul>
      <p class="dim">
        The way back is the ordinary one: Reconcile.
        {made.length > 0 && ` It leaves ${made.join(', ')}, which the release does not declare.`}
      </p>
      {problem !== undefined && (
        <p class="error" role="alert">
          {problem}
        </p>
      )}
      <div class="buttons end">
        <button type="button" onClick={() => (playing.value = {})}>
          Back
        </button>
        <button type="button" onClick={close}>
          Cancel
        </button>
        <button type="submit" class="danger" disabled={busy}>
          Introduce drift now
        </button>
      </div>
    </form>
  );
}

function Write({of}: {readonly of: MutationView}) {
  return (
    <li class="plan-step">
      <span>
        <span class="action">{of.action}</span> <strong>{of.object}</strong> <span class="dim">as {of.manager}</span>
      </span>
      {of.values.length > 0 && (
        <ul class="mutation-values">
          {of.values.map((value) => (
            <li key={value}>
              <code>{value}</code>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
