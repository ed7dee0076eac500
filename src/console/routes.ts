import type {Action} from '../model/fix.ts';
import type {ObjectRef} from '../model/refs.ts';
import type {Change, Severity} from '../model/report.ts';
import type {Problem} from './activity.ts';
import type {ConsoleState, ValueView} from './contract.ts';

/** The second half of the contract: what the page asks for, and what it gets. */

/** Any answer that is no success (status 4xx or 5xx). */
export interface ErrorAnswer {
  readonly error: Problem & {
    /** session: the token or the session is not valid (any more). gated: read-only or demo. stale: a precondition failed. */
    readonly code: 'session' | 'gated' | 'stale' | 'not-found' | 'bad-request' | 'user' | 'busy' | 'internal';
  };
}

/** A plan to review; nothing is written. */
export interface PlanView {
  readonly kind: 'reconcile' | 'undo';
  /** What consent is given to; goes back with the nonce, which works once. */
  readonly digest: string;
  readonly nonce: string;
  /** RFC 3339. */
  readonly expires: string;
  readonly release: string;
  readonly cluster: string;
  /** `server-side apply` or `client-side patches`. */
  readonly method: string;
  readonly steps: readonly PlanStepView[];
  readonly notes: readonly string[];
  /** Whether any step can be carried out. */
  readonly possible: boolean;
  /** The same as the terminal shows it. */
  readonly text: string;
}

export interface PlanStepView {
  readonly object: string;
  readonly ref: ObjectRef;
  readonly action: Action;
  readonly fields: readonly PlanFieldView[];
  /** Paths that the API server changes along with those fields. */
  readonly consequences: readonly string[];
  /** What restarts, what cannot be undone, who may fight back. */
  readonly warnings: readonly string[];
  readonly refused?: string;
  /** Deleted and made anew, the object could have it. */
  readonly recreatable?: true;
}

export interface PlanFieldView {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly severity: Severity;
  readonly change: Change;
  /** The value that is written, and the one that it replaces, as YAML. */
  readonly to?: ValueView;
  readonly from?: ValueView;
  /** Who loses the field. */
  readonly loser?: string;
}

/** compact (the default): declared fields, and those that drifted. whole: all but managedFields and status. full: everything. */
export type DocumentForm = 'compact' | 'whole' | 'full';

/** YAML of a whole side, one document an object, in the baseline's order; live objects in the baseline's order of fields. */
export interface DocumentView {
  readonly id: string;
  readonly form: DocumentForm;
  readonly text: string;
  readonly parts: readonly DocumentPart[];
  /** 1-based lines of findings in this very text, by id. A removed field has the line of what held it. */
  readonly lines: Readonly<Record<string, number>>;
}

/** Where one object stands in a document. Parts of two documents with the same key are the same object. */
export interface DocumentPart {
  readonly key: string;
  /** `Service/test-nginx`. */
  readonly object: string;
  /** 1-based first line and how many there are. */
  readonly line: number;
  readonly lines: number;
  readonly template?: string;
}

/** All that is known of one finding. */
export interface FindingDetail {
  readonly id: string;
  /** The whole values as YAML. */
  readonly desired?: string;
  readonly live?: string;
  /** As `helm drift explain` prints it. */
  readonly explanation: string;
  /** A JSON patch (RFC 6902) that would put the field back, to read and to copy; absent where there is none, or where it holds a secret. */
  readonly patch?: string;
  /** `helm drift fix …` for this finding alone. */
  readonly fixCommand: string;
  /** The narrowest ignore rule (YAML), for `POST /api/ignore` to write; absent in a demo. */
  readonly ignoreRule?: string;
}

/** Execution runners and release templates. */
export interface AuditAssets {
  readonly runner: AssetFile;
  /** The chart's templates that declare objects of the release, those of drifted fields first. */
  readonly templates: readonly AssetFile[];
  /** Why there are no templates. */
  readonly problem?: string;
}

export interface AssetFile {
  /** `scripts/run_helm_mode.sh`, `nginx/templates/hpa.yaml`. */
  readonly path: string;
  readonly text: string;
  readonly marks: readonly AssetMark[];
}

