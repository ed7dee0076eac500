import type {JsonObject} from './json.ts';
import type {ObjectRef, ReleaseRef} from './refs.ts';

/** Where the approved baseline was read from. */
export type IntentSource =
  | {readonly kind: 'release'; readonly revision: number}
  | {readonly kind: 'chart'; readonly chart: string}
  | {readonly kind: 'file'; readonly file: string}
  | {readonly kind: 'git'; readonly ref: string; readonly commit: string; readonly chart: string};

/** Where one document of the baseline stands. */
export interface Origin {
  /** 1-based line of the document in the baseline text. */
  readonly line: number;
  /** The chart's template, from Helm's `# Source:` comment. */
  readonly template?: string;
}

export interface IntentObject {
  readonly ref: ObjectRef;
  readonly apiVersion: string;
  readonly object: JsonObject;
  readonly origin: Origin;
  /** Absent for what the release's manifest declares itself; Helm stamps neither of these as its own. */
  readonly part?: 'hook' | 'crd';
  /** Earlier documents of the same manifest for the same object. */
  readonly duplicates?: readonly IntentObject[];
}

/** The approved baseline: what the release promised. */
export interface Intent {
  readonly release: ReleaseRef;
  readonly from: IntentSource;
  readonly objects: readonly IntentObject[];
  /** SHA-256 of the baseline text, hex. */
  readonly digest: string;
}
