import {createHash} from 'node:crypto';
import {SEVERITIES} from '../model/report.ts';
import type {
  Notice,
  NoticeFinding,
  NoticeState,
  SinkTold,
  Stand,
  StandingFinding,
  ToldFinding,
  ToldState,
} from '../model/notify.ts';
import {doorOf} from './routes.ts';
import type {Policy} from './routes.ts';

/** A sink, as far as it decides what is due. */
export interface Receiver {
  readonly name: string;
  readonly batch: number;
  readonly reminds: boolean;
}

/** What is to be told to a sink now. */
export interface Due {
  /** Worst first; no more than fit into one message. */
  readonly notices: readonly Notice[];
  /** What the routes want no word of: it counts as told. */
  readonly silent: readonly Notice[];
  /** Milliseconds since 1970: when something may be due though nothing changes; undefined where nothing will. */
  readonly next: number | undefined;
}

/** Bytes of notices that are on their way to one sink. */
const SENDING_BYTES = 8 * 1024;

const NOTHING: SinkTold = {told: {}};

/** The difference between what stands and what a sink was told, as far as its routes let it through now. */
export function dueNotices(state: ToldState, sink: Receiver, policy: Policy, now: number): Due {
  const {told} = state.sinks[sink.name] ?? NOTHING;
  const [notices, silent]: [Notice[], Notice[]] = [[], []];
  let next: number | undefined;
  const wait = (at: number): void => void (next = next === undefined ? at : Math.min(next, at));
  for (const [id, finding] of Object.entries(state.findings)) {
    const known = told[id];
    const calmAt = (finding.turns.at(-1) ?? 0) + policy.flapping.withinMs;
    const flaps = finding.flaps === true && now < calmAt;
    if (flaps || (finding.stands === 'gone' && now < calmAt)) wait(calmAt);
    const remindAt = reminderAt(finding, known, sink, policy);
    const word = wordOf(finding, known, flaps, remindAt !== undefined && now >= remindAt);
    if (word === undefined) {
      if (remindAt !== undefined && !flaps) wait(remindAt);
      continue;
    }
    const door = doorOf(
      {release: state.release, finding, sink: sink.name, state: word, isKnown: known !== undefined},
      policy,
      now,
    );
    if (door.kind === 'closed') continue;
    if (door.kind === 'quiet') {
      wait(door.until);
      continue;
    }
    const notice = noticeOf(id, finding, word, known, now);
    (door.kind === 'silent' ? silent : notices).push(notice);
  }
  const worst = notices.toSorted((a, b) => rankOf(b) - rankOf(a) || (a.id < b.id ? -1 : 1));
  return {notices: fitting(worst, sink.batch), silent, next};
}

const rankOf = ({about}: Notice): number => SEVERITIES.indexOf(about.severity);

function fitting(notices: readonly Notice[], batch: number): Notice[] {
  let bytes = 0;
  const end = notices.findIndex((notice, at) => {
    bytes += Buffer.byteLength(JSON.stringify(notice));
    return at >= batch || (at > 0 && bytes > SENDING_BYTES);
  });
  return end < 0 ? [...notices] : notices.slice(0, end);
}

function reminderAt(
  {stands, value, severity}: StandingFinding,
  known: ToldFinding | undefined,
  {reminds}: Receiver,
  {remindAfterMs}: Policy,
): number | undefined {
  if (!reminds || remindAfterMs === undefined || known?.stands !== 'drift') return undefined;
  if (stands !== 'drift' || known.value !== value || known.severity !== severity) return undefined;
  return Date.parse(known.at) + remindAfterMs;
}

/** What there is to say; undefined where the sink knows it as it is. */
function wordOf(
  {stands, value, severity, returns}: StandingFinding,
  known: ToldFinding | undefined,
  flaps: boolean,
  isToRemind: boolean,
): NoticeState | undefined {
  if (flaps) return known?.stands === 'flapping' ? undefined : 'flapping';
  if (known === undefined) return stands === 'drift' ? (returns > 0 ? 'came back' : 'new') : undefined;
  if (stands === 'gone') return 'resolved';
  if (stands === 'accepted') return known.stands === 'accepted' ? undefined : 'accepted';
  if (known.stands === 'accepted') return 'came back';
  if (known.stands === 'flapping' || known.value !== value || known.severity !== severity) return 'changed';
  return isToRemind ? 'reminder' : undefined;
}

function noticeOf(
  id: string,
  finding: StandingFinding,
  state: NoticeState,
  known: ToldFinding | undefined,
  now: number,
): Notice {
  // Of a reminder the one before it says which it is; of all else the check that saw it so.
  const occurrence = state === 'reminder' ? (known?.at ?? '') : finding.at;
  return {
    id: noticeId([id, state, finding.value, finding.severity, occurrence]),
    state,
    at: state === 'reminder' ? new Date(now).toISOString() : finding.at,
    finding: id,
    value: finding.value,
    about: aboutOf(finding),
    ...(known === undefined ? {} : {before: {severity: known.severity}}),
  };
}

export function noticeId(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** What of a finding goes into a message. */
export function aboutOf({
  stands: _stands,
  value: _value,
  at: _at,
  turns: _turns,
  flaps: _flaps,
  within: _within,
  ...about
}: StandingFinding): NoticeFinding {
  return about;
}

/** The same, where these notices are on their way to a sink. */
export function withSending(state: ToldState, sink: string, sending: readonly Notice[]): ToldState {
  const {told} = state.sinks[sink] ?? NOTHING;
  return {...state, sinks: {...state.sinks, [sink]: {told, ...(sending.length === 0 ? {} : {sending})}}};
}

/** The same, once a sink has taken these notices, or they are through otherwise. What was on its way is not any more. */
export function withTold(state: ToldState, sink: string, notices: readonly Notice[], now: number): ToldState {
  const told = {...state.sinks[sink]?.told};
  for (const notice of notices) {
    const stands = STANDS[notice.state];
    if (stands === 'gone') delete told[notice.finding];
    else
      told[notice.finding] = {
        stands,
        value: notice.value,
        severity: notice.about.severity,
        at: new Date(now).toISOString(),
      };
  }
  return withSending({...state, sinks: {...state.sinks, [sink]: {told}}}, sink, []);
}

const STANDS = {
  new: 'drift',
  changed: 'drift',
  'came back': 'drift',
  reminder: 'drift',
  accepted: 'accepted',
  flapping: 'flapping',
  resolved: 'gone',
} as const satisfies Record<NoticeState, ToldFinding['stands'] | Extract<Stand, 'gone'>>;

/** What a sink was told of and still stands, as notices that say it once more: for one that forgets. */
export function standingNotices(state: ToldState, sink: string): Notice[] {
  const {told} = state.sinks[sink] ?? NOTHING;
  return Object.entries(told).flatMap(([id, {stands, value, severity, at}]) => {
    const finding = state.findings[id];
    if (finding === undefined || stands === 'accepted') return [];
    const about = {...aboutOf(finding), severity};
    return [{id: noticeId([id, 'reminder', value, at]), state: 'reminder' as const, at, finding: id, value, about}];
  });
}
