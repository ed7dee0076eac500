import {createHash, createHmac} from 'node:crypto';
import type {Inspection} from '../../check/check.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {Plan, PlanCluster, PlanRelease} from '../../model/fix.ts';
import type {Intent} from '../../model/intent.ts';
import {refKey} from '../../model/refs.ts';
import {stringifyJson} from '../../yaml/json.ts';
import {canonicalText, contentDigest} from './content-digest.ts';
import {conflictsToCome} from './notes.ts';
import type {PlannedStep} from './step.ts';

export interface PlanFrame {
  readonly release: PlanRelease;
  readonly cluster: PlanCluster;
  readonly createdAt: Date;
  /** Seconds from creation. */
  readonly validFor: number;
}

/** The plan as it is shown, kept and signed by its digest. */
export function makePlan(planned: readonly PlannedStep[], inspection: Inspection, frame: PlanFrame): Plan {
  const {release, cluster, createdAt, validFor} = frame;
  const findings = new Set(planned.flatMap((one) => one.findings));
  const body = {
    schemaVersion: '2' as const,
    kind: 'FixPlan' as const,
    release,
    cluster,
    createdAt: createdAt.toISOString(),
    expires: new Date(createdAt.getTime() + validFor * 1000).toISOString(),
    intentDigest: inspection.intent.digest,
    steps: planned.map(({step}) => step),
    notes: [
      ...baselineNotes(inspection),
      ...conflictsToCome(inspection.report.findings, (finding) => findings.has(finding), release.applyMethod),
    ],
  };
  return {...body, digest: planDigest(body, planKey(inspection))};
}

/** A baseline that is not the deployed revision is named: the plan puts back what nobody has deployed. */
function baselineNotes({report: {release}}: Inspection): string[] {
  const {revision, status} = release;
  if (status === undefined || status === 'deployed' || revision === undefined) return [];
  return [`the baseline is revision ${revision}, which is ${status}: no deployed revision promises this`];
}

/**
 * What plans of an inspection are signed with: all that the release declares. Who has a plan alone cannot sign another one.
 * Who can read the release's record can: so all that a plan shows of its steps is compared with what would be planned now too.
 */
export function planKey({intent}: Pick<Inspection, 'intent'>): string {
  const known = KEYS.get(intent);
  if (known !== undefined) return known;
  // Hooks and crds/ come and go with flags.
  const manifest = intent.objects.filter(({part}) => part === undefined);
  const declared = manifest.map(({ref, object}) => `${refKey(ref)} ${canonicalText(object)}`).toSorted();
  const key = createHash('sha256')
    .update(`helm drift plan ${declared.join(' ')}`)
    .digest('hex');
  KEYS.set(intent, key);
  return key;
}

/** A manifest is read once for all steps of its plan. */
const KEYS = new WeakMap<Intent, string>();

/** A digest of what an object holds: who cannot read what the release declares cannot try values against it. */
export function keyedContent({object}: LiveObject, inspection: Pick<Inspection, 'intent'>): string {
  return createHmac('sha256', planKey(inspection)).update(contentDigest(object)).digest('hex');
}

/** Over the text of a plan without its digest, keys in the order in which they stand. */
export function planDigest(plan: Omit<Plan, 'digest'> & {readonly digest?: string}, key: string): string {
  const {digest: _digest, ...body} = plan;
  return createHmac('sha256', key).update(stringifyJson(body)).digest('hex');
}
