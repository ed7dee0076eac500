import {isSecretValue} from '../names/secret-values.ts';
import {isPlaceholder} from '../names/value-shapes.ts';
import {edited, isMasked} from './tools.ts';
import type {Edit, Tools} from './tools.ts';

/** The flags of well-known programs that take a password: `*` glued to the flag, `:` and `%` behind a user's name. */
const FLAGS: Readonly<Record<string, string>> = {
  'redis-cli': '-a',
  redis: '-a',
  keydb: '-a',
  valkey: '-a',
  mysql: '-p*',
  mysqldump: '-p*',
  mysqladmin: '-p*',
  mysqlcheck: '-p*',
  mysqlshow: '-p*',
  mariadb: '-p*',
  'mariadb-dump': '-p*',
  'mariadb-admin': '-p*',
  curl: '-u: --user: -U: --proxy-user: -b --cookie',
  wget: '--user:',
  docker: '-p',
  podman: '-p',
  nerdctl: '-p',
  buildah: '-p',
  skopeo: '-p --creds: --src-creds: --dest-creds:',
  oras: '-p',
  crane: '-p',
  helm: '-p',
  helm3: '-p',
  sshpass: '-p -p*',
  sqlcmd: '-P -P*',
  bcp: '-P -P*',
  ldapsearch: '-w',
  ldapadd: '-w',
  ldapmodify: '-w',
  ldapdelete: '-w',
  ldapwhoami: '-w',
  ldappasswd: '-w -s',
  mongo: '-p',
  mongosh: '-p',
  mongodump: '-p',
  mongorestore: '-p',
  cqlsh: '-p',
  'clickhouse-client': '-p',
  influx: '-t',
  ipmitool: '-P',
  snmpget: '-A -X',
  smbclient: '-U%',
  '7z': '-p*',
  zip: '-P',
  unzip: '-P',
  az: '-p',
  ansible: '-p',
  nats: '-p',
  mosquitto_pub: '-P',
  mosquitto_sub: '-P',
  'kafka-cli': '-p',
};
/** Programs that take it by its place among the words that are no flags, counted from behind the verb. */
const BY_PLACE: readonly (readonly [program: string, verb: string, place: number])[] = [
  ['rabbitmqctl', 'add_user', 2],
  ['rabbitmqctl', 'change_password', 2],
  ['rabbitmqctl', 'authenticate_user', 2],
  ['mc', 'alias', 5],
  ['mc', 'alias', 4],
  ['htpasswd', '', 3],
  ['vault', 'login', 1],
  ['mysqladmin', 'password', 1],
];
/** `docker run -p` opens a port: the verb says what a flag means. */
const NEEDS_LOGIN = /^(?:docker|podman|nerdctl|buildah|oras|crane|helm3?|az|skopeo)$/;
const PORTS = /^\d{1,5}(?:[:-]\d{1,5})*(?:\/\w+)?$/;

/** A secret within the words of a command: of which word, from where on. */
interface Found {
  readonly at: number;
  readonly from: number;
}

/** Where the secrets of a command's words are: behind flags with a secret name, and where well-known programs take them. */
export function secretsOfCommand(words: readonly string[]): Found[] {
  const program = words.findIndex(
    (word) => Object.hasOwn(FLAGS, baseName(word)) || BY_PLACE.some(([name]) => name === baseName(word)),
  );
  const name = program < 0 ? '' : baseName(words[program] ?? '');
  const flags = (FLAGS[name] ?? '').split(' ').filter((flag) => flag !== '');
  const isMeant = !NEEDS_LOGIN.test(name) || words.includes('login') || name === 'skopeo';
  const found = words.flatMap((word, at): Found[] => {
    const before = words[at - 1] ?? '';
    const flag = /^--?([A-Za-z][\w.-]{0,80})$/.exec(before)?.[1];
    if (flag !== undefined && !word.startsWith('-') && flag.length > 2 && isSecretValue(flag, word))
      return one(word, at, passIn(word));
    if (before === '--from-literal' || word.startsWith(LITERAL)) return one(word, at, afterName(word));
    if (at <= program || program < 0 || !isMeant) return [];
    return flags.flatMap((flagged) => behindFlag(flagged, {word, before, at}));
  });
  return [...found, ...byPlace(words, program, name)];
}

const baseName = (word: string): string => word.slice(word.lastIndexOf('/') + 1).replace(/-server$/, '');

const LITERAL = '--from-literal=';

/** Where the value of `name=value` begins, behind `--from-literal=` too. */
function afterName(word: string): number {
  return word.indexOf('=', word.startsWith(LITERAL) ? LITERAL.length : 0) + 1;
}

/** `pass:SECRET` of openssl; `env:` and `file:` say where it is. */
function passIn(word: string): number {
  return word.startsWith('pass:') ? 5 : /^(?:env|file|fd):/.test(word) ? word.length : 0;
}

