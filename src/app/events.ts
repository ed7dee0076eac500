/**
 * What a long work is doing now. One stream for the terminal, the console and whatever comes next: each face has words of its
 * own for an event, and none has to read another one's text.
 */
export type ProgressEvent =
  | {readonly kind: 'reading-baseline'}
  | {readonly kind: 'comparing'}
  | {readonly kind: 'releases-checked'; readonly done: number; readonly total: number}
  | {readonly kind: 'releases-planned'; readonly done: number; readonly total: number}
  | {readonly kind: 'writing'}
  | {readonly kind: 'waiting-for-rollouts'; readonly left: number; readonly total: number; readonly first: string}
  | {readonly kind: 'installing'; readonly release: string}
  | {readonly kind: 'waiting-for-controllers'}
  | {readonly kind: 'reconciling'};

export type OnProgress = (event: ProgressEvent) => void;
