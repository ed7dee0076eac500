import {writeFileSync} from 'node:fs';
import {request as plainRequest} from 'node:http';
import type {Agent} from 'node:http';
import {request} from 'node:https';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {readCredentials} from '../../../src/audit/receiver/credentials.ts';
import type {CredentialFiles} from '../../../src/audit/receiver/credentials.ts';
import type {PostedEvent} from '../../../src/audit/receiver/posted.ts';
import {receiver} from '../../../src/audit/receiver/receiver.ts';
import type {ReceiverBounds} from '../../../src/audit/receiver/receiver.ts';
import type {ReceiverEvent} from '../../../src/audit/receiver/sink.ts';
import {temporaryFolder} from '../../fix/fakes/folder.ts';
import {ONE, TWO} from '../../kube/certificates.ts';
import {audited} from '../events.ts';
import {listOf} from './lists.ts';

export const TOKEN = 'a-token-of-at-least-sixteen';
export const OTHER = 'another-token-just-as-long!';
export const NOW = Date.parse('2026-11-28T09:00:01Z');

export interface Sent {
  readonly status: number;
  readonly text: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

export interface Sending {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: Agent;
  readonly client?: {readonly cert: string; readonly key: string};
}

/** A receiver whose sink is in the test's hands; `post` speaks to it as an API server does. */
export async function serving(
  files: CredentialFiles,
  {
    bounds = {},
    keep = async () => {},
  }: {bounds?: Partial<ReceiverBounds>; keep?: (events: readonly PostedEvent[]) => Promise<void>} = {},
) {
  const [told, missed, kept]: [ReceiverEvent[], string[], string[]] = [[], [], []];
  const sink = {
    keep: async (events: readonly PostedEvent[]) => {
      await keep(events);
      for (const {line} of events) kept.push((JSON.parse(line.toString()) as {auditID: string}).auditID);
    },
    missed: (how: string) => void missed.push(how),
  };
  const server = await receiver({
    listen: {host: '127.0.0.1', port: 0},
    credentials: await readCredentials(files),
    files,
    sink,
    wish: 'writes',
    bounds,
    now: () => NOW,
    on: (event) => void told.push(event),
  });
  onTestFinished(() => server.close());
  const post = (
    body: Buffer | undefined,
    {method = 'POST', path, headers = {}, client, agent}: Sending = {},
  ): Promise<Sent> =>
    new Promise((resolve, reject) => {
      const url = new URL(path ?? '/audit?timeout=30s', server.url);
      const options = {method, headers: {authorization: `Bearer ${TOKEN}`, ...headers}, agent: agent ?? false};
      const secure = {...options, ...client, rejectUnauthorized: false};
      const outgoing = url.protocol === 'http:' ? plainRequest(url, options) : request(url, secure);
      outgoing.on('error', reject);
      outgoing.on('response', (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve({status: answer.statusCode ?? 0, text, headers: answer.headers}));
      });
      outgoing.end(body);
    });
  return {post, told, missed, kept, server};
}

export function tokenFile(text = TOKEN): {readonly token: string} {
  const token = join(temporaryFolder(), 'token');
  writeFileSync(token, `${text}\n`, {mode: 0o600});
  return {token};
}

export function tlsFiles(more: {readonly isMutual?: boolean} = {}): Required<Pick<CredentialFiles, 'tls'>> {
  const folder = temporaryFolder();
  const [cert, key, clientCa] = ['tls.crt', 'tls.key', 'ca.crt'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(cert, ONE.cert);
  writeFileSync(key, ONE.key, {mode: 0o600});
  writeFileSync(clientCa, TWO.cert);
  return {tls: {cert, key, ...(more.isMutual === true ? {clientCa} : {})}};
}

export const one = (auditID = 'a'): Buffer => listOf([audited({auditID})]);
