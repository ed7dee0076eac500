import {ACCEPT} from './accept.ts';
import {AGENT} from './agent.ts';
import {AUDIT} from './audit.ts';
import {CAPTURE} from './capture.ts';
import {CHECK} from './check.ts';
import type {Command} from './command.ts';
import {CONSOLE} from './console.ts';
import {EXPLAIN} from './explain.ts';
import {FIX} from './fix.ts';
import {HISTORY} from './history.ts';
import {IGNORE} from './ignore.ts';
import {NOTIFY} from './notify.ts';
import {PLAN} from './plan.ts';
import {RBAC} from './rbac.ts';
import {SANDBOX} from './sandbox.ts';
import {SIMULATE} from './simulate.ts';
import {STATUS} from './status.ts';
import {TIMELINE} from './timeline.ts';
import {UNDO} from './undo.ts';
import {WATCH} from './watch.ts';

/** All commands, in the order of `helm drift --help`. */
export const COMMANDS = {
  check: CHECK,
  watch: WATCH,
  notify: NOTIFY,
  agent: AGENT,
  status: STATUS,
  rbac: RBAC,
  explain: EXPLAIN,
  ignore: IGNORE,
  accept: ACCEPT,
  capture: CAPTURE,
  fix: FIX,
  plan: PLAN,
  undo: UNDO,
  timeline: TIMELINE,
  history: HISTORY,
  audit: AUDIT,
  console: CONSOLE,
  simulate: SIMULATE,
  sandbox: SANDBOX,
} as const satisfies Record<string, Command>;
