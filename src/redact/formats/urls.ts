import {isDrawn, isIdentifier, isPlaceholder} from '../names/value-shapes.ts';
import {edited} from './tools.ts';
import type {Edit, Tools} from './tools.ts';

const SCHEME = /[A-Za-z][A-Za-z0-9+.]{0,30}:\/\//g;
/** What may follow the `@` that ends the credentials of a URL. */
const HOST =
  /^(?:[\w.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\]|\$[({][\w.]+[)}]|\{\{[^{}]{1,200}\}\})(?::\d{1,5})?(?=$|[\s/?#,;"'`)<>\]}\\&|])/;
const LONGEST = 2000;

/** Passwords and tokens before the host of a URL: `postgres://me:PASSWORD@db`, `https://TOKEN@host`; with `/` and `@` in them too. */
export function hiddenInUrls(text: string, {mask, isProse}: Tools): string {
  if (!text.includes('://')) return text;
  const edits: Edit[] = [];
  const isAlone = /^\s*[a-z][a-z0-9+.:]*:\/\/[^\n]*$/i.test(text) && text.indexOf('://') === text.lastIndexOf('://');
  SCHEME.lastIndex = 0;
  for (let match = SCHEME.exec(text); match !== null; match = SCHEME.exec(text)) {
    const start = match.index + match[0].length;
    const rest = text.slice(start, start + LONGEST);
    const end = isAlone && !isProse ? rest.length : (/^[^\s"'`<>]*/.exec(rest)?.[0].split('://', 1)[0]?.length ?? 0);
    const user = credentialsIn(rest.slice(0, end), rest, match[0].toLowerCase());
    if (user === undefined) continue;
    edits.push(...secretsOf(user, start, match[0].toLowerCase(), mask));
    SCHEME.lastIndex = start + user.length;
  }
  return edited(text, edits);
}

/** All that stands before the `@` of the host; undefined where there is none. */
function credentialsIn(address: string, rest: string, scheme: string): string | undefined {
  const authority = /^[^/?#]*/.exec(address)?.[0] ?? '';
  const near = authority.lastIndexOf('@');
  const isPort = /^[^:]*:\d{1,5}$/.test(authority);
  // In a path `@` is a letter like any other, but where no port stands behind the colon.
  const mayGoOn = authority.includes(':') && !(isPort && /^https?:|^oci:/.test(scheme));
  for (let at = mayGoOn ? address.lastIndexOf('@') : near; at >= 0; at = address.lastIndexOf('@', at - 1)) {
    if (HOST.test(rest.slice(at + 1, at + 300))) return address.slice(0, at);
    if (at === 0) break;
  }
  return near < 0 ? undefined : authority.slice(0, near);
}

function secretsOf(credentials: string, start: number, scheme: string, mask: Tools['mask']): Edit[] {
  const colon = credentials.startsWith('$')
    ? credentials.indexOf(':', credentials.search(/[})]/))
    : credentials.indexOf(':');
  const user = colon < 0 ? credentials : credentials.slice(0, colon);
  const password = colon < 0 ? '' : credentials.slice(colon + 1);
  const isToken =
    /^(?:https?|wss?|git\+https?|nats|tls):/.test(scheme) && password === '' ? isTokenLike(user) : isDrawn(user);
  return [
    ...(isToken && !isPlaceholder(user) ? [{start, end: start + user.length, text: mask(user)}] : []),
    ...(password === '' || isPlaceholder(password) || password.startsWith('*** (')
      ? []
      : [{start: start + colon + 1, end: start + colon + 1 + password.length, text: mask(password)}]),
  ];
}

/** Nobody is called so: a long name, or one with letters and digits mixed. */
function isTokenLike(user: string): boolean {
  return user.length >= 20 || (user.length >= 10 && /\d/.test(user) && !/[@%]/.test(user) && !isIdentifier(user));
}
