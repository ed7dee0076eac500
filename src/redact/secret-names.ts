/** Parts of names that tell that what they name is a secret. */
const SECRET_WORDS =
  'passw(?:or)?d|passphrase|(?<![a-z])pwd|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credential|authorization|connection[_-]?string';
const SECRET_NAME = new RegExp(SECRET_WORDS, 'i');
/** Names that hold a secret word and name no secret: where one is kept, how long it lives, which kind it is of. */
const STRUCTURAL =
  /(?:Names?|Refs?|Selectors?|Namespace|Kind|Type|Policy|Provider|Seconds|Path|File|Requests|Class|Length|TTL|Count)$|^(?:secret|secrets|imagePullSecrets|serviceAccountToken|automountServiceAccountToken)$|[-_.](?:file|path|dir|name|namespace|type|url|ttl|length)s?$|^checksum\//;

/** Whether what stands under this field is likely a secret. */
export function isSecretField(field: string): boolean {
  return SECRET_NAME.test(field) && !STRUCTURAL.test(field);
}

/** Environment variables and keys of configuration have no structure of their own: every secret word counts. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Annotations in which tools keep a copy of the whole object. */
export function isCopyOfObject(annotation: string): boolean {
  return /last-applied-config|kapp\.k14s\.io\/original|objectset\.rio\.cattle\.io\/applied/.test(annotation);
}

type Mask = (text: string) => string;

const QUOTED = String.raw`"(?:\\.|[^"\\])*"|'[^'\n]*'`;
/** `postgres://user:PASSWORD@host`. */
const URL_PASSWORD = /(\w:\/\/[^\s/:@"']{0,200}:)([^\s/@"']{1,500})(?=@)/g;
const PRIVATE_KEY = /()(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]+?-----END [A-Z ]{0,30}PRIVATE KEY-----)/g;
const BEARER = /(\b(?:Bearer|Basic)\s{1,4})([A-Za-z0-9._~+/=-]{8,})/g;
/** The head is some hundred characters; without a bound, each `eyJ` of a long text is a start of its own. */
const JWT = /()(\beyJ[\w-]{8,2000}\.[\w-]{8,}\.[\w-]*)/g;
/** `spec.auth.password: Invalid value: "hunter2": …`, as the API server puts it. */
const SERVER_VALUE = new RegExp(String.raw`(: (?:Invalid|Unsupported|Duplicate) value: )(${QUOTED}|[^\s:,]+)`, 'g');
/** How far before its value a path is looked for: a pattern that begins with it would try it at every character. */
const PATH_LENGTH = 300;

/** `{"name": "DB_PASSWORD", "value": "…"}`, and the same in YAML and as Go prints it. */
const NAMED_VALUE = new RegExp(
  String.raw`(\bname["']?:\s?["']?[\w.-]{0,80}(?:${SECRET_WORDS})[\w.-]{0,80}["']?,?\s{0,40}["']?value["']?:\s?)(${QUOTED}|[^\s,}"']+)`,
  'gi',
);
/** `db.password=…`, `token: …`, `"secret": "…"`. */
const ASSIGNED = new RegExp(
  String.raw`((?:${SECRET_WORDS})[\w.-]{0,64}\\{0,4}["']?\s{0,4}[:=]\s{0,4})(?!(?:Bearer|Basic|Invalid|Unsupported|Duplicate|Required|Too|Forbidden)\b|\*\*\* \()(${QUOTED}|\\{1,4}"[^"\\]*|[^\s,;&"'{}[\]()\\]+)`,
  'gi',
);

/** Most texts hold nothing that any of the patterns could begin with. */
const WORTH_A_LOOK = new RegExp(String.raw`${SECRET_WORDS}|:\/\/|private key|bearer\s|basic\s|eyJ| value: `, 'i');

/** A text without the secrets that its own words give away: assignments to secret names, URLs with passwords, private keys. */
export function scrubbed(text: string, mask: Mask): string {
  if (!WORTH_A_LOOK.test(text)) return text;
  const hide = (_all: string, before: string, secret: string): string => {
    // Between quotes, or after an escaped one, whose end is left where it is.
    const [, open = '', bare = '', close = ''] = /^(\\+"|["']?)([\s\S]*?)(["']?)$/.exec(secret) ?? [];
    return bare === '' || bare.startsWith('***') ? before + secret : `${before}${open}${mask(bare)}${close}`;
  };
  return text
    .replace(PRIVATE_KEY, hide)
    .replace(SERVER_VALUE, (all: string, before: string, secret: string, at: number, whole: string) =>
      isSecretPlace(whole.slice(Math.max(0, at - PATH_LENGTH), at)) ? hide(all, before, secret) : all,
    )
    .replace(NAMED_VALUE, hide)
    .replace(URL_PASSWORD, hide)
    .replace(BEARER, hide)
    .replace(JWT, hide)
    .replace(ASSIGNED, (all: string, before: string, secret: string) =>
      isAssignment(before) ? hide(all, before, secret) : all,
    );
}

/** The API server quotes the value of a path: of env and data it cannot be told which, and they are secret often enough. */
function isSecretPlace(before: string): boolean {
  const path = /[^\s:"]*$/.exec(before)?.[0] ?? '';
  return SECRET_NAME.test(path) || /(?:\.value|\bdata(?:\[.*|\..*)?|stringData.*|annotations.*)$/.test(path);
}

function isAssignment(before: string): boolean {
  return !STRUCTURAL.test(/^[\w./-]*/.exec(before)?.[0] ?? '');
}
