import type {Tools} from './tools.ts';

/** Keys and tokens that say by their own letters what they are. Each list of prefixes is what its maker's documentation says. */

const PRIVATE_KEY =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[\s\S]+?-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|(?:[A-Za-z0-9+/=\s,:-]|\\[nr])+)/g;
const PUTTY = /(Private-Lines: \d+\s{1,2})([A-Za-z0-9+/=\s]+?)(?=\s*Private-|\s*$)/g;

/** A prefix that its maker gives to secrets alone, and at least so many characters behind it. */
const ISSUED: readonly RegExp[] = [
  // GitHub, GitLab, npm, PyPI, RubyGems, Docker, Artifactory
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{30,255})/g,
  /\bgl(?:pat|ptt|rt|cbt|dt|oas|soat|agent|ft|imt|ffct|wt)-[\w.-]{16,300}/g,
  /\b(?:npm_[A-Za-z0-9]{30,80}|pypi-[\w-]{40,300}|rubygems_[0-9a-f]{40,60}|dckr_(?:pat|oat)_[\w-]{20,80}|AKCp[A-Za-z0-9]{50,90})/g,
  // Slack, Stripe, Twilio, SendGrid, Mailgun, Brevo, Shopify, Square
  /\b(?:xox[a-z](?:\.xox[a-z])?-[\w-]{10,300}|xapp-[\w-]{20,300})/g,
  /\b(?:[sr]k_(?:live|test|prod)_[A-Za-z0-9]{10,255}|whsec_[A-Za-z0-9+/=]{20,100}|SK[0-9a-f]{32}\b)/g,
  /\b(?:SG\.[\w-]{16,64}\.[\w-]{16,64}|key-[0-9a-f]{32}\b|xkeysib-[\w-]{40,120}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|sq0[a-z]{3}-[\w-]{22,60})/g,
  // Google, AWS, Azure, DigitalOcean, Alibaba, Databricks, Cloudflare, Heroku
  /\b(?:AIza[\w-]{30,45}|GOCSPX-[\w-]{20,60}|ya29\.[\w-]{20,300}|1\/\/0[\w-]{30,120})/g,
  /\b(?:A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}\b|LTAI[A-Za-z0-9]{12,30}|do[opr]_v1_[0-9a-f]{40,80}|dapi[0-9a-f]{32}|HRKU-[\w-]{30,80})/g,
  /\b[\w~.-]{3}\dQ~[\w~.-]{31,34}/g,
  // Vault, Terraform, Pulumi, Grafana, Sentry, New Relic, Dynatrace, Datadog's successors, Postman, Linear, Figma
  /\b(?:hv[sbr]\.[\w-]{20,300}|pul-[0-9a-f]{40}|glsa_[A-Za-z0-9]{20,60}_[0-9a-fA-F]{8}|glc_[A-Za-z0-9+/=]{30,400}|sntry[su]_[\w+/=-]{30,400})/g,
  /\b[A-Za-z0-9]{10,20}\.atlasv1\.[\w-]{40,100}/g,
  /\b(?:NRAK-[A-Z0-9]{20,40}|dt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}|PMAK-[0-9a-f-]{40,80}|lin_api_[A-Za-z0-9]{32,60}|figd_[\w-]{30,80})/g,
  // OpenAI, Anthropic, Hugging Face, NVIDIA, Tailscale, Atlassian, Supabase, PlanetScale, Doppler, 1Password
  /\b(?:sk-(?:ant|proj|svcacct|or)-[\w-]{20,300}|sk-[A-Za-z0-9]{32,64}\b|hf_[A-Za-z0-9]{30,60}|nvapi-[\w-]{40,100}|tskey-[\w-]{20,120})/g,
  /\b(?:ATATT[\w=-]{60,300}|sbp_[0-9a-f]{40}|pscale_(?:tkn|pw|oauth)_[\w.-]{30,80}|dp\.(?:pt|st|ct|sa)\.[\w.-]{40,80}|ops_eyJ[\w-]{100,2000})/g,
  // age, JWTs, crypt hashes, LDAP's hashes, SCRAM verifiers, telegram bots
  /\bAGE-SECRET-KEY-1[A-Z0-9]{50,64}/gi,
  // The head is some hundred characters; without a bound, each `eyJ` of a long text is a start of its own.
  /\beyJ[\w-]{8,2000}\.[\w-]{8,}\.[\w-]*/g,
  /\$(?:apr1|2[abxy]|[1567y]|sha1|argon2[a-z]{1,2}|pbkdf2[\w-]{0,20}|scrypt)\$[\w./$,=+-]{15,300}/g,
  /\{S?SHA(?:256|512)?\}[A-Za-z0-9+/=]{20,200}/g,
  /\bSCRAM-SHA-(?:1|256)\$\d+:[A-Za-z0-9+/=$:]{20,300}/g,
  /(?<=\/bot|\b)\d{6,12}:AA[\w-]{30,40}/g,
];

/** A path that nobody but its owner knows. */
const HOOKS: readonly RegExp[] = [
  /(hooks\.slack\.com\/(?:services|workflows|triggers)\/)([\w/-]{10,200})/g,
  /(discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d{5,25}\/)([\w-]{20,120})/g,
  /((?:webhook\.office\.com\/webhookb2|outlook\.office\.com\/webhook)\/)([\w@/-]{20,300})/g,
  /(chat\.googleapis\.com\/v1\/spaces\/[\w-]{1,60}\/messages\?key=)([^\s"'`<>]{10,300})/g,
];

/** An AWS secret has no letters of its own: forty characters near its key's name. */
const AWS_SECRET = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;
const AWS_NEAR = 300;

const WORTH =
  /PRIVATE KEY|Private-Lines|[a-z\d]_|-|\.|\$|SK|AKIA|ASIA|A[BC][IC]A|LTAI|AIza|AKCp|dapi|\{S|Q~|1\/\/0|:AA|ATATT/i;

export function hiddenKeys(text: string, {mask}: Tools): string {
  if (!WORTH.test(text)) return text;
  const hide = (_all: string, before: string, secret: string): string => before + mask(secret);
  let rest = text.includes('PRIVATE KEY') ? text.replace(PRIVATE_KEY, (key) => mask(key)) : text;
  if (rest.includes('Private-Lines')) rest = rest.replace(PUTTY, hide);
  if (/A(?:KIA|SIA)/.test(rest)) rest = withoutAwsSecrets(rest, mask);
  if (rest.includes('/')) rest = HOOKS.reduce((all, hook) => all.replace(hook, hide), rest);
  return ISSUED.reduce((all, shape) => all.replace(shape, (token) => mask(token)), rest);
}

function withoutAwsSecrets(text: string, mask: Tools['mask']): string {
  const keys = [...text.matchAll(/A(?:KIA|SIA)[A-Z0-9]{16}/g)].map(({index}) => index);
  return text.replace(AWS_SECRET, (secret, at: number) =>
    keys.some((key) => Math.abs(key - at) < AWS_NEAR) && /[a-z]/.test(secret) && /[A-Z]/.test(secret)
      ? mask(secret)
      : secret,
  );
}
