import {opened, state, timeline} from '../state/store.ts';
import {CommandLine} from './CommandLine.tsx';
import {guidesOf} from './guides.ts';
import type {Guide} from './guides.ts';

export function OpsFlow() {
  const whole = state.value;
  const now = timeline.value[opened.value?.now ?? 0];
  if (whole === undefined || now === undefined) return null;
  const guides = guidesOf(whole, now);
  const first = guides.find(({steps}) => steps.some(({done}) => !done));
  return (
    <div class="guides">
      {guides.map((guide) => (
        <GuideCard guide={guide} leads={guide === first} key={guide.title} />
      ))}
    </div>
  );
}

/** The next step is the first that the state does not show as done; of all paths one leads. */
function GuideCard({guide, leads}: {readonly guide: Guide; readonly leads: boolean}) {
  const next = guide.steps.findIndex(({done}) => !done);
  return (
    <section class="guide" aria-label={guide.title}>
      <h3>{guide.title}</h3>
      <p class="dim">{guide.about}</p>
      <CommandLine text={guide.command ?? ''} />
      <ol>
        {guide.steps.map((step, index) => {
          const place = step.done ? 'done' : index === next ? 'next' : 'later';
          return (
            <li key={step.title} class={place} {...(place === 'next' ? {'aria-current': 'step'} : {})}>
              <span class="guide-mark" aria-hidden="true">
                {place === 'done' ? '✓' : place === 'next' ? '▶' : '○'}
              </span>
              <div>
                <strong>{step.title}</strong>
                <span class="guide-place">{place}</span>
                <p>{step.text}</p>
                <button
                  type="button"
                  class={place === 'next' && leads ? 'primary' : ''}
                  disabled={step.action.closed !== undefined}
                  title={step.action.closed ?? ''}
                  onClick={step.action.run}
                >
                  {step.action.label}
                </button>
              </div>
            </li>
          );
        })}
      </ol>
      {next < 0 && <p class="in-contract">✓ {guide.end}</p>}
    </section>
  );
}
