/** Time as an engine has it: a test has its own. */
export interface Clock {
  /** Milliseconds that never go back. */
  now(): number;
  /** Calls once, after a while; gives what calls it off. */
  later(ms: number, call: () => void): () => void;
  /** From 0 to 1. */
  chance(): number;
}
