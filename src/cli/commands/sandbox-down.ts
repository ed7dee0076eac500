import {EXIT} from '../../app/exit.ts';
import type {Runtime} from '../../app/runtime.ts';
import {quotedForShell} from '../text/shell.ts';
import {say} from '../text/output.ts';
import {progressOn} from '../text/progress.ts';
import {unmerge} from './sandbox-merge.ts';

/** Ends the sandbox, and says what is gone and what is kept. */
export async function takeDown(folder: string, {stdout, stderr, env}: Runtime): Promise<number> {
  const [{down}, {planeFolder}, {sizeOf, sizeText}] = await Promise.all([
    import('../../sandbox/sandbox.ts'),
    import('../../sandbox/home.ts'),
    import('../../sandbox/remains.ts'),
  ]);
  const progress = progressOn(stderr, env);
  progress.say('Ending the sandbox …');
  try {
    const bytes = await sizeOf(planeFolder(folder));
    const ended = await down(folder);
    progress.done();
    await unmerge(ended, stderr);
    if (!ended.found) say(stdout, `There is no sandbox in ${folder}.\n`);
    else {
      const removed = `The sandbox in ${folder} is gone: its processes were ended, its data, keys and logs (${sizeText(bytes)}) removed.`;
      say(stdout, `${[removed, ...(await remainsText(env))].join('\n')}\n`);
    }
  } finally {
    progress.done();
  }
  return EXIT.clean;
}

/** What it leaves to the next one, and to undo, and how to be rid of it. */
async function remainsText(env: NodeJS.ProcessEnv): Promise<string[]> {
  const [{keptPrograms, sizeOf, sizeText}, {recordsFolder}] = await Promise.all([
    import('../../sandbox/remains.ts'),
    import('../../fix/record/folder.ts'),
  ]);
  const programs = (await keptPrograms(env)).map(
    ({what, bytes, folder, pattern}) =>
      `  ${what} (${sizeText(bytes)}), for the next one: rm -r ${quotedForShell(folder)}/${pattern}`,
  );
  // There is one wherever a record could have been written.
  const records = env['XDG_STATE_HOME'] || env['HOME'] ? recordsFolder(env) : undefined;
  const bytes = records === undefined ? 0 : await sizeOf(records);
  const kept =
    records === undefined || bytes === 0
      ? []
      : [`  records of fixes (${sizeText(bytes)}), of other clusters too, for undo: rm -r ${quotedForShell(records)}`];
  const lines = [...programs, ...kept];
  return lines.length === 0 ? [] : ['Still on the disk, and how to remove it:', ...lines];
}
