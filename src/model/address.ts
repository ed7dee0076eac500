/** Where something listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A host as a URL writes it: an IPv6 address stands between brackets. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
