import type {RequestOptions} from 'node:https';
import {UserError, messageOf} from '../model/errors.ts';
import type {AuthProvider} from './kubeconfig/model.ts';

/** What client-node knows the user by: of several none is meant, so one name does. */
const NAME = 'helm-drift';

/**
 * The auth providers of old (OIDC, and those that clouds had before exec plugins): client-node's, loaded for whoever has one.
 * It is handed the user alone; where the cluster is it need not know.
 */
export function authProviderLogin({name, config}: AuthProvider): () => Promise<{readonly authorization?: string}> {
  const loading = import('./client-node.ts').then(({KubeConfig}) => {
    const kubeconfig = new KubeConfig();
    kubeconfig.loadFromOptions({
      clusters: [{name: NAME, server: 'https://unasked.invalid', skipTLSVerify: false}],
      users: [{name: NAME, authProvider: {name, config: {...config}}}],
      contexts: [{name: NAME, cluster: NAME, user: NAME}],
      currentContext: NAME,
    });
    return kubeconfig;
  });
  loading.catch(() => {});
  return async () => {
    const options: RequestOptions = {headers: {}};
    try {
      await (await loading).applyToHTTPSOptions(options);
    } catch (error) {
      throw new UserError(
        `cannot log in by the auth provider ${name}: ${messageOf(error).split('\n', 1)[0] ?? ''}`,
        "Check the context's user: `kubectl auth whoami` must work.",
        {code: 'unauthorized', cause: error},
      );
    }
    const headers = Object.entries(options.headers ?? {});
    const authorization = headers.find(([header]) => header.toLowerCase() === 'authorization')?.[1];
    return typeof authorization === 'string' ? {authorization} : {};
  };
}
