import {useLayoutEffect, useMemo, useRef, useState} from 'preact/hooks';
import {SEVERITIES} from '../../../model/report.ts';
import {checked, chosen, focused, gate, isNow, select, shown, toggle, union} from '../state/store.ts';
import {SHAPES, count} from '../state/words.ts';
import {BulkRow, DriftRow} from './DriftRow.tsx';
import {isSelectable, query, rows, selectable, severity, verdicts, visible} from './filter.ts';
import type {Row} from './filter.ts';
import {startReconcile} from './reconcile.ts';
import {reveal} from './reveal.ts';

const OVERSCAN = 12;

/** Only the rows near the view are in the DOM: 5,000 findings scroll like five. `tops` are where rows begin, and the end. */
function useWindow(tops: readonly number[]) {
  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({top: 0, view: 600});
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = (): void => setScroll({top: element.scrollTop, view: element.clientHeight});
    measure();
    element.addEventListener('scroll', measure, {passive: true});
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', measure);
      observer.disconnect();
    };
  }, []);
  const first = Math.max(0, rowAt(tops, scroll.top) - OVERSCAN);
  const last = Math.min(tops.length - 1, rowAt(tops, scroll.top + scroll.view) + 1 + OVERSCAN);
  return {box, first, last};
}

/** The last row that begins at or above a place. */
function rowAt(tops: readonly number[], y: number): number {
  let [low, high] = [0, tops.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle] as number) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Of two or three lines, as list.css lays them out. */
const NARROW = matchMedia('(max-width: 700px)');
const [ROW_HEIGHT, NARROW_HEIGHT, GROUP_HEIGHT] = [38, 74, 24];

const rowHeight = (): number => (NARROW.matches ? NARROW_HEIGHT : ROW_HEIGHT);

function useRowHeight(): number {
  const [height, setHeight] = useState(rowHeight);
  useLayoutEffect(() => {
    const change = (): void => setHeight(rowHeight());
    NARROW.addEventListener('change', change);
    return () => NARROW.removeEventListener('change', change);
  }, []);
  return height;
}

function topsOf(all: readonly Row[], height: number): number[] {
  const tops = [0];
  for (const {kind} of all) tops.push((tops.at(-1) ?? 0) + (kind === 'group' ? GROUP_HEIGHT : height));
  return tops;
}

/** What the keys of the list do, by row. */
function useKeys(all: readonly Row[], current: string | undefined): (event: KeyboardEvent) => void {
  const move = (by: number): void => {
    const findings = all.flatMap((row) => (row.kind === 'finding' ? [row.finding] : []));
    const from = findings.findIndex(({id}) => id === current);
    const next = findings[from < 0 ? 0 : Math.min(findings.length - 1, Math.max(0, from + by))];
    if (next !== undefined) select(next.id);
  };
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const {key} = event;
    if (key === 'j' || key === 'ArrowDown') move(1);
    else if (key === 'k' || key === 'ArrowUp') move(-1);
    else if (key === 'Home') move(-1e9);
    else if (key === 'End') move(1e9);
    else if (key === 'Enter') reveal('focus');
    else if (key === ' ' && current !== undefined) {
      if (isSelectable(current)) toggle(current);
    } else return;
    event.preventDefault();
  };
}

export function DriftList() {
  const height = useRowHeight();
  const all = rows.value;
  const tops = useMemo(() => topsOf(all, height), [all, height]);
  const {box, first, last} = useWindow(tops);
  const current = focused.value?.id;
  useLayoutEffect(() => {
    const index = all.findIndex((row) => row.kind === 'finding' && row.finding.id === current);
    const element = box.current;
    if (index < 0 || element === null) return;
    const top = tops[index] ?? 0;
    if (top < element.scrollTop + GROUP_HEIGHT) element.scrollTop = Math.max(0, top - GROUP_HEIGHT);
    else if (top + height > element.scrollTop + element.clientHeight)
      element.scrollTop = top + height - element.clientHeight;
  }, [current, height]);
  // Whoever comes to the page comes for the findings: keys work at once.
  useLayoutEffect(() => {
    if (document.activeElement === document.body && rows.peek().length > 0) box.current?.focus({preventScroll: true});
  }, []);
  const hasCurrent = current !== undefined && all.some((row) => row.kind === 'finding' && row.finding.id === current);
  return (
    <section class="panel drift" aria-label="Governed drift">
      <ListHead />
      <ColumnHeads />
      <div
        class="rows"
        id="drift"
        ref={box}
        tabIndex={0}
        {...(all.length === 0
          ? {role: 'group' as const, 'aria-label': 'Findings'}
          : {
              role: 'listbox' as const,
              'aria-label': 'Findings: j and k move, space selects for reconcile, Enter opens',
              'aria-multiselectable': 'true' as const,
            })}
        {...(hasCurrent ? {'aria-activedescendant': `row-${current}`} : {})}
        onKeyDown={useKeys(all, current)}
      >
        {all.length === 0 ? (
          <Empty />
        ) : (
          <div class="rows-inner" role="presentation" style={{height: `${tops.at(-1)}px`}}>
            <div role="presentation" style={{transform: `translateY(${tops[first]}px)`}}>
              {all.slice(first, last).map((row) => (
                <RowOf row={row} height={height} key={keyOf(row)} />
              ))}
            </div>
          </div>
        )}
      </div>
    </section>
  );
}

