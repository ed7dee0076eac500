import type {IntentObject} from '../../model/intent.ts';
import {refKey} from '../../model/refs.ts';
import type {ClusterAccess, FollowListener, ReleasePlace} from './context.ts';

/** What changed between the reading and the first watch is seen after this time. */
const CATCH_UP_MS = 1000;

/** Keeps watches on the objects that a release declares now. */
export interface ReleaseWatch {
  /** Begins anew where these are other objects than before, or where the watches have ended. */
  follow(objects: readonly IntentObject[]): void;
  close(): void;
}

export function releaseWatch(
  {name, namespace}: ReleasePlace,
  cluster: Pick<ClusterAccess, 'follow'>,
  listener: FollowListener,
): ReleaseWatch {
  let following: {readonly objects: string; readonly stop: AbortController} | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const end = (): void => {
    following?.stop.abort();
    following = undefined;
    clearTimeout(timer);
  };
  return {
    follow(objects) {
      const key = objects.map(({ref}) => refKey(ref)).join('\n');
      if (isClosed || following?.objects === key) return;
      end();
      const own = {objects: key, stop: new AbortController()};
      following = own;
      const over = (): void => {
        // The heartbeat tells why; the next refresh that goes well begins anew.
        if (following === own) following = undefined;
      };
      cluster.follow({name, namespace, objects}, listener, own.stop.signal).then(over, over);
      timer = setTimeout(listener.onChange, CATCH_UP_MS).unref();
    },
    close() {
      isClosed = true;
      end();
    },
  };
}
