import type {GivenValues} from '../../app/redaction.ts';
import type {SessionOptions} from '../../app/session.ts';
import type {Settings} from '../../app/settings.ts';
import type {CheckingFlags} from './evidence.ts';

/** What it takes to open a session, as flags say it. */
export interface SessionFlags extends CheckingFlags {
  readonly settings: Settings;
  readonly showSecrets: boolean;
  /** What of it is secret must not be quoted in an error. */
  readonly given?: GivenValues;
  /** A command that writes ends its step and says what it wrote; any other one lets go at once when it is interrupted. */
  readonly writes?: true;
  /** Overhears each check of one release. */
  readonly listen?: NonNullable<SessionOptions['listen']>;
  /** Sees what each report was made of. */
  readonly onInspected?: NonNullable<SessionOptions['onInspected']>;
}
