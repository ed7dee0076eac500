import {CHECK} from './check.ts';
import type {Command} from './command.ts';
import {EXPLAIN} from './explain.ts';
import {IGNORE} from './ignore.ts';
import {SANDBOX} from './sandbox.ts';
import {SIMULATE} from './simulate.ts';

/** All commands, in the order of `helm drift --help`. */
export const COMMANDS = {
  check: CHECK,
  explain: EXPLAIN,
  ignore: IGNORE,
  simulate: SIMULATE,
  sandbox: SANDBOX,
} as const satisfies Record<string, Command>;
