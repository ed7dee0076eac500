import {useState} from 'preact/hooks';
import {driftingObjects, opened, shown} from '../state/store.ts';
import {standingOf} from './documents.ts';
import type {ObjectStanding, Pair} from './documents.ts';

const MOST = 150;

interface Props {
  readonly pairs: readonly Pair[];
  readonly current: Pair;
  readonly onPick: (pair: Pair) => void;
}

const STORED = 'helm-drift-reviewed';

interface Listed {
  readonly pair: Pair;
  readonly standing: ObjectStanding;
}

function rankOf({pair, standing}: Listed): number {
  if (driftingObjects.value.has(pair.object)) return 0;
  return standing.mark === 'unseen' ? 1 : 2;
}

/** All objects, the flagged first. A reviewed one stays so until its evidence changes. */
export function ObjectList({pairs, current, onPick}: Props) {
  const [query, setQuery] = useState('');
  const [reviewed, setReviewed] = useState(
    () => new Set(JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as string[]),
  );
  const mark = (pair: Pair): string => `${opened.value?.key} ${shown.value?.liveDocument} ${pair.key}`;
  const review = (pair: Pair): void => {
    const next = new Set(reviewed);
    if (!next.delete(mark(pair))) next.add(mark(pair));
    sessionStorage.setItem(STORED, JSON.stringify([...next].slice(-500)));
    setReviewed(next);
  };
  const found = pairs
    .filter(({object}) => object.toLowerCase().includes(query.toLowerCase()))
    .map((pair) => ({pair, standing: standingOf(pair, shown.value)}))
    // By what drifts in any moment: objects keep their places while the slider moves.
    .toSorted((a, b) => rankOf(a) - rankOf(b));
  return (
    <nav class="objects" aria-label="Objects">
      {pairs.length > 12 && (
        <input
          type="search"
          placeholder="Filter objects"
          aria-label="Filter objects"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      <ul>
        {found.slice(0, MOST).map(({pair, standing}) => (
          <li key={pair.key} class={pair.key === current.key ? 'current' : ''}>
            <button
              type="button"
              {...(pair.key === current.key ? {'aria-current': 'true'} : {})}
              onClick={() => onPick(pair)}
            >
              <bdi class="object-name" title={pair.object}>
                {pair.object}
              </bdi>
              <span class={`object-flag ${standing.mark}`} title={standing.text}>
                <span aria-hidden="true">{standing.flag}</span>
                <span class="sr">{standing.text}</span>
              </span>
            </button>
            {driftingObjects.value.has(pair.object) && (
              <label class={`reviewed ${standing.mark === 'drift' ? '' : 'not-here'}`}>
                <input type="checkbox" checked={reviewed.has(mark(pair))} onChange={() => review(pair)} />
                <span class="sr">{pair.object} </span>reviewed
              </label>
            )}
          </li>
        ))}
      </ul>
      {found.length > MOST && <p class="dim">and {found.length - MOST} more: filter to see them</p>}
    </nav>
  );
}
