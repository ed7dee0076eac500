import type {ObjectRef} from './refs.ts';
import type {Attribution, Change, Severity} from './report.ts';
import {TOLD_STATES} from './told.ts';

/** The states of told.ts, and two more. reminder: it still stands. flapping: it comes and goes, and is told of again once it is calm. */
export const NOTICE_STATES = [...TOLD_STATES, 'reminder', 'flapping'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** What is told of a finding beside its state. All texts are redacted and short. */
export interface NoticeFinding {
  readonly severity: Severity;
  readonly ref: ObjectRef;
  /** Of the live object, where one is known: an Event in the cluster names it so. */
  readonly apiVersion?: string;
  readonly uid?: string;
  /** As `formatPath` writes it; '' for a whole object. */
  readonly path: string;
  readonly change: Change;
  /** The control path's name: `HPA floor`. */
  readonly title: string;
  readonly desired?: string;
  readonly live?: string;
  readonly by: Pick<Attribution, 'manager' | 'operation' | 'time' | 'certainty'>;
  /** RFC 3339: when it was seen first, and when it came to stand there the last time. */
  readonly first: string;
  readonly since: string;
  /** How often it came back. */
  readonly returns: number;
  /** Of what is gone. */
  readonly endedBy?: string;
}

export type Stand = 'drift' | 'accepted' | 'gone';

/** A finding as the last check that could see it saw it. */
export interface StandingFinding extends NoticeFinding {
  readonly stands: Stand;
  /** A keyed digest of the live value, and never the value. */
  readonly value: string;
  /** RFC 3339: the check since which stand, value and severity are these. */
  readonly at: string;
  /** Milliseconds since 1970: when it changed last, as many times as it takes to see whether it flaps. */
  readonly turns: readonly number[];
  /** It changed too often, and is not calm yet. */
  readonly flaps?: true;
  /** What beyond the ordinary the checks looked at that have seen it. */
  readonly within?: readonly string[];
}

/** What a receiver knows of a finding: as it was told last. What is told as gone is known no more. */
export interface ToldFinding {
  readonly stands: 'drift' | 'accepted' | 'flapping';
  readonly value: string;
  readonly severity: Severity;
  /** RFC 3339: when it was told last. */
  readonly at: string;
}

export interface NoticeRelease {
  readonly name: string;
  readonly namespace: string;
  readonly revision?: number;
  /** Those that the chart's user gave the release: `helm install --labels`. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** One thing to tell a receiver. */
export interface Notice {
  /** 32 hex digits of finding, state, value and occurrence: the same however often it is sent, and of nothing else. */
  readonly id: string;
  readonly state: NoticeState;
  /** RFC 3339: when it was known. */
  readonly at: string;
  /** The finding's whole id. */
  readonly finding: string;
  readonly value: string;
  readonly about: NoticeFinding;
  /** As the receiver knows it from before. */
  readonly before?: Pick<ToldFinding, 'severity'>;
}

/** What one sink was told of a release. */
export interface SinkTold {
  /** By the findings' whole ids. */
  readonly told: Readonly<Record<string, ToldFinding>>;
  /** What is on its way: it may have arrived, and is sent again, the same, before anything else. */
  readonly sending?: readonly Notice[];
}

/** All that is remembered of a release in order to tell each thing once. Plain JSON of no more than `TOLD_BYTES`. */
export interface ToldState {
  readonly schemaVersion: '1';
  readonly kind: 'DriftTold';
  readonly release: NoticeRelease;
  /** By their whole ids. */
  readonly findings: Readonly<Record<string, StandingFinding>>;
  /** Findings that there was no room for: the least of them. */
  readonly more?: number;
  /** By the sinks' names. */
  readonly sinks: Readonly<Record<string, SinkTold>>;
}

export const TOLD_BYTES = 256 * 1024;

export interface ReleaseKey {
  readonly name: string;
  readonly namespace: string;
}

/** Keeps what was told, of the releases of one cluster. A write is whole or not at all. */
export interface ToldStore {
  /** Undefined where nothing is kept. */
  read(release: ReleaseKey): Promise<ToldState | undefined>;
  /** Undefined for what need not be kept any more. */
  write(release: ReleaseKey, state: ToldState | undefined): Promise<void>;
  /** Of which releases something is kept. */
  list(): Promise<readonly ReleaseKey[]>;
}

/** What became of an attempt to tell. */
export type Delivery =
  | {readonly accepted: true}
  /** Not now: the receiver is away, busy, or not set up as it should be. */
  | {readonly later: string; readonly afterMs?: number}
  /** Never: it will not take this one, whoever asks. */
  | {readonly refused: string};

/** What there is to tell of one release at once. */
export interface Message {
  readonly release: NoticeRelease;
  readonly notices: readonly Notice[];
  readonly more?: number;
}

/** Somebody to tell. No call throws, and none takes longer than a minute. */
export interface Sink {
  readonly name: string;
  /** Notices that one message may hold. */
  readonly batch: number;
  /** Whether it is told again what still stands, after a while. */
  readonly reminds: boolean;
  readonly send: (message: Message, signal: AbortSignal) => Promise<Delivery>;
  /** For one that forgets what it is not told again: all that it was told and that stands, this often. */
  readonly refresh?: {
    readonly everyMs: number;
    readonly send: (messages: readonly Message[], signal: AbortSignal) => Promise<Delivery>;
  };
}
