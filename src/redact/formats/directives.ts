import {kindOfName} from '../names/name-words.ts';
import {isSecretValue} from '../names/secret-values.ts';
import {canBeSaid, isPlaceholder, isSwitch} from '../names/value-shapes.ts';
import {edited, isMasked} from './tools.ts';
import type {Edit, Tools} from './tools.ts';

/** Files of servers and clients in which a space stands between a name and its value, and credentials of one line. */

/** Each has what comes before the secret, and the secret. */
const SHAPES: readonly RegExp[] = [
  // netrc
  /(\bmachine\s{1,8}\S{1,255}\s{1,8}login\s{1,8}\S{1,255}\s{1,8}(?:account\s{1,8}\S{1,255}\s{1,8})?password\s{1,8})(\S{1,1000})/g,
  // .pgpass; with a space behind a colon it is a place in a file, and what is wrong there
  /(^(?:\\.|[^:\s\\#]){1,255}:(?:\d{1,5}|\*):(?:\\.|[^:\s\\]){1,255}:(?:\\.|[^:\s\\]){1,255}:)(\S[^\n]{0,1000}?)(?=[^\S\n]*$)/gm,
  // redis: an ACL's `>password`, sentinel
  /(^[^\S\n]*user\s{1,8}\S{1,255}\s[^\n>]{0,200}>)(\S{1,1000})/gm,
  /(\bsentinel\s{1,8}auth-pass\s{1,8}\S{1,255}\s{1,8})(\S{1,1000})/g,
  // haproxy: a list of users, its own statistics
  /(\buser\s{1,8}\S{1,255}\s{1,8}(?:insecure-)?password\s{1,8})(\S{1,1000})/g,
  /(\bstats\s{1,8}auth\s{1,8}[^\s:]{1,255}:)(\S{1,1000})/g,
  // headers set by nginx, haproxy, caddy, apache
  /((?:set_header|set-header|add-header|header_up|RequestHeader\s{1,4}set)\s{1,8}(?:Proxy-)?Authorization\s{1,8}(?:(?:["'])?(?:Bearer|Basic|Token|ApiKey)(?:\s|\\\s)+)?["']?)((?:\\.|[^\s"';\\]){1,2000})/gi,
  /((?:set_header|set-header|add-header|header_up|RequestHeader\s{1,4}set)\s{1,8}(?:X-(?:[\w-]{0,60}-)?(?:Api-Key|Token|Secret|Auth)|Cookie|Private-Token|Api-?Key)\s{1,8}["']?)((?:\\.|[^\s"';\\]){1,2000})/gi,
  // go's data source names, oracle's, postfix's and squid's
  /((?<![\w.-])[\w.+%-]{1,64}:)([^\s"'`]{1,500}?)(?=@(?:tcp|tcp6|unix|udp|cloudsql)?\([^()\s]{1,300}\))/g,
  /(\bjdbc:oracle:\w{1,10}:[\w.$#-]{1,64}\/)([^\s@]{1,300})(?=@)/g,
  /(^\[?[\w.-]{1,255}\]?(?::\d{1,5})?\s{1,8}[\w.+-]{1,64}@[\w.-]{1,255}:)(\S{1,500})/gm,
  /(\blogin=[^\s:=]{1,64}:)([^\s"']{1,500})/g,
  // user:password@host:port without a scheme; what a digest of an image is made of is none
  /((?<![\w./@:-])[A-Za-z][\w.+-]{0,63}:)([^\s"'`@/,;]{3,200})(?=@(?!sha256:|sha512:)[\w.-]{1,253}:\d{2,5}\b)/g,
  // oracle's own programs
  /(\b(?:sqlplus|sqlldr|expdp|impdp|rman)\s[^\n]{0,80}?\b[\w$#]{1,64}\/)([^\s@"'/]{1,300})(?=@)/g,
  // mongo's shell
  /(\.auth\(\s{0,8}["'][^"'\n]{1,100}["'],\s{0,8}["'])([^"'\n]{1,300})/g,
  // a curlrc's
  /(^[^\S\n]*(?:user|proxy-user)[^\S\n]{0,8}[=: ][^\S\n]{0,8}["']?[\w.@+-]{1,64}:)([^\n"']{1,500})/gm,
  // a bearer or basic in a sentence
  /(\b(?:Bearer|Basic)[^\S\n]{1,4})([A-Za-z0-9._~+/=-]{8,4000})/g,
  // a session in a header's cookies
  /(\b(?:[Ss]et-)?[Cc]ookie:\s{0,4})(?!\*\*\*)([^\n"']{3,4000})/g,
  // a digest's own response
  /(\bDigest\s[^\n]{0,500}\bresponse=")([^"\n]{8,200})/g,
];
/** `requirepass x`, `password x`, `  token "x"`: a line of a name and one value. */
const LINE =
  /^([^\S\n]*(?:\/\/)?(?:(?:ENV|ARG|SetEnv|setenv|set)[^\S\n]{1,8})?)([A-Za-z][\w.-]{2,80})([^\S\n]+)("(?:\\.|[^"\n\\]){1,1000}"|'[^'\n]{1,1000}'|[^\s"'=:]\S{0,1000}?)(?=;?[^\S\n]*(?:#[^\n]*)?$)/gm;
/** Names that are no sentence, whatever stands behind. */
const SURE = /^(?:requirepass|masterauth|rootpw|bindpw|authtoken|auth-pass|primaryauth)$/i;

export function hiddenDirectives(text: string, {mask, isProse}: Tools): string {
  const shaped = SHAPES.reduce(
    (all, shape) =>
      all.replace(shape, (whole: string, before: string, secret: string) =>
        isMasked(secret) || isPlaceholder(secret) || isSwitch(secret) || /^\w+:\/\//.test(whole)
          ? whole
          : hiddenBehind(before, secret, mask),
      ),
    text,
  );
  if (isProse && !shaped.includes('\n')) return shaped;
  const edits: Edit[] = [];
  for (const match of shaped.matchAll(LINE)) {
    const [, margin = '', name = '', gap = '', written = ''] = match;
    if (kindOfName(name) === 'plain' && !SURE.test(name)) continue;
    const isQuoted = /^["']/.test(written);
    const value = isQuoted ? written.slice(1, -1) : written;
    // "Tokens expire": two words of a text; a file of settings begins its names with small letters.
    if (!isQuoted && !SURE.test(name) && (/^[A-Z]/.test(name) || !shaped.trim().includes('\n')) && canBeSaid(value))
      continue;
    if (!SURE.test(name) && !isSecretValue(name, value)) continue;
    if (isMasked(value) || isPlaceholder(value)) continue;
    const start = match.index + margin.length + name.length + gap.length + (isQuoted ? 1 : 0);
    edits.push({start, end: start + value.length, text: mask(value)});
  }
  return edited(shaped, edits);
}

function hiddenBehind(before: string, secret: string, mask: Tools['mask']): string {
  // A line's own sign at its end is no part of it.
  const end = /[;,]$/.test(secret) && secret.length > 1 ? secret.at(-1) : '';
  return `${before}${mask(end === '' ? secret : secret.slice(0, -1))}${end ?? ''}`;
}
