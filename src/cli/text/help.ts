import type {Runtime} from '../../app/runtime.ts';
import {bounded, continued, wrapped} from '../../report/words.ts';
import {knownWidth} from './width.ts';

/** Help in a wider terminal is no easier to read; a pipe gets what every terminal holds. */
const [PAGE, PIPE] = [100, 80];

/** Columns that help fills. */
export function helpWidth(runtime: Pick<Runtime, 'env' | 'stdout'>): number {
  return bounded(Math.min(knownWidth(runtime) ?? PIPE, PAGE));
}

/** A command's examples and what they do; yargs would set them in two columns, where no line could be copied whole. */
export function exampleText(examples: readonly (readonly [string, string])[], width: number): string {
  const lines = examples.flatMap(([line, does]) => [
    ...continued(line, width - 2).map((part) => `  ${part}`),
    ...wrapped(does, width - 6).map((part) => `      ${part}`),
  ]);
  return ['Examples:', ...lines].join('\n');
}
