import {stat} from 'node:fs/promises';
import {NO_CONFIG} from '../config/file.ts';
import type {Config} from '../config/file.ts';
import {findConfig, loadConfig} from '../config/load.ts';

/** The user's rules and settings, as they are now: a console runs while somebody edits them. */
export interface ConfigSource {
  /** Reads the file where it has changed since the last call. Throws UserError where it cannot be read or understood. */
  current(): Promise<Config>;
  /** The file that is read: the one that was named, or the nearest one; undefined where there is none. */
  file(): Promise<string | undefined>;
}

/** `named` is the file of --config; without it the nearest `.helm-drift.yaml` from `cwd` on counts. */
export function configSource(named: string | undefined, cwd: string): ConfigSource {
  let read: {readonly version: string; readonly config: Config} | undefined;
  const file = async (): Promise<string | undefined> => named ?? (await findConfig(cwd));
  return {
    file,
    async current() {
      const found = await file();
      const version = found === undefined ? '' : await versionOf(found);
      if (read?.version === version) return read.config;
      const config = found === undefined ? NO_CONFIG : await loadConfig(found);
      read = {version, config};
      return config;
    },
  };
}

/** A configuration that never changes: for scenarios, which are judged without the user's rules. */
export function fixedConfig(config: Config): ConfigSource {
  return {current: async () => config, file: async () => undefined};
}

/** A file that cannot be looked at has no version: loadConfig says what is wrong with it. */
async function versionOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  return `${file} ${found?.mtimeMs ?? ''} ${found?.size ?? ''} ${found?.ino ?? ''}`;
}