function one(word: string, at: number, from: number): Found[] {
  return from >= word.length || isPlaceholder(word.slice(from)) || isMasked(word.slice(from)) ? [] : [{at, from}];
}

function behindFlag(
  flagged: string,
  {word, before, at}: {readonly word: string; readonly before: string; readonly at: number},
): Found[] {
  const flag = flagged.replace(/[*:%]$/, '');
  const kind = flagged.slice(flag.length);
  if (kind === '*')
    return word.startsWith(flag) && !PORTS.test(word.slice(flag.length)) ? one(word, at, flag.length) : [];
  if (before !== flag || word.startsWith('-') || PORTS.test(word)) return [];
  if (kind === '') return one(word, at, 0);
  const sign = word.indexOf(kind);
  return sign < 0 ? [] : one(word, at, sign + 1);
}

function byPlace(words: readonly string[], program: number, name: string): Found[] {
  if (program < 0) return [];
  return BY_PLACE.flatMap(([own, verb, place]) => {
    const verbAt = verb === '' ? program : words.indexOf(verb, program + 1);
    if (own !== name || verbAt < 0) return [];
    if (own === 'htpasswd' && !words.some((word) => /^-\w*b/.test(word))) return [];
    const plain = words.map((word, at) => ({word, at})).filter(({word, at}) => at > verbAt && !word.startsWith('-'));
    const chosen = plain[place - 1];
    return chosen === undefined ? [] : one(chosen.word, chosen.at, 0);
  });
}

const WORTH = /(?:^|[\s"'])--?[A-Za-z]|\b(?:mc alias|rabbitmqctl|chpasswd|kinit|password-stdin|vault login)/;
/** What ends a command and begins the next one. */
const END = /[\n;|&()]/;
const PIPED =
  /\becho\s{1,4}(?:-n\s{1,4})?(["']?)([^\n"'|]{4,500})\1\s{0,4}\|\s{0,4}(?:\S+\s{1,4}){0,12}?(?:kinit|chpasswd|smbpasswd|passwd|\S*login|\S*password-stdin|sudo -S)/g;

/** Secrets in the commands of a text: a script, an argument of `sh -c`, a sentence that quotes one. */
export function hiddenInCommands(text: string, {mask, isProse}: Tools): string {
  if (!WORTH.test(text)) return text;
  const edits: Edit[] = [...text.matchAll(PIPED)].flatMap((match) => {
    const secret = (match[2] ?? '').trimEnd();
    const start = match.index + match[0].indexOf(secret);
    const from = /^[\w.-]+:(?=.)/.exec(secret)?.[0].length ?? 0;
    return isPlaceholder(secret) || isMasked(secret)
      ? []
      : [{start: start + from, end: start + secret.length, text: mask(secret.slice(from))}];
  });
  for (const command of commandsOf(text)) {
    const words = command.map(({text: word}) => word);
    for (const {at, from} of secretsOfCommand(words)) {
      const word = command[at];
      if (word === undefined || (isProse && !word.isQuoted && /^[a-z]+$/.test(word.text))) continue;
      const skip = from === 0 ? 0 : word.raw.indexOf(word.text.slice(from));
      edits.push({start: word.start + Math.max(skip, 0), end: word.end, text: mask(word.text.slice(from))});
    }
  }
  return edited(text, edits);
}

interface Word {
  /** Without its quotes. */
  readonly text: string;
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
}

const WORD =
  /(?:\\\n|[^\S\n])+|\\?["']?-[\w-]{1,80}=?(?=["'])|"((?:\\.|[^"\\]){0,4000})"|'([^']{0,4000})'|(?:\\[^\n]|[^\s"';|&()\\])+|[\s\S]/g;

/** The words of each command. */
function* commandsOf(text: string): Generator<Word[]> {
  let words: Word[] = [];
  let isGlued = false;
  for (const match of text.matchAll(WORD)) {
    const [raw, double, single] = match;
    const inside = double ?? single;
    if (raw.length === 1 && END.test(raw)) {
      if (words.length > 1) yield words;
      words = [];
      isGlued = false;
    } else if (/^\s|^\\\n/.test(raw)) {
      isGlued = false;
    } else {
      const quote = inside === undefined ? 0 : 1;
      const word: Word = {
        text: inside ?? raw,
        raw: raw.slice(quote, raw.length - quote),
        start: match.index + quote,
        end: match.index + raw.length - quote,
        isQuoted: quote === 1,
      };
      const before = isGlued ? words.at(-1) : undefined;
      if (before === undefined) words.push(word);
      else
        words[words.length - 1] = {
          ...word,
          text: before.text + word.text,
          raw: text.slice(before.start, word.end),
          start: before.start,
          isQuoted: true,
        };
      isGlued = true;
    }
  }
  if (words.length > 1) yield words;
}
