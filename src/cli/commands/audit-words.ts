import type {ReceiverEvent} from '../../audit/receiver/sink.ts';
import type {Spool} from '../../audit/receiver/spool.ts';
import {plural} from '../../model/plural.ts';
import {sizeText} from '../flags/size.ts';

/** Tells of what happens to a receiver, in few lines whatever happens. */
export interface Narrator {
  readonly on: (event: ReceiverEvent) => void;
  /** What has come since the last time; nothing where nothing has. */
  readonly minute: () => void;
  /** What has come in all. */
  readonly end: () => void;
}

/** The same complaint again is told with the count of those between. */
const AGAIN_MS = 60_000;

type Complaint = Exclude<ReceiverEvent['kind'], 'kept' | 'credentials'>;

const WORDS: Readonly<Record<Complaint, string>> = {
  stranger: 'Somebody was turned away who may not post',
  misplaced: 'A request was none for events',
  'turned-away': 'A batch was turned away',
  unreadable: 'A batch could not be read',
  'not-kept': 'A batch could not be kept, and whoever posted it is told to try again',
  late: 'A batch came late',
};

interface Counted {
  count: number;
  told: number;
  at: number;
}

export function narratorOf(stored: Spool['stored'], now: () => number, tell: (line: string) => void): Narrator {
  const complaints = new Map<Complaint, Counted>();
  let [posts, events, kept] = [0, 0, 0];
  let [postsTold, eventsTold, keptTold] = [0, 0, 0];
  let isFull = false;
  const complain = (kind: Complaint, why: string): void => {
    const counted = complaints.get(kind) ?? {count: 0, told: 0, at: -Infinity};
    complaints.set(kind, counted);
    counted.count += 1;
    // Until it is well again the disk says the same of every batch.
    if (kind === 'not-kept' && isFull) return;
    if (kind === 'not-kept') isFull = true;
    else if (now() - counted.at < AGAIN_MS) return;
    const between = counted.count - counted.told - 1;
    tell(`${WORDS[kind]}: ${why}${between === 0 ? '' : ` (${plural(between, 'more', 'more')} since the last line)`}`);
    Object.assign(counted, {told: counted.count, at: now()});
  };
  const stock = (): string => {
    const {bytes, files, removed} = stored();
    return `${sizeText(bytes)} in ${plural(files, 'file')}${removed === 0 ? '' : `, ${removed} removed so far`}`;
  };
  return {
    on(event) {
      switch (event.kind) {
        case 'kept':
          posts += 1;
          events += event.events;
          kept += event.kept;
          if (isFull && event.kept > 0) {
            isFull = false;
            tell('Batches are kept again');
          }
          return;
        case 'credentials':
          tell(
            event.why === undefined
              ? 'The files that say who may post have changed, and count from now on'
              : `The files that say who may post have changed and cannot be used, so the old ones count: ${event.why}`,
          );
          return;
        case 'late':
          return complain(
            event.kind,
            `it holds events of ${event.seconds} s ago (--audit-webhook-batch-max-wait=1s, and clocks that agree, prevent it)`,
          );
        case 'stranger':
        case 'misplaced':
        case 'turned-away':
        case 'unreadable':
        case 'not-kept':
          return complain(event.kind, event.why);
      }
    },
    minute() {
      if (posts === postsTold) return;
      tell(
        `${plural(posts - postsTold, 'batch', 'batches')} of ${plural(events - eventsTold, 'event')}, ${kept - keptTold} kept; ${stock()}`,
      );
      [postsTold, eventsTold, keptTold] = [posts, events, kept];
    },
    end() {
      const others = [...complaints].map(([kind, {count}]) => `${kind} ${count}`);
      tell(
        `In all ${plural(posts, 'batch', 'batches')} of ${plural(events, 'event')}, ${kept} kept; ${stock()}${others.length === 0 ? '' : `; ${others.join(', ')}`}`,
      );
    },
  };
}
