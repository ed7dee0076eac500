/**
 * What a name says of the value below it. secret: it is one. key: a key, a pass or a login, which may as well be the name of one.
 * reference: the name of an object that holds one. limited: a switch or a number about one, as a rule. bare: nothing but `key`
 * or `auth`. plain: nothing.
 */
export type NameKind = 'secret' | 'key' | 'reference' | 'limited' | 'bare' | 'plain';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const NOUNS = set(
  'password passwords passwd passwds passwort pwd pw passphrase passphrases passcode secret secrets token tokens credential credentials creds authorization apikey apikeys bearer jwt otp totp mnemonic salt pepper cookie authtok htpasswd psk keytab',
);
/** Two words that are one thing. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['pass', 'word'],
  ['pass', 'phrase'],
  ['connection', 'string'],
  ['connection', 'strings'],
  ['conn', 'string'],
  ['set', 'cookie'],
  ['id', 'rsa'],
  ['id', 'dsa'],
  ['id', 'ecdsa'],
];
/** What stands behind a noun and makes it a thing about a secret: where it is, how it is called, how long it lives. */
const ABOUT = set(
  'name names ref refs reference references selector selectors namespace namespaces kind type types class path paths prefix suffix file files filename dir directory folder mount mounts mountpath volume url urls uri endpoint endpoints host port provider providers store stores backend engine manager controller operator issuer audience audiences algorithm algorithms alg format encoding header headers field fields label labels annotation annotations template policy policies rule rules length len min max minimum maximum count counts limit limits size ttl expiry expiration expires expire lifetime seconds minutes hours days ms timeout interval period duration age rotation rotate rotator renew renewal enabled enable disabled disable required optional review reviews reviewer request requests projection generator generation creation sync syncer refresher refresh checksum version versions usage scope scopes mode strategy attempts retries resolver validation validator complexity strength history reset change changed encryption encrypt encrypted bucket buckets role roles service server account accounts owner group groups env environment var variable property attribute claim claims location source stdin prompt per rate used total quota budget window id ids arn crd crds driver csi reload reloader inject agent ized izer ize izers ization ary only cache endpoints domain secure samesite uris method methods auth authenticator authentication status state message description title help text placeholder hint realm exchange exporter cleanup events event metrics vault lifespan allowed object objects in',
);
/** Of these the noun before is still the value itself: `secret_id` of vault, `secret_hash`. */
const SECRET_IDS = set('secret');
/** What stands before a noun and makes it a switch or a number. */
const LIMITERS = set(
  'max min num number enable enabled disable disabled use uses has is allow allows require requires required skip no not automount generate create rotate validate verify ignore inject manage reuse force reset update replicate sync watch check show hide renew revoke total',
);
/** `existingSecret`, `tlsSecret`: the name of a Secret. In names of capitals only the first row: AUTH_SECRET is a secret. */
const HOLDERS = set('existing tls pull image ssl cert certificate credentials credential registry external sealed');
const HOLDERS_IN_FIELDS = set(
  'auth docker ca config kubeconfig ingress storage backup repository repo k8s kubernetes kube',
);
/** Keys that are neither secret nor hold one. */
const PLAIN_KEYS = set(
  'public pub name primary foreign sort sorting partition topology cache lookup index object map label annotation field hot shortcut group grouping order tag metric row range shard issue translation i18n config path sub dict json yaml column parent item entry unique candidate composite state project component message record host known trusted authorized sticky rate dedup deduplication idempotency correlation registry lang locale kms keyboard distribution dist hash join',
);
/** Keys that are secrets whatever they look like. */
const SECRET_KEYS = set(
  'api access secret private priv priva encryption encrypt signing sign signature master client auth account shared session hmac aes rsa jwt jwk ssh tls ssl server app application deploy subscription security crypt crypto cipher unseal root admin license licence instrumentation preshared authorization storage presharedkey host_private ca web',
);
const KEY_WORDS = set('key keys');
const PASS_WORDS = set('pass');
const PLAIN_PASS = set(
  'proxy grpc fastcgi uwsgi scgi memcached low high band by all multi single one two first second',
);
/** A word at the end that says only how the value is spelled, or whose turn it is. */
const DRESS = set(
  'data value values raw base64 b64 plain plaintext text string pem default prod production dev staging old new current next previous',
);
/** Nouns in a word that nobody parted: `dbpassword`, `authtoken`. */
const GLUED =
  /^([a-z]*?)(passwords?|passwds?|passwort|passphrases?|secrets?|credentials?|apikeys?|accesskey|privatekey|secretkey|authkey|accountkey|sharedkey|masterkey|presharedkey|authtok(?!en)|tokens?)([a-z]*)$/;
const GLUED_ENDS =
  /(?:^|[a-z])(?:(?:db|user|root|admin|my|pg|sql|redis|mail|smtp|ftp|ldap|bind|require|master|key|store|trust|ssh|default|auth|ts|http)pass|(?:bind|root|user|admin|db)pw|(?:db|my|pg|user|root|admin|sql)pwd|masterauth|sshkey|signingkey|enckey|encryptionkey)$/;
