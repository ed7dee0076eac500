/**
 * The only door to the cluster client, and only to its KubeConfig: authentication and TLS. The package's own entry would
 * bring the typed API with it, which loses fields that it does not know.
 */
export {KubeConfig} from '@kubernetes/client-node/dist/config.js';
