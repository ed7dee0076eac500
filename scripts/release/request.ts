import {parseArgs} from 'node:util';
import {UserError, messageOf} from '../../src/model/errors.ts';

/** What is asked of a release. */
export interface Request {
  /** Who signs; a key that is thrown away where it is missing. */
  readonly key?: string;
  /** Without a slash at its end. */
  readonly repository: string;
}

const HINT = 'Say --dry-run (a key that is made for it and thrown away), or --key KEY --repository https://….';
const NOWHERE = 'https://example.invalid/helm-drift';

/** Throws UserError where it is neither a rehearsal nor signed, or names no address that stands in packages. */
export function requestOf(args: readonly string[]): Request {
  const {key, repository, 'dry-run': isRehearsal} = parsed(args);
  if (isRehearsal === (key !== undefined)) throw new UserError('a release is either rehearsed or signed', HINT);
  if (key !== undefined && repository === undefined) throw new UserError('no repository is named', HINT);
  const address = (repository ?? NOWHERE).replace(/\/$/, '');
  if (!/^https:\/\/[\w./-]+$/.test(address))
    throw new UserError(`${address} is no address of a repository`, 'It begins with https:// and is a plain one.');
  return {repository: address, ...(key === undefined ? {} : {key})};
}

function parsed(args: readonly string[]) {
  try {
    const {values} = parseArgs({
      args: [...args],
      options: {'dry-run': {type: 'boolean', default: false}, key: {type: 'string'}, repository: {type: 'string'}},
    });
    return values;
  } catch (error) {
    throw new UserError(messageOf(error), HINT, {cause: error});
  }
}
