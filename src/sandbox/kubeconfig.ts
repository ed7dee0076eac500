interface KubeconfigEntry {
  readonly context: string;
  readonly server: string;
  /** PEM. */
  readonly ca: Buffer;
  readonly token: string;
}

/** A kubeconfig of one context; JSON, which every reader of YAML takes. */
export function kubeconfigText({context, server, ca, token}: KubeconfigEntry): string {
  const document = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context,
    clusters: [{name: context, cluster: {server, 'certificate-authority-data': ca.toString('base64')}}],
    users: [{name: `${context}-admin`, user: {token}}],
    contexts: [{name: context, context: {cluster: context, user: `${context}-admin`}}],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
