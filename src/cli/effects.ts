import {UserError} from '../model/errors.ts';
import {isOn, LEAVE_OUT, NEVER, RULES} from './idle-rules.ts';
import type {Line} from './idle-rules.ts';

/**
 * Throws UserError for a flag that cannot do what it says: whoever typed it believes that it does, and a check that ignores half
 * of its line says "in contract" about something else. One whose wish is granted anyway (`--dry-run --yes`) is fine.
 */
export function assertEffective(line: Line): void {
  assertNoneEmpty(line);
  if (line.command === 'explain' && isOn(line, 'reason')) {
    const flag = [...line.given].find((one) => one !== 'reason' && one !== 'debug');
    if (flag !== undefined) throw idle(flag, '--reason explains a code, and reads nothing else', LEAVE_OUT);
  }
  const never = NEVER[line.command];
  const one = never?.flags.find((flag) => line.given.has(flag));
  if (never !== undefined && one !== undefined) throw idle(one, never.why, LEAVE_OUT);
  for (const {commands, flags, idle: isIdle} of RULES) {
    if (!commands.includes(line.command)) continue;
    const flag = flags.find((named) => line.given.has(named));
    const found = flag === undefined ? undefined : isIdle(line);
    if (flag !== undefined && found !== undefined) throw idle(flag, ...found);
  }
}

/** What an unset variable of a script leaves behind: without its word the flag would be as good as left out. */
const NEEDS_WORD = [
  'at',
  'audit',
  'baseline',
  'live',
  'git',
  'chart',
  'config',
  'file',
  'out',
  'plan',
  'dir',
  'step',
  'record',
  'into',
  'keep',
  'rotate',
  'listen',
  'tls-cert',
  'tls-key',
  'client-ca',
  'token-file',
  'exec',
  'metrics',
  'shards',
  'namespaces',
  'installation',
  'state-key-file',
  'home',
  'service-account',
  'role',
];

function assertNoneEmpty({args, given}: Line): void {
  const flag = NEEDS_WORD.find((one) => given.has(one) && args[one] === '');
  if (flag !== undefined)
    throw new UserError(
      `--${flag} was given an empty word`,
      'Is a variable of a script not set? Leave the flag out, or say it.',
    );
  if (args['release'] === '')
    throw new UserError(
      'the release was given as an empty word',
      'Is a variable of a script not set? Name the release.',
    );
}

function idle(flag: string, why: string, todo: string): UserError {
  return new UserError(`--${flag} has no effect here: ${why}`, todo);
}
