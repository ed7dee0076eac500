import {show} from '../state/address.ts';
import {VIEWS, view} from '../state/store.ts';
import type {View} from '../state/store.ts';
import {ComparePane} from '../yaml/ComparePane.tsx';
import {YamlPane} from '../yaml/YamlPane.tsx';
import {Assets} from './Assets.tsx';
import {OpsFlow} from './OpsFlow.tsx';

const TITLES: Record<View, string> = {
  compare: 'Side by side',
  baseline: 'Approved baseline',
  live: 'Live evidence',
  assets: 'Audit assets',
  flow: 'Ops flow',
};

/** The lower half: what the findings rest on, and what to do about them. */
export function Views() {
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = VIEWS[(VIEWS.indexOf(view.value) + by + VIEWS.length) % VIEWS.length] ?? 'compare';
    show(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <section class="panel views" aria-label="Evidence and guidance">
      <div class="tabs" role="tablist" aria-label="Evidence and guidance" onKeyDown={onKeyDown}>
        {VIEWS.map((name) => (
          <button
            type="button"
            role="tab"
            id={`tab-${name}`}
            key={name}
            aria-selected={view.value === name}
            aria-controls="evidence"
            tabIndex={view.value === name ? 0 : -1}
            onClick={() => show(name)}
          >
            {TITLES[name]}
          </button>
        ))}
      </div>
      <div class="view" role="tabpanel" id="evidence" aria-labelledby={`tab-${view.value}`} tabIndex={-1}>
        {view.value === 'compare' && <ComparePane />}
        {view.value === 'baseline' && <YamlPane side="baseline" key="baseline" />}
        {view.value === 'live' && <YamlPane side="live" key="live" />}
        {view.value === 'assets' && <Assets />}
        {view.value === 'flow' && <OpsFlow />}
      </div>
    </section>
  );
}
