import type {ClusterEntry, ExecPlugin, UserEntry} from './model.ts';

/** The first thing that client-go refuses a cluster and a user for; undefined where there is none. */
export function problemOf(cluster: ClusterEntry, user: UserEntry): string | undefined {
  return [...clusterProblems(cluster), ...userProblems(user)].find((problem) => problem !== '');
}

function clusterProblems({caFile, caData, proxyUrl, insecure, server}: ClusterEntry): string[] {
  const hasAuthority = caFile !== '' || caData !== '';
  const isProxyKnown = proxyUrl === '' || (/^(?:https?|socks5):/i.test(proxyUrl) && URL.canParse(proxyUrl));
  return [
    caFile !== '' && caData !== '' ? 'certificate-authority and certificate-authority-data exclude each other' : '',
    hasAuthority && insecure && server.startsWith('https:')
      ? 'a certificate authority and insecure-skip-tls-verify exclude each other'
      : '',
    isProxyKnown ? '' : `the proxy-url "${proxyUrl}" is no URL of http, https or socks5`,
  ];
}

function userProblems(user: UserEntry): string[] {
  const {token, username, password, as, asUid, asGroups, asExtra, exec, authProvider} = user;
  const isImpersonated = asUid !== '' || asGroups.length > 0 || Object.keys(asExtra).length > 0;
  return [
    token !== '' && (username !== '' || password !== '')
      ? 'the user has a token and a password, and only one way to log in is allowed'
      : '',
    ...certificateProblems(user),
    ...(exec === undefined ? [] : execProblems(exec)),
    exec !== undefined && authProvider !== undefined ? 'exec and auth-provider exclude each other' : '',
    isImpersonated && as === '' ? 'a uid, groups or extra fields to impersonate need a user to impersonate (as)' : '',
  ];
}

function certificateProblems({certFile, certData, keyFile, keyData}: UserEntry): string[] {
  if (certFile === '' && certData === '') return [];
  return [
    certFile !== '' && certData !== '' ? 'client-certificate and client-certificate-data exclude each other' : '',
    keyFile !== '' && keyData !== '' ? 'client-key and client-key-data exclude each other' : '',
    keyFile === '' && keyData === '' ? 'a client certificate needs its client-key' : '',
  ];
}

const EXEC_VERSIONS = new Set(['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1']);

function execProblems({command, apiVersion, env, interactiveMode}: ExecPlugin): string[] {
  return [
    command === '' ? 'the exec plugin names no command' : '',
    EXEC_VERSIONS.has(apiVersion)
      ? ''
      : `the exec plugin is of the apiVersion "${apiVersion}", which helm does not know`,
    env.some(({name}) => name === '') ? 'a variable of the exec plugin has no name' : '',
    ['Never', 'IfAvailable', 'Always'].includes(interactiveMode)
      ? ''
      : 'the exec plugin needs an interactiveMode of Never, IfAvailable or Always',
  ];
}
