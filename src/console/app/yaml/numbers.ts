/** A stretch of one text that takes the place of a stretch of another. */
interface Span {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** Changes that take no number apart: of `80 → 8080` all of 8080 is new, and not its end. In the order of the texts. */
export function wholeNumbers(changes: readonly Span[], a: string, b: string): Span[] {
  const whole: Span[] = [];
  for (const {fromA, toA, fromB, toB} of changes) {
    // What stands between two changes is the same in both texts: both sides grow by as much.
    const before = Math.max(startsBefore(a, fromA), startsBefore(b, fromB));
    const after = Math.max(endsAfter(a, toA), endsAfter(b, toB));
    const next = {fromA: fromA - before, toA: toA + after, fromB: fromB - before, toB: toB + after};
    const last = whole.at(-1);
    if (last === undefined || (next.fromA > last.toA && next.fromB > last.toB)) whole.push(next);
    else
      whole[whole.length - 1] = {
        ...last,
        toA: Math.max(last.toA, next.toA),
        toB: Math.max(last.toB, next.toB),
      };
  }
  return whole;
}

/** How far before a place the number begins that the place is inside of; 0 where it is inside of none. */
function startsBefore(text: string, at: number): number {
  return at - (numberAt(text, at)?.from ?? at);
}

function endsAfter(text: string, at: number): number {
  return (numberAt(text, at)?.to ?? at) - at;
}

const LONGEST = 40;

function numberAt(text: string, at: number): {readonly from: number; readonly to: number} | undefined {
  const [, left = ''] = /([\d.]*)$/.exec(text.slice(Math.max(0, at - LONGEST), at)) ?? [];
  const [right = ''] = /^[\d.]*/.exec(text.slice(at, at + LONGEST)) ?? [];
  // A decimal is one number; of a version each part is.
  const isDecimal = /^\d+\.\d+$/.test(left + right);
  const [, digitsLeft = ''] = /(\d*)$/.exec(left) ?? [];
  const [digitsRight = ''] = /^\d*/.exec(right) ?? [];
  const [before, behind] = isDecimal ? [left, right] : [digitsLeft, digitsRight];
  return before === '' || behind === '' ? undefined : {from: at - before.length, to: at + behind.length};
}
