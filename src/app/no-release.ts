import {UserError} from '../model/errors.ts';
import type {ReleaseRecord, ReleaseRecords} from '../model/ports.ts';
import {nearest} from './nearest.ts';
import {someOf} from '../model/plural.ts';

/** What may be shown of many names. */
const SHOWN = 5;

/**
 * The error for a release that is not there, with the likeliest way out: another namespace, another name, another storage. It looks
 * around for that, and what it may not read it does without.
 */
export async function noRelease(
  records: Pick<ReleaseRecords, 'all' | 'storedIn'>,
  {name, namespace}: {readonly name: string; readonly namespace: string},
): Promise<UserError> {
  const known = (await around(records, namespace)).filter(({status}) => status !== 'uninstalled');
  return new UserError(
    `there is no release "${name}" in namespace ${namespace}`,
    elsewhere(known, name) ??
      likely(known, name, namespace) ??
      stored(records) ??
      'See `helm list -A`; the namespace is given by -n.',
    {code: 'not-found'},
  );
}

/** Of the whole cluster where that may be listed, else of the namespace. */
async function around({all}: Pick<ReleaseRecords, 'all'>, namespace: string): Promise<readonly ReleaseRecord[]> {
  const quietly = async (where: string | undefined): Promise<readonly ReleaseRecord[] | undefined> =>
    all(where).catch((error: unknown) => {
      if (error instanceof UserError) return undefined;
      throw error;
    });
  return (await quietly(undefined)) ?? (await quietly(namespace)) ?? [];
}

function elsewhere(known: readonly ReleaseRecord[], name: string): string | undefined {
  const places = [...new Set(known.filter((one) => one.name === name).map((one) => one.namespace))].toSorted();
  const [first] = places;
  if (first === undefined) return undefined;
  if (places.length === 1) return `It is in namespace ${first}: add -n ${first}.`;
  return `It is in the namespaces ${someOf(places, SHOWN)}: choose one with -n.`;
}

function likely(known: readonly ReleaseRecord[], name: string, namespace: string): string | undefined {
  const names = [...new Set(known.filter((one) => one.namespace === namespace).map((one) => one.name))];
  const near = nearest(name, names);
  return near !== undefined && near.distance <= Math.max(2, name.length / 3) ? `Did you mean ${near.name}?` : undefined;
}

/** Somebody may have set it for another cluster. */
function stored({storedIn}: Pick<ReleaseRecords, 'storedIn'>): string | undefined {
  return storedIn === undefined || storedIn === 'secrets'
    ? undefined
    : `HELM_DRIVER has releases looked for in ${storedIn}; see \`helm list -A\`.`;
}