/** A line of a template that declares a drifted field. */
export interface AssetMark {
  readonly line: number;
  readonly findings: readonly string[];
  /** object: no line could be told for the field, and this one begins its object. */
  readonly certainty: 'field' | 'object';
}

export interface CommandAnswer {
  /** Absent where the line was no command that the prompt runs. */
  readonly exitCode?: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CompletionAnswer {
  /** Where in the line the candidates begin. */
  readonly from: number;
  readonly candidates: readonly {readonly text: string; readonly about?: string}[];
}

export interface IgnoreAnswer {
  readonly file: string;
  readonly text: string;
}

/** The header that carries the session's key on every call of `/api/` but the first. */
export const KEY_HEADER = 'x-helm-drift-key';

/**
 * Every route under `/api/`. GET has no body; POST sends JSON with `content-type: application/json` and gets JSON. Whoever is
 * not let in gets 401 and `session`.
 */
export interface Routes {
  /** Once, with the token of the address's fragment. Sets the cookie; the key goes into sessionStorage. */
  'POST /api/session': {readonly request: {readonly token: string}; readonly answer: {readonly key: string}};
  /** For another tab: `/#TOKEN` opens it, once. */
  'POST /api/link': {readonly request: object; readonly answer: {readonly token: string}};
  'GET /api/state': {readonly answer: ConsoleState};
  /**
   * text/event-stream, read by fetch (EventSource sends no header): `event: state`, `id: SEQUENCE`, `data: ConsoleState`, at
   * once and whenever it changes; a comment every 15 s.
   */
  'GET /api/events': {readonly answer: ConsoleState};
  /** A release, a scenario, or {} for the start page. Answers at once: the rest comes by events. */
  'POST /api/open': {
    readonly request: {readonly namespace: string; readonly release: string} | {readonly scenario: string} | object;
    readonly answer: object;
  };
  /** Reads the open release, or the list, anew now. */
  'POST /api/refresh': {readonly request: object; readonly answer: object};
  /** `?form=whole`. An id stands for its content for ever; 404 when it was forgotten: take the newer id of the state. */
  'GET /api/documents/:id': {readonly answer: DocumentView};
  /** `?state=mutation`, a timeline state's id; without it the state that is now. null: the state does not have it (any more). */
  'GET /api/findings/:id': {readonly answer: FindingDetail | null};
  'GET /api/assets': {readonly answer: AuditAssets};
  /** release-baseline.yaml and live-snapshot.yaml as `helm drift capture` writes them, text/yaml. */
  'GET /api/downloads/release-baseline.yaml': {readonly answer: string};
  'GET /api/downloads/live-snapshot.yaml': {readonly answer: string};
  /** Findings by id. recreate: also delete and make anew what the API server will not change. */
  'POST /api/plan': {
    readonly request: {readonly ids: readonly string[]; readonly recreate?: boolean};
    readonly answer: PlanView;
  };
  /** After somebody agreed. Answers when it has begun; the state's activity tells the rest. */
  'POST /api/reconcile': {
    readonly request: {readonly digest: string; readonly nonce: string};
    readonly answer: {readonly activity: string};
  };
  'POST /api/undo/plan': {readonly request: {readonly record: string}; readonly answer: PlanView};
  'POST /api/undo': {
    readonly request: {readonly digest: string; readonly nonce: string};
    readonly answer: {readonly activity: string};
  };
  /** Plays one of the opened release's `live` scenarios on the sandbox; 403 on any other cluster. Answers when it has begun. */
  'POST /api/scenario': {
    readonly request: {readonly scenario: string};
    readonly answer: {readonly activity: string};
  };
  /** Takes an ended activity off the state. */
  'POST /api/activity/dismiss': {readonly request: object; readonly answer: object};
  'POST /api/ignore': {
    readonly request: {readonly id: string; readonly reason: string; readonly expires?: string};
    readonly answer: IgnoreAnswer;
  };
  /** A line of the prompt, without `helm drift`. */
  'POST /api/command': {readonly request: {readonly line: string}; readonly answer: CommandAnswer};
  'POST /api/complete': {readonly request: {readonly line: string}; readonly answer: CompletionAnswer};
}

/** The shell's document has `<div id="app"></div>` and, for EditorView.cspNonce, `<meta name="style-nonce" content="…">`. */
export const APP_ELEMENT = 'app';
