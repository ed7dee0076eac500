import type {OnProgress, ProgressEvent} from '../../app/events.ts';
import type {Runtime} from '../../app/runtime.ts';
import {inertText} from '../../model/inert.ts';
import {plural} from '../../model/plural.ts';

export interface Progress {
  /** Shows what an event says. */
  readonly on: OnProgress;
  /** Replaces the line that is shown; says nothing where nobody watches. */
  say(text: string): void;
  /** Wipes the line, so that the report starts on a clean one. */
  done(): void;
}

type Words = {readonly [Kind in ProgressEvent['kind']]: (event: Extract<ProgressEvent, {kind: Kind}>) => string};

const WORDS: Words = {
  'reading-baseline': () => 'Reading the baseline …',
  comparing: () => 'Comparing …',
  'releases-planned': ({done, total}) => `Planned ${done} of ${plural(total, 'release')} …`,
  'releases-checked': ({done, total}) => `Checked ${done} of ${plural(total, 'release')} …`,
  writing: () => 'Writing …',
  'waiting-for-rollouts': ({left, total, first}) => `Waiting for ${left} of ${plural(total, 'rollout')}: ${first}`,
  installing: ({release}) => `Installing ${release} …`,
  'waiting-for-controllers': () => 'Waiting for the controllers …',
  reconciling: () => 'Putting back what drifted …',
};

/** What a terminal shows for an event: one line. */
export function progressText(event: ProgressEvent): string {
  const words: (event: never) => string = WORDS[event.kind];
  return words(event as never);
}

/** One line on stderr, rewritten in place, and only on a terminal: a log keeps every byte. */
export function progressOn(stderr: Runtime['stderr'], env: NodeJS.ProcessEnv): Progress {
  if (stderr.isTTY !== true || env['TERM'] === 'dumb' || env['CI'] === 'true')
    return {on: () => {}, say: () => {}, done: () => {}};
  let shown = false;
  const say = (text: string): void => {
    stderr.write(`\r\u001B[2K${inertText(text)}`);
    shown = true;
  };
  return {
    on: (event) => say(progressText(event)),
    say,
    done() {
      if (shown) stderr.write('\r\u001B[2K');
      shown = false;
    },
  };
}
