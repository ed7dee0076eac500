import {UserError} from '../../src/model/errors.ts';

export interface ReleaseNotes {
  /** What stands below the heading. */
  readonly text: string;
  /** What the heading says beside the version: a date, or `unreleased`. */
  readonly when: string;
}

/** The part of the CHANGELOG that is about a version. Throws UserError where there is none, or an empty one. */
export function notesOf(changelog: string, version: string): ReleaseNotes {
  const parts = changelog.split(/^## /m).slice(1);
  const part = parts.find((one) => one.startsWith(`${version} `) || one.startsWith(`${version}\n`));
  const heading = part?.split('\n', 1)[0] ?? '';
  const text = part?.slice(heading.length).trim() ?? '';
  if (text === '')
    throw new UserError(`CHANGELOG.md says nothing of ${version}`, `Write a part "## ${version} (YYYY-MM-DD)".`);
  return {text: `${text}\n`, when: /\((.+)\)$/.exec(heading)?.[1] ?? ''};
}
