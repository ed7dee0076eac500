import type {Runtime} from '../../app/runtime.ts';
import type {ReleaseWatcher} from '../../app/watch.ts';
import {cut, listLines, liveRows, standingText} from '../../report/live-list.ts';
import type {ReleaseRow} from '../../report/live-list.ts';
import type {Paint} from '../../report/paint.ts';
import {liveScreen} from './live-screen.ts';
import type {Key} from './live-screen.ts';

/** Releases in a terminal, worst first, for as long as they are followed. */
export interface LiveList {
  /** Shows what is, not more often than an eye follows. */
  soon(): void;
  note(text: string): void;
  close(): void;
}

interface LiveListOf {
  readonly runtime: Runtime;
  readonly rows: ReadonlyMap<string, ReleaseRow>;
  readonly paint: Paint;
  readonly watcher: ReleaseWatcher;
}

const REDRAW_MS = 250;
/** Marks of what is new fade without an event. */
const FADE_MS = 10_000;

/** `onEnd` is called when a key ends it. */
export function liveList({runtime, rows, paint, watcher}: LiveListOf, onEnd: (key: Key) => void): LiveList {
  let [from, all, height] = [0, 0, 1];
  let said = '';
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    timer = undefined;
    const {columns, rows: lines} = screen;
    const now = runtime.now().getTime();
    const isEarly = rows.size === 0 && !watcher.standing().isReady;
    const head = paint.bold(cut(`helm drift  ${isEarly ? 'reading …' : standingText(rows.values())}`, columns));
    const foot = [
      ...(said === '' ? [] : [paint.warn(cut(`Note: ${said}`, columns))]),
      paint.dim(cut(footText(watcher, all > height), columns)),
    ];
    height = Math.max(1, lines - 4 - foot.length);
    const list = listLines(liveRows(rows.values(), now), {width: columns, height, from, now, paint});
    all = list.all;
    // What was resolved takes lines away.
    if (from > Math.max(0, all - height)) {
      from = Math.max(0, all - height);
      return draw();
    }
    screen.show([head, '', ...list.lines, '', ...foot]);
  };
  const soon = (): void => {
    timer ??= setTimeout(draw, REDRAW_MS);
  };
  const move = (by: number): void => {
    from = Math.min(Math.max(0, from + by), Math.max(0, all - height));
    draw();
  };
  const screen = liveScreen(
    runtime,
    (key) => {
      if (key === 'quit' || key === 'interrupt') onEnd(key);
      else move({up: -1, down: 1, 'page-up': -height, 'page-down': height}[key]);
    },
    soon,
  );
  const fading = setInterval(soon, FADE_MS);
  draw();
  return {
    soon,
    note(text) {
      said = text;
      soon();
    },
    close() {
      clearTimeout(timer);
      clearInterval(fading);
      draw();
      clearTimeout(timer);
      screen.close();
    },
  };
}

function footText(watcher: ReleaseWatcher, isLong: boolean): string {
  const {queued, watches, behind, refused, isDown, isReady} = watcher.standing();
  const state = isDown
    ? 'the API server does not answer: this is what was'
    : !isReady
      ? 'checking every release once'
      : queued > 0
        ? `${queued} to check`
        : 'up to date';
  const told = [
    state,
    `${watches} watches`,
    ...(behind > 0 ? [`${behind} behind`] : []),
    ...(refused > 0 ? [`${refused} not allowed`] : []),
  ];
  return `${told.join(', ')}   ${isLong ? '↑ ↓ PgUp PgDn  ' : ''}q ends`;
}
