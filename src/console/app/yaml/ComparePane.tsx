import {useMemo, useState} from 'preact/hooks';
import {FormSelect} from '../parts/FormSelect.tsx';
import {debouncedFinding, form, select, shown} from '../state/store.ts';
import {pairUp, standingOf, useDocument} from './documents.ts';
import type {Pair} from './documents.ts';
import {MergePane} from './MergePane.tsx';
import {ObjectList} from './ObjectList.tsx';

/** Both sides, an object at a time, aligned by identity. */
export function ComparePane() {
  const baseline = useDocument(shown.value?.baselineDocument, form.value);
  const live = useDocument(shown.value?.liveDocument, form.value);
  const [picked, setPicked] = useState<{readonly key: string; readonly of: string | undefined}>();
  const [collapse, setCollapse] = useState(true);
  const left = baseline.document;
  const right = live.document;
  const pairs = useMemo(() => (left === undefined || right === undefined ? [] : pairUp(left, right)), [left, right]);
  const finding = debouncedFinding.value;
  const problem = baseline.problem ?? live.problem;
  if (problem !== undefined) return <p class="empty">{problem}</p>;
  if (left === undefined || right === undefined) return <p class="empty">Fetching both sides …</p>;
  // A click on an object holds until the next finding is selected.
  const chosen = picked !== undefined && picked.of === finding?.id ? picked.key : undefined;
  const pair = pairs.find(({key}) => key === chosen) ?? pairOf(pairs, finding?.id, finding?.object) ?? pairs[0];
  if (pair === undefined) return <p class="empty">There are no objects on either side.</p>;
  const standing = standingOf(pair, shown.value);
  const isUnseen = standing.mark === 'unseen';
  const pick = (next: Pair): void => setPicked({key: next.key, of: finding?.id});
  const go = (way: 1 | -1): void => {
    const flagged = pairs.filter((each) => standingOf(each, shown.value).mark === 'drift');
    const next = flagged[flagged.findIndex(({key}) => key === pair.key) + way];
    const first = next?.findings[0];
    if (next === undefined) return;
    if (first !== undefined) select(first);
    pick(next);
  };
  return (
    <div class="compare">
      <ObjectList pairs={pairs} current={pair} onPick={pick} />
      <div class="compare-main">
        <div class="toolbar compare-tools">
          <div class="side-head">
            <span class="dim">− Approved baseline</span>
            <h3 class="compare-title">
              <bdi>{pair.object}</bdi>
            </h3>
            <span class={`object-flag ${standing.mark}`}>{standing.text}</span>
          </div>
          <div class="side-head">
            <span class="dim compare-live">
              + Live evidence{pair.live !== undefined ? '' : isUnseen ? ': could not be seen' : ': missing'}
            </span>
            <FormSelect />
            <button type="button" aria-pressed={!collapse} onClick={() => setCollapse(!collapse)}>
              All lines
            </button>
            <button type="button" onClick={() => go(-1)} aria-label="Previous object with a difference">
              ↑
            </button>
            <button type="button" onClick={() => go(1)} aria-label="Next object with a difference">
              ↓
            </button>
          </div>
        </div>
        {isUnseen ? (
          <p class="empty">
            <span>? {unseenText(pair)}</span>
          </p>
        ) : (
          <MergePane pair={pair} baseline={left} live={right} collapse={collapse} onEnd={go} key={pair.key} />
        )}
      </div>
    </div>
  );
}

/** Why nobody could see it. */
function unseenText({key}: Pair): string {
  return shown.value?.gaps.find((gap) => gap.key === key)?.message ?? '';
}

function pairOf(pairs: readonly Pair[], id: string | undefined, object: string | undefined): Pair | undefined {
  if (id === undefined) return pairs.find(({findings}) => findings.length > 0);
  return pairs.find(({findings}) => findings.includes(id)) ?? pairs.find((pair) => pair.object === object);
}
