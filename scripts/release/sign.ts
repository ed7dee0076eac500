import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {UserError} from '../../src/model/errors.ts';
import {sha256} from './oci.ts';

/** Signs as one key of one GnuPG home. */
export interface Signer {
  /** The text, readable, with its signature. */
  readonly clearSigned: (text: string) => Buffer;
  /** What verifies it: armoured for people, and as the keyring that Helm reads. */
  readonly publicKey: Buffer;
  readonly keyring: Buffer;
  readonly fingerprint: string;
}

/** What Helm signs of an archive: what it says of itself (plugin.yaml, Chart.yaml), and its digest. */
export function provenanceText(metadata: string, file: string, archive: Buffer): string {
  return `${metadata.trimEnd()}\n\n...\nfiles:\n  ${file}: ${sha256(archive)}\n`;
}

/** As a key of the user's own GnuPG home, which may ask for its passphrase. */
export function signerOf(key: string): Signer {
  return signer(undefined, key);
}

/** Does its work with a key that is made for it, and gone when it ends. */
export async function withThrowAwayKey<T>(work: (by: Signer) => T | Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'helm-drift-gpg-'));
  try {
    const name = 'helm drift, a key for one run <nobody@example.invalid>';
    gpg(home, ['--passphrase', '', '--quick-generate-key', name, 'rsa3072', 'sign', '1d']);
    return await work(signer(home, name));
  } finally {
    spawnSync('gpgconf', ['--homedir', home, '--kill', 'all']);
    rmSync(home, {recursive: true, force: true});
  }
}

function signer(home: string | undefined, key: string): Signer {
  const listed = gpg(home, ['--with-colons', '--list-keys', key]).toString('utf8');
  const fingerprint = /^fpr:+([0-9A-F]+):/m.exec(listed)?.[1];
  if (fingerprint === undefined) throw new UserError(`gpg has no key ${key}`, 'Name one that `gpg --list-keys` lists.');
  return {
    clearSigned: (text) => gpg(home, ['--local-user', fingerprint, '--digest-algo', 'SHA512', '--clear-sign'], text),
    publicKey: gpg(home, ['--armor', '--export', fingerprint]),
    keyring: gpg(home, ['--export', fingerprint]),
    fingerprint,
  };
}

function gpg(home: string | undefined, args: readonly string[], input = ''): Buffer {
  const where = home === undefined ? [] : ['--homedir', home, '--pinentry-mode', 'loopback'];
  const {status, stdout, stderr, error} = spawnSync('gpg', ['--batch', '--yes', '--quiet', ...where, ...args], {input});
  if (error !== undefined)
    throw new UserError('gpg is not on PATH', 'Install GnuPG (on Debian: sudo apt-get install -y gnupg).');
  if (status !== 0) throw new UserError(`gpg failed: ${stderr.toString('utf8').trim()}`, 'See what gpg says.');
  return stdout;
}
