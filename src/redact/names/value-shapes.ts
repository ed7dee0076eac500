/** What a text looks like by itself, whatever it is called. */

/** `${VAR}`, `$(VAR)`, `{{ … }}`, `<from secret>`, `***`: another place holds the value, or nobody does. */
const PLACEHOLDER =
  /^(?:\$\{[^{}:]{1,200}\}|\$\([^()]{1,200}\)|\$\w{1,80}|\$__(?:file|env|vault)\{[^{}]{1,300}\}|\{\{[^{}]{1,500}\}\}|<[A-Za-z][\w .-]{1,80}>|\*+|x{3,}|X{3,}|%\([\w.]{1,80}\)s|%[A-Z_]{1,80}%|@\w{1,80}@|\[\[[^\]]{1,80}\]\]|"?\$\{?[\w.]{1,80}\}?"?|__[A-Z_]{1,80}__|\*{3}\s\(\d+ characters?, [0-9a-f]{8}\))$/;
/** `${VAR:-default}`: the default is a value like any other. */
const WITH_DEFAULT = /^\$\{[\w.]{1,200}(?::[-=]?|-)([^{}]+)\}$/;
/** A program gets the value from elsewhere: `os.environ["X"]`, `$(cat /run/x)`, `{{ .Values.x }}/y`. */
const LOOKED_UP =
  /^(?:\$\(|`|\{\{|os\.|process\.env|(?:req|request|config|cfg|options|opts|self|this|settings|args|ctx|params)\.[a-z]|System\.|getenv|ENV\[|env\(|var\.|local\.|data\.|lookup|vault:|ref\+|arn:aws|projects\/[\w-]+\/secrets\/|\$ENV|\$_(?:ENV|SERVER)|%\{|file:|config\(|input\.|secret:\/\/|op:\/\/|awskms:|gcpkms:)/;
const SWITCH = /^(?:true|false|yes|no|on|off|none|null|nil|undefined|enabled|disabled|~)$/i;
const AMOUNT =
  /^[-+]?\d+(?:\.\d+)?(?:\s?(?:ns|us|ms|s|m|h|d|w|y|sec|seconds|min|minutes|hours|days|%|[KMGT]i?B?))?(?:\d+[smhd])*$/;
const KNOWN_ROOT =
  /^(?:file:\/\/)?(?:\.{1,2}\/|~\/|\/(?:run|var|etc|home|opt|mnt|usr|tmp|secrets?|vault|apps?|config|data|root|srv|certs?|keys?|tls|ssl|conf|bin|dev|proc|kubernetes|credentials|creds)(?:\/|$))[\w./@%+-]*$/;
const OBJECT_NAME = /^(?:[a-z0-9][a-z0-9.-]{0,252}\/)?[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[\w.-]{1,60})?$/;
const IDENTIFIER = /^[A-Za-z][A-Za-z]*(?:[._/:-]{1,2}[A-Za-z0-9]+){0,8}$/;

export function isPlaceholder(text: string): boolean {
  const bare = text.replace(/^[\\"'`]{1,9}|[\\"'`,;\]]{1,9}$/g, '');
  return PLACEHOLDER.test(bare) || LOOKED_UP.test(bare);
}

/** The default within `${VAR:-default}`; undefined for all other texts. */
export function defaultOf(text: string): string | undefined {
  return WITH_DEFAULT.exec(text)?.[1];
}

export const isSwitch = (text: string): boolean => SWITCH.test(text);
export const isAmount = (text: string): boolean => AMOUNT.test(text);

/** A place in a file system, by what it begins with: a random text may begin with `/` too. */
export function isPlace(text: string): boolean {
  return KNOWN_ROOT.test(text);
}

/** `shop/web-tls`: what an object of Kubernetes may be called, of words that can be said. */
export function isObjectName(text: string): boolean {
  return OBJECT_NAME.test(text) && saysWords(text);
}

/** `kubernetes.io/hostname`, `user_id`, `X-Api-Key`: what programs call things. */
export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text) && saysWords(text.replace(/[a-z](?=[A-Z])/g, '$& '));
}

/** Every run of letters can be said, and digits are few: what is drawn by chance hardly ever is so. */
function saysWords(text: string): boolean {
  const runs = text.match(/[A-Za-z]+|\d+/g) ?? [];
  const digits = runs.filter((run) => /\d/.test(run));
  return digits.join('').length <= 6 && digits.length <= 2 && runs.every((run) => /\d/.test(run) || canBeSaid(run));
}

const STOP_WORDS = new Set(
  'a an the is are be to of for how in and or with by from that this it must no not at on as'.split(' '),
);

/** Words of a sentence: of a passphrase hardly any is so small. */
export function isSentence(text: string): boolean {
  const words = text.split(/[\s,.:;]+/).filter((word) => word !== '');
  return (
    words.length >= 4 &&
    words.every(canBeSaid) &&
    words.filter((word) => STOP_WORDS.has(word.toLowerCase())).length >= 2
  );
}

/** Short forms that have no vowel, and are no chance. */
const SHORT = new Set(
  'http https tls ssl db ssh jwt css html tmp src cmd ctx kv pg sql mysql dns ldap smtp rmq sts gcp s3 crt pwd lb ns nfs tcp udp ftp grpc rpc xml yml kms hsm prod dev stg creds mgmt svc'.split(
    ' ',
  ),
);
const HARD = /[bcdfghjklmnpqrstvwxz]{5}|[aeiou]{4}|[jqvwxz]{2}|q[^u]|(.)\1\1/;

/** A run of letters of one case that could be a word. */
export function canBeSaid(run: string): boolean {
  const isOneCase =
    run === run.toLowerCase() || run === run.toUpperCase() || run.slice(1) === run.slice(1).toLowerCase();
  const lower = run.toLowerCase();
  if (!isOneCase) return false;
  if (run.length <= 3 || SHORT.has(lower)) return true;
  const vowels = lower.match(/[aeiouy]/g)?.length ?? 0;
  return !HARD.test(lower) && vowels / run.length >= 0.15 && vowels / run.length <= 0.7 && run.length <= 18;
}

/** Too short or too common to be taken out of every text because one Secret holds it: `tampered`, `abc123`. */
export function isCommon(text: string): boolean {
  if (text.length > 14) return false;
  if (/^[A-Za-z]+$/.test(text)) return canBeSaid(text);
  if (/^\d+$/.test(text)) return text.length < 8;
  if (SWITCH.test(text) || AMOUNT.test(text)) return true;
  const variety = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((one) => one.test(text)).length;
  return text.length < 8 && variety < 3;
}

/** Long, and of letters of both cases or letters and digits without any order: drawn by chance, by all looks. */
export function isDrawn(text: string): boolean {
  if (text.length < 16 || /\s/.test(text)) return false;
  return /[A-Za-z]/.test(text) && /\d/.test(text) && !saysWords(text);
}
