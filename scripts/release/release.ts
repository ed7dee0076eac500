import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Signer} from './sign.ts';

/** One release that is being made. */
export interface Release {
  readonly version: string;
  /** The commit that it is made from, and its time in seconds since 1970: the time of all that is in it. */
  readonly commit: string;
  readonly time: number;
  /** Where it will be found, without a slash at its end. */
  readonly repository: string;
  /** The folder that it is written to. */
  readonly out: string;
  readonly signer: Signer;
}

/** What an OCI artifact of it says of itself. */
export function annotationsOf(
  {version, commit, time, repository}: Release,
  title: string,
): Readonly<Record<string, string>> {
  return {
    'org.opencontainers.image.created': new Date(time * 1000).toISOString(),
    'org.opencontainers.image.licenses': 'Apache-2.0',
    'org.opencontainers.image.revision': commit,
    'org.opencontainers.image.source': repository,
    'org.opencontainers.image.title': title,
    'org.opencontainers.image.version': version,
  };
}

/** Two files of one name fail: the second would be all that is left. */
export const write = ({out}: Release, file: string, content: Buffer | string): void =>
  writeFileSync(join(out, file), content, {flag: 'wx'});

export const readText = (file: string): string => readFileSync(file, 'utf8');
