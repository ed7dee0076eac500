import type {IntentObject} from '../../model/intent.ts';
import {isObject, metadataOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import type {ReleaseRef} from '../../model/refs.ts';

/**
 * What Helm writes beside the manifest: on every object of a release, but for hooks and crds/, it sets this label and these annotations, over
 * whatever the chart says there. Without them the next upgrade refuses the object as somebody else's.
 */
export function stamped(intent: IntentObject, release: Pick<ReleaseRef, 'name' | 'namespace'>): IntentObject {
  if (intent.part !== undefined) return intent;
  const metadata = metadataOf(intent.object);
  const labels = {...objectOf(metadata['labels']), 'app.kubernetes.io/managed-by': 'Helm'};
  const annotations = {
    ...objectOf(metadata['annotations']),
    'meta.helm.sh/release-name': release.name,
    'meta.helm.sh/release-namespace': release.namespace,
  };
  return {...intent, object: {...intent.object, metadata: {...metadata, labels, annotations}}};
}

/** As Helm would send it: in the namespace that it really lands in, without what the server alone may write. */
export function asWritten({object: {status: _status, ...object}, ref}: IntentObject): JsonObject {
  const {
    managedFields: _managed,
    resourceVersion: _version,
    uid: _uid,
    creationTimestamp: _created,
    ...metadata
  } = metadataOf(object);
  return {...object, metadata: {...metadata, namespace: ref.namespace}};
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
