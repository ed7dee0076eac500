import type {FindingView} from '../../contract.ts';

/** Changes of one moment, or of moments too close to be told apart on the axis. */
export interface AxisMark {
  /** From 0, when the baseline was deployed, to 1, now. */
  readonly at: number;
  /** RFC 3339, of the newest of them. */
  readonly time: string;
  /** In the order in which they came: worst first. */
  readonly findings: readonly [FindingView, ...FindingView[]];
  /** On which side of the mark its name stands: where there is room. */
  readonly side: 'right' | 'left';
  /** How much of the axis the name may take. */
  readonly room: number;
}

/** Marks closer than this share one: their names would not fit beside each other. */
const CLOSE = 0.25;
const SECOND = 1000;

/**
 * Where the drift of now stands between two times (RFC 3339), oldest first. The axis counts ages by their logarithm: what
 * happened a minute ago and what happened an hour ago are both to be seen on a release of last month. Without a time there is no mark.
 */
export function axisOf(findings: readonly FindingView[], from: string, to: string): AxisMark[] {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const whole = Math.log(1 + Math.max(SECOND, end - start) / SECOND);
  const placed = findings.flatMap((finding) => {
    const {time} = finding.by;
    if (finding.verdict !== 'drift' || time === undefined) return [];
    const age = Math.min(Math.max(0, end - Date.parse(time)), Math.max(0, end - start));
    if (Number.isNaN(age)) return [];
    return [{finding, time, at: 1 - Math.log(1 + age / SECOND) / whole}];
  });
  const marks: {at: number; time: string; findings: [FindingView, ...FindingView[]]}[] = [];
  for (const {finding, time, at} of placed.toSorted((a, b) => a.at - b.at)) {
    const last = marks.at(-1);
    if (last === undefined || at - last.at > CLOSE) marks.push({at, time, findings: [finding]});
    else {
      last.findings.push(finding);
      last.time = time;
    }
  }
  const order = new Map(findings.map(({id}, index) => [id, index]));
  for (const mark of marks) mark.findings.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  return marks.map((mark, index): AxisMark => {
    const side = sideOf(mark);
    const other = marks[side === 'right' ? index + 1 : index - 1];
    if (other === undefined) return {...mark, side, room: side === 'right' ? 1 - mark.at : mark.at};
    const gap = Math.abs(other.at - mark.at);
    // Between two names that stand towards each other the gap is shared.
    const share = sideOf(other) === side ? 1 : side === 'right' ? 0.62 : 0.36;
    return {...mark, side, room: gap * share};
  });
}

const sideOf = ({at}: {readonly at: number}): AxisMark['side'] => (at > 0.5 ? 'left' : 'right');
