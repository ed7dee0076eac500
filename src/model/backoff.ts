/** Milliseconds: twice as long with each time, and never longer than `longest`. A time of 0 is the first. */
export function doubled(times: number, first: number, longest: number): number {
  // Beyond that a power is no number any more.
  return Math.min(longest, first * 2 ** Math.min(times, 30));
}
