import {check} from '../check/check.ts';
import type {CheckOptions} from '../check/check.ts';
import {NO_CONFIG} from '../config/file.ts';
import type {LiveObject} from '../model/evidence.ts';
import type {IntentObject} from '../model/intent.ts';
import type {Baseline, EvidenceSource} from '../model/ports.ts';
import {refKey} from '../model/refs.ts';
import type {Redactor} from '../redact/redactor.ts';
import {capturedManifest, capturedObjects} from '../report/capture.ts';
import type {Capture} from '../report/capture.ts';

/** Which of the release's objects are captured. */
export type CaptureOptions = Pick<CheckOptions, 'hooks' | 'includeCrds'>;

export interface Captured extends Capture {
  /** What could not be captured, a line each. */
  readonly gaps: readonly string[];
}

/** The manifest, and behind it the hooks and on demand the crds/, as `helm template` prints them. */
export async function captureBaseline(
  baseline: Baseline,
  {hooks, includeCrds}: CaptureOptions,
  redactor: Redactor,
): Promise<Captured> {
  const supplements = (await baseline.supplements?.()) ?? [];
  const beside = supplements
    .filter(({part}) => (part === 'crd' ? includeCrds === true : hooks !== 'exclude'))
    .map(
      ({template, text}) =>
        `---\n${template === '' || /^# Source:/m.test(text) ? '' : `# Source: ${template}\n`}${text.trim()}\n`,
    );
  const text = [`${baseline.text.trimEnd()}\n`, ...beside].join('');
  return {...capturedManifest(text, baseline.name, redactor), gaps: []};
}

/** What a check of this baseline would read, and the extra objects that it would find; with managedFields, which say who changed what. */
export async function captureLive(
  baseline: Baseline,
  source: EvidenceSource,
  options: CaptureOptions,
  {redactor, now}: {redactor: Redactor; now: Date},
): Promise<Captured> {
  const seen = new Map<string, LiveObject>();
  const note = (objects: readonly LiveObject[]): void => {
    for (const object of objects) seen.set(refKey(object.ref), object);
  };
  const recording: EvidenceSource = {
    ...source,
    read: async (intent) => {
      const state = await source.read(intent);
      note(state.objects);
      return state;
    },
  };
  const report = await check(baseline, recording, {...options, fidelity: 'client', config: NO_CONFIG}, now);
  const extra = new Set(report.findings.filter(({change}) => change === 'extra').map(({ref}) => refKey(ref)));
  const {objects: owned} = await source.owned(report.release.namespace);
  const wanted = owned.filter(({ref}) => extra.has(refKey(ref)));
  // The search for them asks for metadata alone.
  const whole = await source.read(
    wanted.map(({ref, apiVersion}): IntentObject => ({ref, apiVersion, object: {}, origin: {line: 1}})),
  );
  note(whole.objects);
  const objects = [...seen.values()].toSorted((a, b) => refKey(a.ref).localeCompare(refKey(b.ref)));
  // What the comparison could not tell is none of the capture's business; what could not be read is.
  const gaps = [
    ...report.gaps.filter(({reason}) => reason !== 'no-managed-fields' && reason !== 'unconfirmed'),
    ...whole.gaps,
  ];
  const capture = capturedObjects(
    objects.map(({object}) => object),
    redactor,
  );
  return {...capture, gaps: gaps.map(({message}) => redactor.text(message))};
}
