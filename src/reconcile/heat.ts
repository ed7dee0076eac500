import type {ReconcileSettings} from '../config/reconcile.ts';
import type {FieldHeat, ReconcileState} from '../model/reconcile.ts';

export type Fight = ReconcileSettings['fight'];

/** A finding that a policy may put back, as a check saw it. */
export interface HotFinding {
  /** The finding's whole id. */
  readonly id: string;
  readonly value: string;
  readonly manager: string | undefined;
}

export const NO_STATE: ReconcileState = {schemaVersion: '1', kind: 'DriftReconcile', spent: [], fields: {}};

/** Below it a field is cold, and what it was is forgotten. */
const COLD = 0.5;
const MANAGERS = 4;
const FIELDS_AT_MOST = 5000;

export const fieldKey = (release: string, id: string): string => `${release} ${id}`;

/** The heat as of a time: it falls by e in `withinMs`. */
export function heatAt({heat, at}: FieldHeat, now: number, {withinMs}: Fight): number {
  return heat * Math.exp(-Math.max(0, now - at) / withinMs);
}

/**
 * Takes down what a check saw of a release's fields. One that drifts, and did not, or not so, was rewritten. `isGone` says of
 * others whether they could be seen, and do not drift any more.
 */
export function observeFields(
  state: ReconcileState,
  {
    release,
    findings,
    isGone,
  }: {
    readonly release: string;
    readonly findings: readonly HotFinding[];
    readonly isGone: (id: string) => boolean;
  },
  {fight, now}: {readonly fight: Fight; readonly now: number},
): ReconcileState {
  const fields: Record<string, FieldHeat> = {...state.fields};
  const seen = new Set(findings.map(({id}) => fieldKey(release, id)));
  for (const [key, field] of Object.entries(fields)) {
    const cooled = cooledAt(field, now, fight);
    if (key.startsWith(`${release} `) && !seen.has(key) && isGone(key.slice(release.length + 1))) {
      const {value: _value, triedAt: _tried, ...rest} = cooled;
      fields[key] = rest;
    } else {
      fields[key] = cooled;
    }
  }
  for (const {id, value, manager} of findings) {
    const key = fieldKey(release, id);
    const before = fields[key];
    if (before?.value === value) continue;
    const heat = (before === undefined ? 0 : heatAt(before, now, fight)) + 1;
    const fights = before?.fights === true || isFight(heat, fight);
    const managers = [
      ...(before?.managers ?? []).filter((one) => one !== manager),
      ...(manager === undefined ? [] : [manager]),
    ];
    fields[key] = {
      value,
      since: now,
      heat,
      at: now,
      managers: managers.slice(-MANAGERS),
      ...(fights ? {fights: true as const} : {}),
    };
  }
  return {...state, fields: bounded(fields, now, fight)};
}

/** Three rewrites in a row are hardly colder than three. */
function isFight(heat: number, {rewrites}: Fight): boolean {
  return heat > rewrites - 0.5;
}

function cooledAt(field: FieldHeat, now: number, fight: Fight): FieldHeat {
  if (field.fights !== true || heatAt(field, now, fight) >= COLD) return field;
  const {fights: _over, ...rest} = field;
  return rest;
}

/** What is cold and does not drift is forgotten; of too many the coldest are. */
function bounded(fields: Readonly<Record<string, FieldHeat>>, now: number, fight: Fight): Record<string, FieldHeat> {
  const kept = Object.entries(fields).filter(
    ([, field]) => field.value !== undefined || heatAt(field, now, fight) >= COLD,
  );
  if (kept.length <= FIELDS_AT_MOST) return Object.fromEntries(kept);
  const hottest = kept.toSorted(([, a], [, b]) => heatAt(b, now, fight) - heatAt(a, now, fight));
  return Object.fromEntries(hottest.slice(0, FIELDS_AT_MOST));
}
