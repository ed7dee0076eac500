import type {Address} from '../../model/address.ts';
import {UserError} from '../../model/errors.ts';

/** `9090`, `:9090`, `0.0.0.0:9090`, `[::1]:9090`; `host` where none is named. */
export function addressOf(text: string, flag: string, host: string): Address {
  const [, v6, name, digits = ''] = /^(?:(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]*)):)?(\d+)$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === '' || port > 65_535)
    throw new UserError(`${flag} takes [HOST]:PORT, and "${text}" is none`, 'For example :9090.');
  return {host: (v6 ?? name) || host, port};
}
