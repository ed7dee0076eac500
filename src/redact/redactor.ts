import {createHmac, randomBytes} from 'node:crypto';
import type {Gap} from '../model/evidence.ts';
import {isObject} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {maskText} from '../model/mask.ts';
import type {Path} from '../model/path.ts';
import type {ObjectRef} from '../model/refs.ts';
import type {DriftReport, Finding, FindingForecast, Forecast} from '../model/report.ts';
import {findingIdentifiers, identifiers} from './identifiers.ts';
import type {NameSet} from './identifiers.ts';
import {boundedSet, secretMemory} from './secret-memory.ts';
import type {MemoryBounds, SecretMemory} from './secret-memory.ts';
import {isCopyOfObject, isSecretField, isSecretName, scrubbed} from './secret-names.ts';
import {configuration, masked, underSecretName, withoutSecrets} from './values.ts';
import type {Mask} from './values.ts';

declare const SAFE: unique symbol;
/** A report that may leave: reporters take no other, so that none can print what was not looked through. */
export type SafeReport = DriftReport & {readonly [SAFE]: true};

/** These stand in too many places by chance; in their own places they are masked all the same. */
const COMMON = /^(?:false|default|enabled|disabled|changed|unknown)$/i;

/** Objects whose secrets were not read out yet: a console that shows nothing but clean releases keeps no more. */
const NOTED_AT_MOST = 500;
const NAMES: MemoryBounds = {entries: 200_000, characters: 8 * 1024 * 1024};

export interface Redactor {
  /** Whether secrets are shown, because the user asked for it. */
  readonly show: boolean;
  /** Takes note of an object: the secrets that it holds are taken out of every text, wherever they turn up. */
  readonly learn: (object: Json) => void;
  /** Takes note of one secret. */
  readonly learnText: (secret: string) => void;
  readonly report: (report: DriftReport) => SafeReport;
  readonly finding: (finding: Finding) => Finding;
  readonly object: (object: JsonObject) => JsonObject;
  /** Any text that somebody else wrote: a server's message, helm's own words. */
  readonly text: (text: string) => string;
}

export interface RedactionSettings {
  /** What the digests are keyed with; one that dies with the process where none is given, so that nobody can try short values. */
  readonly key?: string;
  readonly show?: boolean;
}

/** Redaction works on copies, at the output's edge: what is written to a cluster is never made from one. */
export function createRedactor({key, show = false}: RedactionSettings = {}): Redactor {
  const secret = key ?? randomBytes(32);
  const mask: Mask = (text) => maskText(text.length, createHmac('sha256', secret).update(text).digest('hex'));
  const noted: Json[] = [];
  const learned: Learned = {given: new Set(), secrets: secretMemory(), names: boundedSet(NAMES)};
  // A clean check redacts no text, and need not pay for what it learned.
  const learnNoted = (): void => {
    for (const object of noted.splice(0)) {
      collect(object, learned.secrets);
      identifiers(object, learned.names);
    }
  };
  const text = (value: string): string => {
    learnNoted();
    return scrubbed(withoutSecretsOf(learned, value, mask), mask);
  };
  const learnFindings = (findings: readonly Finding[]): void => {
    for (const finding of findings) {
      collectFinding(finding, learned.secrets);
      findingIdentifiers(finding, learned.names);
    }
  };
  const everywhere = (value: Json): Json => eachText(value, text);
  return {
    show,
    learn: (object) => {
      if (show) return;
      noted.push(object);
      if (noted.length >= NOTED_AT_MOST) learnNoted();
    },
    learnText: (value) => void learned.given.add(value),
    finding: (finding) => {
      if (!show) learnFindings([finding]);
      return show ? finding : safeFinding(finding, {mask, text, everywhere});
    },
    report: (report) => {
      if (!show) learnFindings(report.findings);
      return (show ? report : safeReport(report, {mask, text, everywhere})) as SafeReport;
    },
    object: (object) => (show ? object : (everywhere(withoutSecrets(object, mask)) as JsonObject)),
    text: (value) => (show ? value : text(value)),
  };
}

type Hide = (value: Json, mask: Mask) => Json;

interface Tools {
  readonly mask: Mask;
  readonly text: (value: string) => string;
  /** Takes known secrets out of all texts of a value. */
  readonly everywhere: (value: Json) => Json;
}

function safeReport(report: DriftReport, tools: Tools): DriftReport {
  return {
    ...report,
    notes: report.notes.map(tools.text),
    findings: report.findings.map((finding) => safeFinding(finding, tools)),
    gaps: report.gaps.map((gap): Gap => ({...gap, message: words(gap.message, gap.ref, tools)})),
    ...(report.forecast === undefined ? {} : {forecast: safeForecast(report.forecast, tools)}),
  };
}

function safeForecast(forecast: Forecast, {text}: Tools): Forecast {
  const {message, beside} = forecast;
  return {...forecast, beside: beside.map(text), ...(message === undefined ? {} : {message: text(message)})};
}

