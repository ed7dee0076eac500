import {hostname, userInfo} from 'node:os';
import type {Author} from '../model/fix.ts';
import type {Cluster} from './cluster.ts';

/** Who runs this: as the machine knows them, and as the cluster does. */
export async function authorOf(cluster: Pick<Cluster, 'ownUser'>): Promise<Author> {
  const clusterUser = await cluster.ownUser();
  return {user: osUser(), host: hostname(), ...(clusterUser === undefined ? {} : {clusterUser})};
}

/** In a container the user may have a number alone, of which node says nothing. */
export function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'a user without a name';
  }
}
