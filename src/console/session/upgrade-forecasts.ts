import type {Inspection} from '../../check/check.ts';
import type {Baseline} from '../../model/ports.ts';
import type {DriftReport} from '../../model/report.ts';
import type {TimelineSnapshot} from '../views/timeline.ts';
import {foretoldUpgrade, unknownUpgrade} from './next-upgrade.ts';

interface Foreseen {
  /** Of the drift: `upgradeKey`. */
  readonly key: string;
  readonly inspection: Inspection;
  readonly baseline: Baseline;
}

export interface UpgradeForecasts {
  /** Asks helm about this drift, unless it is asked about the same already. */
  ask(of: Foreseen): void;
  close(): void;
}

/**
 * What the next upgrade does, asked of helm beside the checks: they never wait for it. One helm runs at a time, for the newest
 * drift; `onTold` gets the key of what was asked about, and the answer or why there is none.
 */
export function upgradeForecasts(
  foretell: (of: Foreseen) => Promise<DriftReport>,
  messageOf: (error: unknown) => string,
  onTold: (key: string, upgrade: TimelineSnapshot) => void,
): UpgradeForecasts {
  let next: Foreseen | undefined;
  let asked: string | undefined;
  let isClosed = false;

  async function tell(): Promise<void> {
    while (next !== undefined) {
      const of = next;
      next = undefined;
      const {key} = of;
      asked = key;
      const upgrade = await foretell(of).then(
        (told) => foretoldUpgrade(of.inspection, told),
        (error: unknown) => unknownUpgrade(of.inspection, messageOf(error)),
      );
      if (!isClosed) onTold(key, upgrade);
    }
    asked = undefined;
  }

  return {
    ask(of) {
      if (isClosed || asked === of.key) return;
      next = of;
      if (asked === undefined) void tell();
    },
    close() {
      isClosed = true;
      next = undefined;
    },
  };
}
