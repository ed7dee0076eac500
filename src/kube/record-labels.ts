import type {JsonObject} from '../model/json.ts';
import type {ReleaseRecord} from '../model/ports.ts';

/** Labels that Helm keeps for itself: pkg/storage/driver's systemLabels. */
const HELMS = new Set(['name', 'owner', 'status', 'version', 'createdAt', 'modifiedAt']);

/** What `helm install --labels` gave a release, from its record. */
export function ownLabels(labels: JsonObject): Pick<ReleaseRecord, 'labels'> {
  const own = Object.entries(labels).flatMap(([name, value]): [string, string][] =>
    HELMS.has(name) || typeof value !== 'string' ? [] : [[name, value]],
  );
  return own.length === 0 ? {} : {labels: Object.fromEntries(own)};
}
