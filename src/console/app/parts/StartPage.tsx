import {useState} from 'preact/hooks';
import type {ReleaseRow} from '../../contract.ts';
import type {ScenarioRow} from '../../scenarios.ts';
import {go} from '../state/address.ts';
import {post} from '../state/api.ts';
import {state} from '../state/store.ts';
import {ago, clockTime} from '../state/clock.ts';
import {SHAPES, count} from '../state/words.ts';
import {SeverityBadge, StateMark} from './Severity.tsx';

const MOST = 200;

/** Every release of the cluster, the one that wants somebody first. */
export function StartPage() {
  const [query, setQuery] = useState('');
  const [all, setAll] = useState(false);
  const whole = state.value;
  if (whole === undefined) return null;
  const {releases, scenarios} = whole;
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = releases.rows.filter((row) => {
    const hay =
      `${row.namespace}/${row.name} ${row.headline} ${row.worst?.severity ?? ''} ${row.worst?.title ?? ''} ${row.worst?.manager ?? ''}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
  // Those in contract are a number, until somebody asks for them or there is nothing else.
  const troubled = found.filter((row) => row.state !== 'in-contract');
  const isFolded = !all && words.length === 0 && troubled.length > 0 && found.length - troubled.length > 3;
  const shownRows = isFolded ? troubled : found;
  const folded = found.length - shownRows.length;
  return (
    <main class="start" id="main" tabIndex={-1}>
      {whole.connection.kind !== 'demo' && releases.checkedAt !== undefined && <Answer rows={releases.rows} />}
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
          {shownRows.length > 0 && <Rows rows={shownRows} />}
          {folded > 0 && (
            <p class="more">
              <button type="button" class="as-link" onClick={() => setAll(true)}>
                ✓ {count(folded, 'release')} in contract: show
              </button>
            </p>
          )}
        </section>
      )}
      {scenarios.length > 0 && <Scenarios rows={scenarios} />}
    </main>
  );
}

/** The cluster in a sentence, and where to go first. */
function Answer({rows}: {readonly rows: readonly ReleaseRow[]}) {
  const [first] = rows;
  if (first === undefined) return null;
  const of = (wanted: ReleaseRow['state']): number => rows.filter((row) => row.state === wanted).length;
  const [drifted, unseen] = [of('variance-detected'), of('incomplete')];
  const critical = rows.filter(({worst}) => worst?.severity === 'critical').length;
  const tone = drifted > 0 ? 'bad' : unseen > 0 ? 'unknown' : 'good';
  const lead =
    drifted === 0
      ? `${count(rows.length - unseen, 'release')} in contract.`
      : `${drifted} of ${count(rows.length, 'release')} drifted${critical > 0 ? `, ${critical} critically` : ''}.`;
  return (
    <section class={`hero ${tone} ${critical > 0 ? 'critical' : ''}`} aria-label="The answer">
      <h2 class="hero-text">
        <span class={`hero-mark ${drifted > 0 ? (first.worst?.severity ?? 'high') : tone}`} aria-hidden="true">
          {drifted > 0 ? SHAPES[first.worst?.severity ?? 'high'] : unseen > 0 ? '?' : '✓'}
        </span>
        {lead}
        {unseen > 0 && ` ${count(unseen, 'release')} could not be seen whole.`}
        {first.worst !== undefined && (
          <>
            {' Worst: '}
            <bdi>{`${first.namespace}/${first.name}`}</bdi>
            {', '}
            {first.worst.title} <code>{first.worst.values}</code>.
          </>
        )}
      </h2>
      {first.state !== 'in-contract' && (
        <div class="hero-act">
          <button type="button" class="primary" onClick={() => go(`${first.namespace}/${first.name}`)}>
            Open {first.name}
          </button>
        </div>
      )}
    </section>
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
              <strong>
                <bdi>{row.name}</bdi>
              </strong>
              {row.revision !== undefined && <span class="dim">@{row.revision}</span>}
            </span>
            <span class="release-headline">
              {row.worst === undefined ? (
                row.headline
              ) : (
                <>
                  <SeverityBadge of={row.worst.severity} /> <bdi>{row.worst.title}</bdi>{' '}
                  <code>
                    <bdi>{row.worst.values}</bdi>
                  </code>
                </>
              )}
            </span>
            <span class="release-by">
              {row.worst !== undefined && (
                <>
                  <bdi>{row.worst.manager ?? 'unknown'}</bdi>
                  {row.worst.time !== undefined && `, ${ago(row.worst.time)}`}
                </>
              )}
            </span>
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
