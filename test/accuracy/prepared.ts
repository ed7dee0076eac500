import type {Api} from './api.ts';
import type {Charts} from './charts.ts';
import type {Tally} from './mutate.ts';
import type {NoDrift} from './no-drift.ts';
import type {Kind} from './openapi.ts';
import type {Release, Tools} from './releases.ts';
import type {Standing} from './score.ts';
import type {Mutation} from './truth.ts';

export interface Ground {
  readonly tools: Tools;
  readonly api: Api;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Puts on the list of what outlives an uninstallation. */
  readonly touch: (urls: readonly string[]) => void;
  readonly releases: readonly Release[];
  readonly charts: Charts;
}

/** Releases that drifted, and the truth about them: any number of bundles can be held against it. */
export interface Prepared {
  readonly releases: readonly Release[];
  readonly left: readonly string[];
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly standings: readonly Standing[];
  readonly mutations: readonly Mutation[];
  readonly noDrift: readonly NoDrift[];
  readonly tally: Tally;
  readonly objects: number;
  readonly env: Readonly<Record<string, string>>;
}
