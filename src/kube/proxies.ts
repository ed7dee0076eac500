import {isIP} from 'node:net';

/**
 * The proxy that the environment names for a URL, by the rules of Go's net/http.ProxyFromEnvironment: HTTPS_PROXY or HTTP_PROXY
 * by the URL's scheme, either case, unless NO_PROXY excludes the host; loopback is never proxied. ALL_PROXY means nothing to
 * Go. undefined where there is none, or where its address is none.
 */
export function proxyFromEnvironment(url: URL, env: NodeJS.ProcessEnv): URL | undefined {
  const variable = (name: string): string => env[name] || env[name.toLowerCase()] || '';
  const isSecure = url.protocol === 'https:';
  // In a CGI script HTTP_PROXY is a header of whoever asks.
  if (!isSecure && env['REQUEST_METHOD']) return undefined;
  const address = variable(isSecure ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  if (address === '' || !isProxied(url, variable('NO_PROXY'))) return undefined;
  return proxyUrl(address);
}

/** `host:port` alone is an HTTP proxy. */
function proxyUrl(address: string): URL | undefined {
  for (const text of [address, `http://${address}`]) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url !== undefined && url.host !== '' && /^(?:https?|socks5h?):$/.test(url.protocol)) return url;
  }
  return undefined;
}

function isProxied(url: URL, noProxy: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const address = bytesOf(host);
  if (host === 'localhost' || (address !== undefined && isLoopback(address))) return false;
  const entries = noProxy.split(',').map((entry) => entry.trim().toLowerCase());
  return !entries.some((entry) => entry !== '' && excludes(entry, host, port, address));
}

function excludes(entry: string, host: string, port: string, address: readonly number[] | undefined): boolean {
  if (entry === '*') return true;
  const range = rangeOf(entry);
  if (range !== undefined) return address !== undefined && isWithin(address, range);
  const {name, only} = splitPort(entry);
  if (name === '' || (only !== '' && only !== port)) return false;
  const own = bytesOf(name);
  if (own !== undefined) return address !== undefined && own.join('.') === address.join('.');
  if (address !== undefined) return false;
  const domain = name.replace(/^\*\./, '.');
  // `.example.com` means what is below it, `example.com` itself too.
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function splitPort(entry: string): {readonly name: string; readonly only: string} {
  const bracketed = /^\[(.*)\](?::(\d*))?$/.exec(entry);
  if (bracketed !== null) return {name: bracketed[1] ?? '', only: bracketed[2] ?? ''};
  const parted = /^([^:]*):([^:]*)$/.exec(entry);
  return parted === null ? {name: entry, only: ''} : {name: parted[1] ?? '', only: parted[2] ?? ''};
}

interface Range {
  readonly bytes: readonly number[];
  readonly bits: number;
}

function rangeOf(entry: string): Range | undefined {
  const match = /^([^/]+)\/(\d+)$/.exec(entry);
  if (match === null) return undefined;
  const [, host = '', size = ''] = match;
  const bytes = bytesOf(host);
  const isMapped = bytes?.length === 4 && isIP(host) === 6;
  const bits = Number(size) - (isMapped ? 96 : 0);
  return bytes === undefined || bits < 0 || bits > bytes.length * 8 ? undefined : {bytes, bits};
}

function isWithin(address: readonly number[], {bytes, bits}: Range): boolean {
  const head = (of: readonly number[]): string =>
    of
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .slice(0, bits);
  return address.length === bytes.length && head(address) === head(bytes);
}

function isLoopback(address: readonly number[]): boolean {
  return address.length === 4 ? address[0] === 127 : address.every((byte, at) => byte === (at === 15 ? 1 : 0));
}

/** The four or sixteen bytes of an address; an IPv4 one in the clothes of IPv6 is what it is. */
function bytesOf(host: string): readonly number[] | undefined {
  const kind = isIP(host);
  if (kind === 4) return host.split('.').map(Number);
  if (kind === 0 || host.includes('%')) return undefined;
  // The URL's parser writes every IPv6 address in groups of hexadecimal digits.
  const [head = '', tail] = new URL(`http://[${host}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const [first, last] = [groups(head), groups(tail)];
  const all = [...first, ...Array.from({length: 8 - first.length - last.length}, () => '0'), ...last];
  const bytes = all.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]);
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return isMapped ? bytes.slice(12) : bytes;
}
