import type {Inspection} from '../../check/check.ts';
import type {Attribution, DriftReport, Finding} from '../../model/report.ts';
import {stringifyJson} from '../../yaml/json.ts';

/** A log that could not tell yet is read again after so long: it grows. */
const AGAIN_MS = 30_000;

/** Who made each difference of an open release, by the audit log, which is read beside the checks: they never wait for it. */
export interface Persons {
  /** The same, with whoever is known by now. */
  named(inspection: Inspection): Inspection;
  /** Reads the log for what is not known of this, unless it is read just now. */
  ask(inspection: Inspection): void;
  close(): void;
}

export interface Log {
  readonly read: (inspection: Inspection) => Promise<DriftReport>;
  readonly messageOf: (error: unknown) => string;
  readonly now: () => Date;
}

const NOBODY: Persons = {named: (inspection) => inspection, ask: () => {}, close: () => {}};

/** `onTold` is called when more is known; without a log nothing ever is. */
export function persons(log: Log | undefined, onTold: () => void): Persons {
  if (log === undefined) return NOBODY;
  let known = new Map<string, Attribution>();
  let problem: string | undefined;
  let next: Inspection | undefined;
  let [isReading, isClosed, readAt] = [false, false, 0];

  async function read({messageOf, now, read: readLog}: Log): Promise<void> {
    isReading = true;
    while (next !== undefined) {
      const of = next;
      next = undefined;
      try {
        const {findings} = await readLog(of);
        known = new Map(findings.map((finding, at) => [keyOf(of.report.findings[at] ?? finding), finding.by]));
        problem = undefined;
      } catch (error) {
        problem = `the audit log tells nothing: ${messageOf(error)}`;
      }
      readAt = now().getTime();
      if (!isClosed) onTold();
    }
    isReading = false;
  }

  return {
    named({report, ...inspection}) {
      const findings = report.findings.map((finding): Finding => {
        const by = known.get(keyOf(finding));
        return by === undefined ? finding : {...finding, by};
      });
      const notes = problem === undefined ? report.notes : [...report.notes, problem];
      return {...inspection, report: {...report, findings, notes}};
    },
    ask(inspection) {
      const drift = inspection.report.findings.filter(({verdict}) => verdict === 'drift');
      const isNew = drift.some((finding) => !known.has(keyOf(finding)));
      const isOpen = drift.some((finding) => known.get(keyOf(finding))?.person?.certainty === 'unknown');
      const isDue = log.now().getTime() - readAt >= AGAIN_MS;
      if (isClosed || !((isNew && problem === undefined) || ((isNew || isOpen) && isDue))) return;
      next = inspection;
      if (!isReading) void read(log);
    },
    close() {
      isClosed = true;
      next = undefined;
    },
  };
}

/** The same while nobody has written there again. */
function keyOf({id, change, live, by: {manager, time}}: Finding): string {
  return stringifyJson([id, change, live, manager, time]);
}