const MAX_NAME = 300;

/** The words of a name, in lower case: `DB_PASSWORD`, `dbPassword` and `db.password` are two words each. */
export function wordsOf(name: string): string[] {
  const parts = name.slice(-MAX_NAME).match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  const words = parts.map((part) => part.toLowerCase()).filter((part) => !/^\d+$/.test(part));
  return words.flatMap((word) => {
    const glued = NOUNS.has(word) ? null : GLUED.exec(word);
    if (glued === null) return GLUED_ENDS.test(word) && word !== 'bypass' ? ['x', 'password'] : [word];
    const [, before = '', noun = '', after = ''] = glued;
    const middle = noun.endsWith('key') && noun.length > 6 ? [noun.slice(0, -3), 'key'] : [noun];
    return [...(before === '' ? [] : [before]), ...middle, ...(after === '' ? [] : [after])];
  });
}

const kinds = new Map<string, NameKind>();
const KINDS_AT_MOST = 20_000;

/** What a name says of its value; the answer is kept, for a cluster has few names and many values. */
export function kindOfName(name: string): NameKind {
  const known = kinds.get(name);
  if (known !== undefined) return known;
  const kind = MAYBE.test(name) ? judged(name) : 'plain';
  if (kinds.size >= KINDS_AT_MOST) kinds.clear();
  if (name.length <= MAX_NAME) kinds.set(name, kind);
  return kind;
}

/** Most names hold nothing of a secret name. */
const MAYBE =
  /pass|pw|secret|token|cred|key|auth|bearer|jwt|otp|mnemonic|salt|pepper|cookie|conn|id_|psk|pat$|pin$|dsn/i;

function judged(name: string): NameKind {
  if (
    /^checksum\/|last-applied|_FILE$|\.(?:crt|cer|csr|pub|md|sh|sql|txt|yaml|yml|json|xml|ini|toml|html|js|py|rb|php|properties|env|lua|tpl|rego|hcl)$/.test(
      name,
    )
  )
    return 'plain';
  const words = undressed(wordsOf(name));
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (KEY_WORDS.has(last)) return kindOfKey(words, name);
  if (PASS_WORDS.has(last)) return PLAIN_PASS.has(before) ? 'plain' : 'secret';
  if (last === 'auth') return words.length === 1 ? 'bare' : before === 'proxy' ? 'plain' : 'key';
  if (last === 'pat' && name === name.toUpperCase() && words.length > 1) return 'secret';
  return kindOfNoun(name, words);
}

function undressed(words: string[]): string[] {
  const end = words.findLastIndex((word) => !DRESS.has(word));
  return end < 0 ? words : words.slice(0, end + 1);
}

/** Of `db.password` the last part counts alone, where it has a noun of its own: what is before it says whose it is. */
function kindOfNoun(name: string, all: readonly string[]): NameKind {
  const own = undressed(wordsOf(/[^./:]*$/.exec(name)?.[0] ?? ''));
  const words = nounIn(own) >= 0 ? own : all;
  const noun = nounIn(words);
  if (noun < 0) return 'plain';
  const [last, before] = [words.at(-1) ?? '', words.at(-2) ?? ''];
  const [head, tail] = [words.slice(0, noun), words.slice(noun + 1)];
  if (tail.length === 1 && tail[0] === 'id' && SECRET_IDS.has(words[noun] ?? '')) return 'secret';
  if (tail.some((word) => ABOUT.has(word))) return 'plain';
  if (words[noun] === 'cookie' && words.length > 1 && !['erlang', 'set', 'session'].includes(before)) return 'plain';
  if (head.some((word) => LIMITERS.has(word))) return 'limited';
  if (tail.length === 0 && /^secrets?$/.test(last)) return kindOfSecret(head, name);
  return 'secret';
}

function nounIn(words: readonly string[]): number {
  return words.findLastIndex((word, at) => NOUNS.has(word) || isPair(words[at - 1], word));
}

function isPair(first: string | undefined, second: string): boolean {
  return PAIRS.some(([one, other]) => one === first && other === second);
}

function kindOfKey(words: readonly string[], name: string): NameKind {
  const head = words.slice(0, -1);
  const before = head.at(-1);
  if (before === undefined) return 'bare';
  if (PLAIN_KEYS.has(before) || head.includes('public') || head.includes('pub')) return 'plain';
  // The key within a Secret, as charts have it: `existingSecretPasswordKey`.
  if (head.some((word) => word === 'existing') || NOUNS.has(before))
    return before === 'secret' && isCapital(name) ? 'secret' : 'key';
  return SECRET_KEYS.has(before) ? 'secret' : 'key';
}

function kindOfSecret(head: readonly string[], name: string): NameKind {
  const before = head.at(-1);
  if (before === undefined) return 'bare';
  if (HOLDERS.has(before) || head.includes('existing')) return 'reference';
  return HOLDERS_IN_FIELDS.has(before) && !isCapital(name) ? 'reference' : 'secret';
}

const isCapital = (name: string): boolean => name === name.toUpperCase();
