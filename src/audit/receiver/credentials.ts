import {createHash, timingSafeEqual} from 'node:crypto';
import {readFile, stat} from 'node:fs/promises';
import {createSecureContext} from 'node:tls';
import {UserError, messageOf} from '../../model/errors.ts';

/** Files that say who this is and who may post. */
export interface CredentialFiles {
  readonly tls?: {readonly cert: string; readonly key: string; readonly clientCa?: string};
  readonly token?: string;
}

/** What stands in them. */
export interface Credentials {
  readonly tls?: Tls;
  /** A digest: nothing is compared with the token itself. */
  readonly token?: Buffer;
  /** What the files were like before they were read. */
  readonly state: string;
}

interface Tls {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca?: Buffer;
}

/** As short a word somebody might guess. */
const SHORTEST = 16;
/** A private key, a bearer token or certificates; more is none of them. */
const MOST_BYTES = 1024 * 1024;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Reads them all. Throws UserError where one cannot be read, or they do not belong together. */
export async function readCredentials(files: CredentialFiles): Promise<Credentials> {
  const {tls, token} = files;
  const state = await stateOf(files);
  return {
    state,
    ...(tls === undefined ? {} : {tls: await readTls(tls)}),
    ...(token === undefined ? {} : {token: digest(tokenIn(await read(token, 'token'), token))}),
  };
}

async function readTls({cert, key, clientCa}: NonNullable<CredentialFiles['tls']>): Promise<Tls> {
  const tls = {
    cert: await read(cert, 'certificate'),
    key: await read(key, 'key'),
    ...(clientCa === undefined ? {} : {ca: await read(clientCa, 'client CA')}),
  };
  if (tls.ca !== undefined && !tls.ca.includes('-----BEGIN CERTIFICATE-----'))
    throw new UserError(`${clientCa} holds no certificate`, '--client-ca takes certificates in PEM.');
  try {
    createSecureContext(tls);
  } catch (error) {
    throw new UserError(
      `the certificate ${cert} and the key ${key} cannot be used: ${messageOf(error)}`,
      'Both are PEM, and the key is that of the certificate, without a passphrase.',
    );
  }
  return tls;
}

async function read(file: string, what: string): Promise<Buffer> {
  try {
    const {size} = await stat(file);
    if (size > MOST_BYTES) throw new Error('it is too long to be one');
    return await readFile(file);
  } catch (error) {
    throw new UserError(`cannot read the ${what} ${file}: ${messageOf(error)}`, 'Check the path, and who may read it.');
  }
}

function tokenIn(bytes: Buffer, file: string): string {
  const token = bytes.toString('utf8').trim();
  if (token.length < SHORTEST || /\s/.test(token))
    throw new UserError(
      `${file} holds no token: it has to be one word of at least ${SHORTEST} characters`,
      'Make one: openssl rand -hex 32',
    );
  return token;
}

/** Whether a request's header holds the token. What it takes does not depend on how much of it is right. */
export function holdsToken(header: string | undefined, token: Buffer): boolean {
  const [, given] = /^Bearer +([^\s]+) *$/i.exec(header ?? '') ?? [];
  return timingSafeEqual(digest(given ?? ''), token) && given !== undefined;
}

/** Files that everybody on the machine can read, and should not. */
export async function readableByOthers({tls, token}: CredentialFiles): Promise<string[]> {
  const secret = [tls?.key, token].filter((file) => file !== undefined);
  const modes = await Promise.all(secret.map(async (file) => ({file, mode: (await stat(file)).mode})));
  return modes.filter(({mode}) => (mode & 0o004) !== 0).map(({file}) => file);
}

/** What tells one state of the files from another; whoever renews them may put a link in another's place. */
export async function stateOf({tls, token}: CredentialFiles): Promise<string> {
  const files = [tls?.cert, tls?.key, tls?.clientCa, token].filter((file) => file !== undefined);
  const states = files.map((file) =>
    stat(file).then(
      ({ino, size, mtimeMs}) => `${ino} ${size} ${mtimeMs}`,
      () => 'gone',
    ),
  );
  return (await Promise.all(states)).join('; ');
}
