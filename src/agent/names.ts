/**
 * The API group of our own kind. The name is made up, of a domain that belongs to nobody (RFC 2606): whoever publishes this sets
 * their own here, and `npm run docs` writes it into the chart.
 */
export const GROUP = 'helm-drift.example';
export const VERSION = 'v1alpha1';
export const KIND = 'ReleaseDrift';
export const PLURAL = 'releasedrifts';
/** Under this name the API server knows what we write. */
export const FIELD_MANAGER = 'helm-drift';
/** What notifications have told is another writer's business: neither takes the other's fields away. */
export const TOLD_MANAGER = 'helm-drift-told';
/** Bytes of the document of what was told. */
export const TOLD_AT_MOST = 256 * 1024;
/** Our own objects say whose they are; Helm's label would make them extra objects of a release. */
export const OWN_LABELS = {'app.kubernetes.io/managed-by': 'helm-drift'} as const;
/** Leases of one installation are found by this label: its value is the installation's name. */
export const LEASE_LABEL = `${GROUP}/agent`;
/** What a lease says beside who holds it. */
export const LEASE_NOTES = {
  count: `${GROUP}/shards`,
  wantedBy: `${GROUP}/wanted-by`,
  ready: `${GROUP}/ready`,
  unwritten: `${GROUP}/unwritten`,
  covers: `${GROUP}/namespaces`,
} as const;
