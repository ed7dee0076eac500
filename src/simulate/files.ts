import {access, readdir, readFile} from 'node:fs/promises';
import {basename, dirname, join, resolve} from 'node:path';
import {UserError} from '../model/errors.ts';
import type {Scenario} from '../model/scenario.ts';
import {parseScenario} from './document.ts';
import {parseRecording, RECORDING_FILE} from './recording.ts';
import type {Recording} from './recording.ts';

export const SCENARIO_FILE = 'scenario.yaml';

/** The scenarios of a folder, in the order of their names. */
export async function scenariosIn(folder: string): Promise<Scenario[]> {
  const entries = await readdir(folder, {withFileTypes: true});
  const names = entries.filter((entry) => entry.isDirectory()).map(({name}) => name);
  return Promise.all(names.toSorted().map((name) => readScenario(join(folder, name, SCENARIO_FILE))));
}

/** A scenario by the name of a shipped one, or by the way to one's own. Throws UserError where there is none. */
export async function findScenario(wanted: string, shipped: string, cwd: string): Promise<Scenario> {
  const names = (await readdir(shipped, {withFileTypes: true}))
    .filter((entry) => entry.isDirectory())
    .map(({name}) => name);
  if (names.includes(wanted)) return readScenario(join(shipped, wanted, SCENARIO_FILE));
  const path = resolve(cwd, wanted);
  if (/\.ya?ml$/.test(path)) return readScenario(path);
  if (/[/\\]/.test(wanted) || wanted === '.') return readScenario(join(path, SCENARIO_FILE));
  throw new UserError(
    `there is no scenario "${wanted}"`,
    `There are: ${names.toSorted().join(', ')}; one of your own is named by its file or folder.`,
  );
}

async function readScenario(file: string): Promise<Scenario> {
  const folder = dirname(file);
  const text = await readText(file, 'scenario');
  const name = basename(file) === SCENARIO_FILE ? basename(folder) : basename(file).replace(/\.ya?ml$/, '');
  return parseScenario(text, {
    name,
    file,
    resolve: (path) => (/^[\w-]+:\/\//.test(path) ? path : resolve(folder, path)),
  });
}

/** Whether a recording lies beside a scenario. */
export async function hasRecording({file}: Scenario): Promise<boolean> {
  return access(join(dirname(file), RECORDING_FILE)).then(
    () => true,
    () => false,
  );
}

/** The recording beside a scenario. */
export async function readRecording(scenario: Scenario): Promise<Recording> {
  const file = join(dirname(scenario.file), RECORDING_FILE);
  try {
    return parseRecording(await readFile(file, 'utf8'), file, scenario);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UserError(
      `${scenario.name} has no recording, and without one it needs a cluster`,
      'Play it on the sandbox: `helm drift sandbox up`, then add --live.',
      {cause: error},
    );
  }
}

/** A file that a scenario names. */
export async function readText(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (error as Error).message;
    throw new UserError(
      `cannot read the ${what} ${file}: ${reason}`,
      'See `helm drift simulate` for the ones that ship.',
      {
        cause: error,
      },
    );
  }
}