function safeFinding(finding: Finding, tools: Tools): Finding {
  const {ref, controlPath, methodNote, why, path, forecast} = finding;
  const hide = hiderOf(finding);
  const {impact, ...named} = controlPath;
  // The impact quotes values; of a secret nothing is quoted.
  const told = impact === undefined || hide !== undefined ? {} : {impact: tools.text(impact)};
  const change = (value: Json): Json => tools.everywhere((hide ?? withoutSecrets)(value, tools.mask));
  const safeFate = ({becomes, message, ...fate}: FindingForecast): FindingForecast => ({
    ...fate,
    ...(becomes === undefined ? {} : {becomes: change(becomes)}),
    ...(message === undefined ? {} : {message: words(message, ref, tools)}),
  });
  return {
    ...finding,
    ...(finding.desired === undefined ? {} : {desired: change(finding.desired)}),
    ...(finding.live === undefined ? {} : {live: change(finding.live)}),
    path: safePath(path, hide !== undefined, tools),
    controlPath: {...named, ...told},
    ...(methodNote === undefined ? {} : {methodNote: words(methodNote, ref, tools)}),
    ...(why === undefined ? {} : {why: {...why, text: tools.text(why.text)}}),
    ...(forecast === undefined ? {} : {forecast: safeFate(forecast)}),
  };
}

/** An item of a set is named by its own value. */
function safePath(path: Path, isSecret: boolean, {mask, text}: Tools): Path {
  return path.map((segment) => {
    if (!('select' in segment) || segment.select[''] === undefined) return segment;
    const value = String(segment.select['']);
    return {...segment, select: {'': isSecret ? mask(value) : text(value)}};
  });
}

/** What a server says of a Secret may quote it: of all that stands between quotes only names are kept. */
function words(message: string, ref: ObjectRef | undefined, {mask, text}: Tools): string {
  const scrubbedText = text(message);
  if (ref === undefined || ref.group !== '' || ref.kind !== 'Secret') return scrubbedText;
  const names = new Set([ref.name, ref.namespace, 'v1', 'Secret', 'secrets', '']);
  const quoted = scrubbedText.replace(/"((?:\\.|[^"\\])*)"/g, (all, inner: string) =>
    names.has(inner) || inner.startsWith('system:') || inner.startsWith('*** (') ? all : `"${mask(inner)}"`,
  );
  return quoted.replace(
    /((?:Invalid|Unsupported|Duplicate) value: )([^\s"*:][^\s:]*)/g,
    (_all, before: string, value: string) => before + mask(value),
  );
}

/** How the values at a place are hidden; undefined where the place itself tells nothing, and only their own words may. */
function hiderOf({ref, path}: Finding): Hide | undefined {
  const fields = path.flatMap((segment) => ('field' in segment ? [segment.field] : []));
  const [first, second] = fields;
  const inData = first === 'data' || first === 'stringData' || first === 'binaryData';
  if (ref.group === '' && inData) {
    if (ref.kind === 'Secret' || ref.name.startsWith('sh.helm.release.v1.')) return masked;
    if (ref.kind === 'ConfigMap' && second === undefined) return configuration;
    if (ref.kind === 'ConfigMap') return isSecretName(second ?? '') ? masked : undefined;
  }
  if (fields.some(isCopyOfObject)) return masked;
  if (isSecretEnv(path)) return masked;
  return ref.kind !== 'CustomResourceDefinition' && fields.some(isSecretField) ? underSecretName : undefined;
}

/** `env[name=DB_PASSWORD].value`; where the value comes from is no secret. */
function isSecretEnv(path: Path): boolean {
  const last = path.at(-1);
  if (last === undefined || !('field' in last) || last.field !== 'value') return false;
  const item = path.at(-2);
  return item !== undefined && 'select' in item && isSecretName(String(item.select['name'] ?? ''));
}

function eachText(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return (value as Json[]).map((item) => eachText(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, eachText(item, change)]])),
  );
}

/** Runs the masking to hear what it would mask, and the texts that those are made of. */
function collect(object: Json, secrets: SecretMemory, hide: Hide = withoutSecrets): void {
  hide(object, (secret) => {
    for (const text of spellings(secret)) if (!COMMON.test(text)) secrets.add(text);
    return '';
  });
}

/** What is a secret in one finding is one in the next, be its place as plain as it may. */
function collectFinding(finding: Finding, secrets: SecretMemory): void {
  for (const value of [finding.desired, finding.live])
    if (value !== undefined) collect(value, secrets, hiderOf(finding));
}

function* spellings(secret: string): Generator<string> {
  yield secret;
  yield secret.trim();
  yield JSON.stringify(secret).slice(1, -1);
  if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(secret) || secret.length % 4 !== 0) {
    yield Buffer.from(secret).toString('base64');
    return;
  }
  const decoded = Buffer.from(secret, 'base64').toString('utf8');
  // Bytes that are no text are quoted by nobody.
  if (decoded.includes('\uFFFD')) return;
  yield decoded;
  yield decoded.trim();
}

interface Learned {
  /** By the user, as a secret. */
  readonly given: Set<string>;
  readonly secrets: SecretMemory;
  /** What things are called: no secret is taken out elsewhere that is but such a word. */
  readonly names: NameSet;
}

function withoutSecretsOf({given, secrets, names}: Learned, text: string, mask: Mask): string {
  const own = secrets.findIn(text).filter((secret) => !names.has(secret.toLowerCase()));
  const found = [...new Set([...given].filter((secret) => text.includes(secret)).concat(own))];
  const longestFirst = found.toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, () => mask(secret)), text);
}