const keyOf = (row: Row): string =>
  row.kind === 'group' ? row.group : row.kind === 'bulk' ? row.bulk.key : row.finding.id;

function RowOf({row, height}: {readonly row: Row; readonly height: number}) {
  if (row.kind === 'bulk') return <BulkRow bulk={row.bulk} open={row.isOpen} height={height} />;
  if (row.kind === 'group') {
    return (
      <div class="group-row" role="presentation" style={{height: `${GROUP_HEIGHT}px`}}>
        {row.group} <span class="dim">{row.count}</span>
      </div>
    );
  }
  const {finding, place} = row;
  return (
    <DriftRow
      finding={finding}
      current={finding.id === focused.value?.id}
      checked={checked.value.has(finding.id)}
      selectable={isSelectable(finding.id)}
      place={place}
      total={visible.value.length}
      height={height}
    />
  );
}

/** The columns' names, and one box for all rows. */
function ColumnHeads() {
  const picked = chosen.value.length;
  const all = selectable.value;
  return (
    <div class="heads">
      <input
        type="checkbox"
        aria-label={all.length === 1 ? 'Select the one finding' : `Select all ${all.length}`}
        disabled={all.length === 0 || !isNow.value}
        checked={picked > 0 && picked === all.length}
        onChange={() => (checked.value = picked === all.length ? new Set() : new Set(all.map(({id}) => id)))}
      />
      <span>Severity</span>
      <span class="row-title">Control path</span>
      <span class="row-values">Approved → live</span>
      <span class="row-object">Object and field</span>
      <span class="row-by">Who</span>
      <span class="row-when">When</span>
    </div>
  );
}

function ListHead() {
  const summary = shown.value?.summary;
  return (
    <div class="list-head">
      <h2 class="panel-title">Governed drift</h2>
      <input
        type="search"
        id="filter"
        class="filter"
        placeholder="Filter: name, path, manager, value  ( / )"
        aria-label="Filter the findings"
        value={query.value}
        onInput={(event) => (query.value = event.currentTarget.value)}
      />
      <select
        aria-label="Severity"
        value={severity.value}
        onChange={(event) => {
          const wanted = event.currentTarget.value;
          severity.value = SEVERITIES.find((each) => each === wanted) ?? 'any';
        }}
      >
        <option value="any">any severity</option>
        {SEVERITIES.toReversed().map((each) => (
          <option key={each} value={each}>
            {SHAPES[each]} {each}
          </option>
        ))}
      </select>
      <label class="check">
        <input
          type="checkbox"
          checked={verdicts.value === 'all'}
          onChange={(event) => (verdicts.value = event.currentTarget.checked ? 'all' : 'drift')}
        />
        accepted and ignored{summary !== undefined && ` (${summary.accepted + summary.ignored})`}
      </label>
      <ListAction />
    </div>
  );
}

function ListAction() {
  const picked = chosen.value.length;
  const why =
    gate.value?.open === false
      ? gate.value.why
      : isNow.value
        ? undefined
        : 'Only drift of now can be put back: move the slider there.';
  return (
    <button
      type="button"
      class="list-act"
      title={why ?? (picked === 0 ? 'Select findings first' : '')}
      disabled={why !== undefined || picked === 0}
      onClick={() => startReconcile(chosen.value.map(({id}) => id))}
    >
      Reconcile {picked > 0 ? count(picked, 'field') : 'selected'}…
    </button>
  );
}

function Empty() {
  const state = shown.value;
  const filtered = query.value !== '' || severity.value !== 'any';
  if (filtered && union.value.length > 0) {
    return (
      <div class="empty">
        <p>Nothing matches the filter.</p>
        <button
          type="button"
          onClick={() => {
            query.value = '';
            severity.value = 'any';
          }}
        >
          Show all
        </button>
      </div>
    );
  }
  if (state?.compliance === 'incomplete') {
    return (
      <div class="empty">
        <p class="empty-title">? No drift seen, and not all could be seen</p>
        <p>The banner above says what is missing and why. Until it can be read, nobody knows.</p>
      </div>
    );
  }
  return (
    <div class="empty">
      <p class="empty-title in-contract">✓ In contract</p>
      <p>
        {count(state?.summary.compared ?? 0, 'object')} compared with the baseline, and every declared field is as
        approved. A change made past Helm appears here within seconds.
      </p>
    </div>
  );
}
