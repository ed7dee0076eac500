import {readFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Options} from 'yargs';
import {findConfig} from '../../config/load.ts';
import {CONFIG_FILE} from '../../config/names.ts';
import {appendRule, narrowestRule} from '../../config/write.ts';
import {UserError} from '../../model/errors.ts';
import {formatPath} from '../../model/path.ts';
import {refLabel} from '../../model/refs.ts';
import {CHECK_OPTIONS} from './check.ts';
import type {Command} from './command.ts';
import {EXIT} from '../../app/exit.ts';
import {findFinding} from './finding.ts';
import type {FindingArgs} from './finding.ts';
import type {Runtime} from '../../app/runtime.ts';

const IGNORE_OPTIONS = {
  reason: {type: 'string', nargs: 1, describe: 'why it is accepted; stands in every report', group: 'Rule:'},
  expires: {type: 'string', nargs: 1, describe: 'the day after which it counts again: 2027-01-31', group: 'Rule:'},
} as const satisfies Record<string, Options>;

interface IgnoreArgs extends FindingArgs {
  readonly reason?: string;
  readonly expires?: string;
}

/** `helm drift ignore`: writes the narrowest rule for one finding, and leaves the rest of the file as it is. */
export const IGNORE = {
  usage: 'ignore <release> <id>',
  describe: 'accept one finding, by the narrowest rule',
  options: {...CHECK_OPTIONS, ...IGNORE_OPTIONS},
  examples: [
    [
      'helm drift ignore test-nginx e0eeb00 -n sandbox-nginx --reason incident-42 --expires 2027-01-31',
      'accepted until that day',
    ],
  ],
  run: runIgnore,
} satisfies Command;

async function runIgnore(args: IgnoreArgs, runtime: Runtime): Promise<number> {
  const {reason, expires} = args;
  if (reason === undefined || reason.trim() === '')
    throw new UserError('a rule needs a reason', 'Say it with --reason "why this is accepted".');
  const {report, finding} = await findFinding(args, runtime);
  const file = args.config ?? (await findConfig(runtime.cwd)) ?? join(runtime.cwd, CONFIG_FILE);
  const release = `${report.release.namespace}/${report.release.name}`;
  const rule = narrowestRule(finding, {reason, release, ...(expires === undefined ? {} : {expires})});
  const text = appendRule(await existing(file), rule);
  // Whole or not at all: a rules file that is cut short would let everything through, or nothing.
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
  const what = `${refLabel(finding.ref)} ${formatPath(finding.path)}`.trimEnd();
  runtime.stdout.write(`${file}: ${what} is accepted${expires === undefined ? '' : ` until ${expires}`}: ${reason}\n`);
  return EXIT.clean;
}

async function existing(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`, 'Name another file with --config.');
  }
}
