import {isIP} from 'node:net';
import {resolve} from 'node:path';
import type {Runtime} from '../../app/runtime.ts';
import type {CredentialFiles} from '../../audit/receiver/credentials.ts';
import {UserError} from '../../model/errors.ts';
import {last, present} from '../flags/args.ts';
import type {ArgsOf, FlagGroup} from '../flags/args.ts';
import {bytesOf} from '../flags/size.ts';
import {command} from './command.ts';

const AUDIT_COMMAND_FLAGS = {
  into: {type: 'string', nargs: 1, describe: 'folder for the events, which --audit reads', group: 'Events:'},
  keep: {
    type: 'string',
    nargs: 1,
    describe: 'size of the folder: beyond it the oldest files go (2Gi where nothing is said)',
    group: 'Events:',
  },
  rotate: {
    type: 'string',
    nargs: 1,
    describe: 'size of a file before it is zipped (64Mi where nothing is said)',
    group: 'Events:',
  },
  all: {
    type: 'boolean',
    default: false,
    describe: 'keep reads, leases, events and all stages too; nothing here reads them',
    group: 'Events:',
  },
  listen: {type: 'string', nargs: 1, describe: 'ADDRESS:PORT to listen on', group: 'Who may post:'},
  'tls-cert': {type: 'string', nargs: 1, describe: 'certificate of this server', group: 'Who may post:'},
  'tls-key': {type: 'string', nargs: 1, describe: 'its key', group: 'Who may post:'},
  'client-ca': {
    type: 'string',
    nargs: 1,
    describe: 'whoever posts shows a certificate of this CA',
    group: 'Who may post:',
  },
  'token-file': {
    type: 'string',
    nargs: 1,
    describe: 'whoever posts shows the bearer token in this file; with --client-ca both',
    group: 'Who may post:',
  },
} as const satisfies FlagGroup;

export interface ReceiveFlags {
  readonly folder: string;
  readonly keep: number;
  readonly rotate: number;
  readonly all: boolean;
  readonly listen: {readonly host: string; readonly port: number};
  readonly files: CredentialFiles;
}

/** `helm drift audit receive`: the audit log of an API server that posts it. */
export const AUDIT = command({
  usage: 'audit <task>',
  describe: 'take what an API server posts of its audit log, for --audit: receive',
  options: AUDIT_COMMAND_FLAGS,
  examples: [
    ['helm drift audit receive --into audit --listen 127.0.0.1:9443 --token-file token', 'on this machine alone'],
  ],
  run: async ({task, ...args}, runtime) => {
    if (task !== 'receive') throw new UserError(`audit knows no "${task}"`, 'It is: receive.');
    const flags = receiveFlags(args, runtime);
    const {receive} = await import('./audit-receive.ts');
    return receive(flags, runtime);
  },
});

/** A file is zipped while the next one is written, and the oldest goes. */
const FILES_AT_LEAST = 4;

function receiveFlags(args: ArgsOf<typeof AUDIT_COMMAND_FLAGS>, {cwd}: Pick<Runtime, 'cwd'>): ReceiveFlags {
  const folder = last(args.into);
  if (folder === undefined) throw new UserError('no folder was named', 'Add --into FOLDER.');
  const listen = placeIn(last(args.listen));
  const [keep, rotate] = [
    bytesOf(last(args.keep) ?? '2Gi', '--keep'),
    bytesOf(last(args.rotate) ?? '64Mi', '--rotate'),
  ];
  if (keep < FILES_AT_LEAST * rotate)
    throw new UserError(
      `--keep has to be at least ${FILES_AT_LEAST} times --rotate`,
      'Name a larger --keep, or a smaller --rotate.',
    );
  const files = filesIn(args, cwd);
  assertGuarded(files, listen.host);
  return {folder: resolve(cwd, folder), keep, rotate, all: args.all, listen, files};
}

function filesIn(args: ArgsOf<typeof AUDIT_COMMAND_FLAGS>, cwd: string): CredentialFiles {
  const file = (name: 'tls-cert' | 'tls-key' | 'client-ca' | 'token-file'): string | undefined => {
    const given = last(args[name]);
    return given === undefined ? undefined : resolve(cwd, given);
  };
  const [cert, key, clientCa] = [file('tls-cert'), file('tls-key'), file('client-ca')];
  if ((cert === undefined) !== (key === undefined))
    throw new UserError('--tls-cert and --tls-key go together', 'Name both.');
  if (clientCa !== undefined && cert === undefined)
    throw new UserError(
      '--client-ca asks for certificates, and without TLS nobody shows one',
      'Add --tls-cert and --tls-key.',
    );
  const tls = cert === undefined || key === undefined ? undefined : {cert, key, ...present({clientCa})};
  return present({tls, token: file('token-file')});
}

/** Throws UserError where anybody could post, or a token would go over a network as it is. */
function assertGuarded({tls, token}: CredentialFiles, host: string): void {
  if (token === undefined && tls?.clientCa === undefined)
    throw new UserError('nothing says who may post', 'Add --client-ca FILE, --token-file FILE or both.');
  if (tls === undefined && !isLoopback(host))
    throw new UserError(
      `without TLS only this machine may post, and ${host} is not its own address`,
      'Add --tls-cert and --tls-key, or listen on 127.0.0.1.',
    );
}

/** `127.0.0.1:8443`, `[::1]:8443`, `localhost:8443`. */
function placeIn(text: string | undefined): ReceiveFlags['listen'] {
  const [, bracketed, plain, port = ''] = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text ?? '') ?? [];
  const host = bracketed ?? (plain === 'localhost' ? '127.0.0.1' : plain) ?? '';
  if (isIP(host) === 0 || Number(port) > 65_535)
    throw new UserError(
      text === undefined ? 'no address was named' : `--listen takes ADDRESS:PORT, and "${text}" is none`,
      'For example --listen 0.0.0.0:8443, or --listen [::]:8443.',
    );
  return {host, port: Number(port)};
}

const isLoopback = (host: string): boolean => host === '::1' || host.startsWith('127.');
