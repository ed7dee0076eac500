import {readFile} from 'node:fs/promises';

/** Where Go looks on Linux, in its order: the bundles of Debian, Fedora, openSUSE, OpenELEC, CentOS and Alpine. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * The authorities that this machine trusts, for a cluster that names none: helm goes by them, and Node by those that it ships
 * with. '' where there is no such file; Node's own count then.
 */
export async function systemRoots(env: NodeJS.ProcessEnv, bundles: readonly string[] = BUNDLES): Promise<string> {
  const named = env['SSL_CERT_FILE'];
  for (const file of named ? [named] : bundles) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  }
  return '';
}
