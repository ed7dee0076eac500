import {useState} from 'preact/hooks';
import type {ReleaseRow, ScenarioRow} from '../../contract.ts';
import {go} from '../state/address.ts';
import {post} from '../state/api.ts';
import {state} from '../state/store.ts';
import {ago, clockTime} from '../state/clock.ts';
import {count} from '../state/words.ts';
import {SeverityBadge, StateMark} from './Severity.tsx';

const MOST = 200;

/** Every release of the cluster, the one that wants somebody first. */
export function StartPage() {
  const [query, setQuery] = useState('');
  const whole = state.value;
  if (whole === undefined) return null;
  const {releases, scenarios} = whole;
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = releases.rows.filter((row) => {
    const hay = `${row.namespace}/${row.name} ${row.headline} ${row.worst ?? ''}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
  return (
    <main class="start" id="main">
      {whole.connection.kind !== 'demo' && (
        <section class="panel" aria-label="Releases">
          <div class="list-head">
            <h2 class="panel-title">Releases{whole.namespace === undefined ? '' : ` in ${whole.namespace}`}</h2>
            <input
              type="search"
              id="filter"
              class="filter"
              placeholder="Filter: name, namespace, state  ( / )"
              aria-label="Filter the releases"
              value={query}
              onInput={(event) => setQuery(event.currentTarget.value)}
            />
            <span class="dim" role="status">
              {releases.checking
                ? 'checking …'
                : releases.checkedAt === undefined
                  ? ''
                  : `checked ${ago(releases.checkedAt)}`}
            </span>
            <button
              type="button"
              disabled={releases.checking}
              onClick={() => void post('POST /api/refresh', {}).catch(() => undefined)}
            >
              Check now
            </button>
          </div>
          {releases.problem !== undefined && <p class="empty error">{releases.problem}</p>}
          {releases.problem === undefined && found.length === 0 && (
            <p class="empty">
              {releases.checking
                ? 'Looking at every release of the cluster …'
                : releases.rows.length === 0
                  ? 'No Helm release here. Try helm drift sandbox up: a real local control plane with one.'
                  : 'No release matches the filter.'}
            </p>
          )}
          {found.length > 0 && <Rows rows={found} />}
        </section>
      )}
      {scenarios.length > 0 && <Scenarios rows={scenarios} />}
    </main>
  );
}

function Rows({rows}: {readonly rows: readonly ReleaseRow[]}) {
  return (
    <ul class="releases">
      {rows.slice(0, MOST).map((row) => (
        <li key={`${row.namespace}/${row.name}`}>
          <button type="button" class="release" onClick={() => go(`${row.namespace}/${row.name}`)}>
            <StateMark of={row.state} load={row.summary.drift} />
            <span class="release-name">
              <span class="dim">{row.namespace} / </span>
              <strong>{row.name}</strong>
              {row.revision !== undefined && <span class="dim">@{row.revision}</span>}
            </span>
            <span class="release-worst">{row.worst !== undefined && <SeverityBadge of={row.worst} />}</span>
            <span class="release-headline">{row.headline}</span>
            <span class="dim release-age" title={row.deployedAt === undefined ? '' : clockTime(row.deployedAt)}>
              {row.deployedAt === undefined ? row.status : `${row.status ?? 'deployed'} ${ago(row.deployedAt)}`}
            </span>
          </button>
        </li>
      ))}
      {rows.length > MOST && (
        <li class="dim more">and {count(rows.length - MOST, 'more release')}: filter to see them</li>
      )}
    </ul>
  );
}

function Scenarios({rows}: {readonly rows: readonly ScenarioRow[]}) {
  return (
    <section class="panel" aria-label="Scenarios">
      <div class="list-head">
        <h2 class="panel-title">Recorded scenarios</h2>
        <span class="dim">Real clusters, recorded. Replayed through the same engine; nothing can be written.</span>
      </div>
      <ul class="scenarios">
        {rows.map((row) => (
          <li key={row.name}>
            <button type="button" class="scenario" onClick={() => go(`scenario:${row.name}`)}>
              <strong>{row.title}</strong>
              <span>{row.about.trim()}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
