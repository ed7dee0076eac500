import {createHmac, randomBytes} from 'node:crypto';
import type {Gap} from '../model/evidence.ts';
import {isObject} from '../model/json.ts';
import {quotesNothing} from '../model/notes.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {isMask, maskText, shortMask} from '../model/mask.ts';
import type {Path} from '../model/path.ts';
import type {ObjectRef} from '../model/refs.ts';
import type {DriftReport, Finding, FindingForecast, Forecast} from '../model/report.ts';
import {withoutSecretsAt} from './findings.ts';
import {findingIdentifiers, identifiers} from './identifiers.ts';
import {learnSecrets, withoutKnown} from './learned.ts';
import type {Learned} from './learned.ts';
import {boundedSet, secretMemory} from './secret-memory.ts';
import type {MemoryBounds} from './secret-memory.ts';
import {scrubbed, withoutSecrets} from './values.ts';
import type {Mask} from './values.ts';

declare const SAFE: unique symbol;
/** A report that may leave: reporters take no other, so that none can print what was not looked through. */
export type SafeReport = DriftReport & {readonly [SAFE]: true};

/** Objects whose secrets were not read out yet: a console that shows nothing but clean releases keeps no more. */
const NOTED_AT_MOST = 500;
const NAMES: MemoryBounds = {entries: 200_000, characters: 8 * 1024 * 1024};

export interface Redactor {
  /** Whether secrets are shown, because the user asked for it. */
  readonly show: boolean;
  /** Takes note of an object: the secrets that it holds are taken out of every text, wherever they turn up. */
  readonly learn: (object: Json) => void;
  /** Takes note of the objects of one of many releases. */
  readonly hearing: () => Hearing;
  /** Takes note of one secret. */
  readonly learnText: (secret: string) => void;
  readonly report: (report: DriftReport) => SafeReport;
  readonly finding: (finding: Finding) => Finding;
  readonly object: (object: JsonObject) => JsonObject;
  /** Any text that somebody else wrote: a server's message, helm's own words. */
  readonly text: (text: string) => string;
}

/** What was read of one release. */
export interface Hearing {
  readonly learn: (object: Json) => void;
  /** Of a release of which nothing is told its Secrets alone are learned, which others may quote: the rest takes longer than its check. */
  readonly end: (isTold: boolean) => void;
}

export interface RedactionSettings {
  /** What the digests are keyed with; one that dies with the process where none is given, so that nobody can try short values. */
  readonly key?: string | Buffer;
  readonly show?: boolean;
  /** How many digits of a digest stand in a mask: by 32 two that are equal are the same. */
  readonly digits?: number;
}

/** Redaction works on copies, at the output's edge: what is written to a cluster is never made from one. */
export function createRedactor({key, show = false, digits}: RedactionSettings = {}): Redactor {
  const secret = key ?? randomBytes(32);
  // What was masked before stays the mask of what it was.
  const mask: Mask = (text) =>
    isMask(text)
      ? shortMask(text)
      : maskText(text.length, createHmac('sha256', secret).update(text).digest('hex'), digits);
  const noted: Json[] = [];
  const learned: Learned = {given: new Set(), secrets: secretMemory(), names: boundedSet(NAMES)};
  // A clean check redacts no text, and need not pay for what it learned.
  const learnNoted = (): void => {
    for (const object of noted.splice(0)) {
      learnSecrets(object, learned.secrets, withoutSecrets);
      identifiers(object, learned.names);
    }
  };
  const known = (value: string): string => {
    learnNoted();
    return withoutKnown(learned, value, mask);
  };
  const text = (value: string): string => scrubbed(known(value), mask, true);
  const learnFindings = (findings: readonly Finding[]): void => {
    for (const finding of findings) {
      // What is a secret in one finding is one in the next, be its place as plain as it may.
      for (const value of [finding.desired, finding.live])
        if (value !== undefined)
          learnSecrets(value, learned.secrets, (one, collect) => withoutSecretsAt(finding, one, collect));
      findingIdentifiers(finding, learned.names);
    }
  };
  const everywhere = (value: Json): Json => eachText(value, known);
  const learn = (object: Json): void => {
    if (show) return;
    noted.push(object);
    if (noted.length >= NOTED_AT_MOST) learnNoted();
  };
  return {
    show,
    learn,
    hearing: () => {
      const heard: Json[] = [];
      return {
        learn: (object) => void heard.push(object),
        end: (isTold) => {
          for (const object of heard.splice(0)) if (isTold || isSecretObject(object)) learn(object);
        },
      };
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

function isSecretObject(object: Json): boolean {
  return isObject(object) && object['kind'] === 'Secret';
}

interface Tools {
  readonly mask: Mask;
  readonly text: (value: string) => string;
  /** Takes known secrets out of all texts of a value. */
  readonly everywhere: (value: Json) => Json;
}

function safeReport(report: DriftReport, tools: Tools): DriftReport {
  return {
    ...report,
    // To know the secrets of a release takes as long as to compare it: not for a note that quotes nothing.
    notes: report.notes.map((note) => (quotesNothing(note) ? note : tools.text(note))),
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
  const {ref, controlPath, methodNote, why, path, forecast, desired, live} = finding;
  const hide = (value: Json): Json => withoutSecretsAt(finding, value, tools.mask);
  const [safeDesired, safeLive] = [desired, live].map((value) => (value === undefined ? undefined : hide(value)));
  const isSecret = isHidden(desired, safeDesired) || isHidden(live, safeLive);
  const {impact, ...named} = controlPath;
  // The impact quotes values; of a secret nothing is quoted.
  const quoted = impact === undefined ? undefined : quoting(quoting(impact, desired, safeDesired), live, safeLive);
  const told = quoted === undefined || isSecret ? {} : {impact: tools.text(quoted)};
  const safeFate = ({becomes, message, ...fate}: FindingForecast): FindingForecast => ({
    ...fate,
    ...(becomes === undefined ? {} : {becomes: tools.everywhere(hide(becomes))}),
    ...(message === undefined ? {} : {message: words(message, ref, tools)}),
  });
  return {
    ...finding,
    ...(safeDesired === undefined ? {} : {desired: tools.everywhere(safeDesired)}),
    ...(safeLive === undefined ? {} : {live: tools.everywhere(safeLive)}),
    path: safePath(path, isSecret, tools),
    controlPath: {...named, ...told},
    ...(methodNote === undefined ? {} : {methodNote: words(methodNote, ref, tools)}),
    ...(why === undefined ? {} : {why: {...why, text: tools.text(why.text)}}),
    ...(forecast === undefined ? {} : {forecast: safeFate(forecast)}),
  };
}

/** Whether a value is a secret as a whole, and not in a part of it alone. */
function isHidden(value: Json | undefined, copy: Json | undefined): boolean {
  return typeof copy === 'string' && copy !== value && isMask(copy);
}

/** A sentence with the safe text in the place of the value that it quotes. */
function quoting(sentence: string, value: Json | undefined, copy: Json | undefined): string {
  return typeof value === 'string' && typeof copy === 'string' && value !== copy
    ? sentence.replaceAll(value, () => copy)
    : sentence;
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

function eachText(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return (value as Json[]).map((item) => eachText(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, eachText(item, change)]])),
  );
}
