/** The only door to the cluster client: a named import, so that esbuild keeps what KubeConfig needs and no more. */
export {KubeConfig} from '@kubernetes/client-node';
