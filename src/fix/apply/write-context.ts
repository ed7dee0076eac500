import type {ApiResource, ApiResources, ClusterReader, ClusterWriter, WritePlace} from '../../model/ports.ts';
import {parseApiVersion} from '../../model/refs.ts';
import type {Step} from '../../model/fix.ts';

/** Time, for whoever waits. */
export interface Clock {
  /** Milliseconds since any moment; it never runs backwards. */
  readonly elapsed: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** The cluster, for whoever may write to it. */
export interface WriteContext {
  readonly reader: ClusterReader;
  readonly writer: ClusterWriter;
  /** What is served: asked for anew when a step has brought a definition back. */
  readonly resources: () => Promise<ApiResources>;
  readonly refresh: () => void;
  /** A text that the server wrote, without the secrets that it may quote. */
  readonly safe: (text: string) => string;
  readonly clock: Clock;
}

export function placeOf({ref}: Step): WritePlace {
  return {namespace: ref.namespace, name: ref.name};
}

/** The resource of a step's object at the very version that its fields were read at; undefined where that is not served. */
export async function resourceOf({ref, apiVersion}: Step, {resources}: WriteContext): Promise<ApiResource | undefined> {
  const {version} = parseApiVersion(apiVersion);
  const resource = (await resources()).find(ref.group, ref.kind, version);
  return resource?.version === version ? resource : undefined;
}
