import {check} from '../../check/check.ts';
import type {EvidenceSource} from '../../check/check.ts';
import type {Baseline} from '../../check/intent/baseline.ts';
import {NO_CONFIG} from '../../config/file.ts';
import {UserError} from '../../model/errors.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {IntentObject} from '../../model/intent.ts';
import {refKey} from '../../model/refs.ts';
import {capturedManifest, capturedObjects} from '../../report/capture.ts';
import type {Capture} from '../../report/capture.ts';
import type {Redactor} from '../../redact/redactor.ts';
import {plural} from '../../report/words.ts';
import type {CaptureArgs} from './capture.ts';
import {openRelease} from './check.ts';
import {EXIT} from '../../app/exit.ts';
import {assertWritable, writeWhole} from '../../app/files.ts';
import type {Runtime} from '../../app/runtime.ts';

const FILES = {baseline: 'release-baseline.yaml', live: 'live-snapshot.yaml'} as const;

/** Writes the file whole, and says on stderr what is in it and what is not. */
export async function runCapture(args: CaptureArgs, runtime: Runtime): Promise<number> {
  const {what} = args;
  // yargs has no choices for positional arguments in this notation.
  if (what !== 'baseline' && what !== 'live')
    throw new UserError(
      `there is no "${String(what)}" to capture`,
      'Capture the baseline, or what is live: helm drift capture baseline RELEASE.',
    );
  const file = args.file ?? FILES[what];
  if (file !== '-') await assertWritable(file);
  const captured = await openRelease(args, runtime, async ({baseline, source}, redactor) => {
    if (!('text' in baseline))
      throw new UserError(
        `revision ${baseline.pending.revision} of ${baseline.pending.name} is ${baseline.pending.status}, and none was deployed yet`,
        'There is no approved baseline to capture before helm is through.',
      );
    return what === 'baseline'
      ? {...(await captureBaseline(baseline, args, redactor)), gaps: []}
      : captureLive(baseline, source, args, {redactor, now: runtime.now()});
  });
  if (file === '-') await new Promise<void>((resolve) => runtime.stdout.write(captured.text, () => resolve()));
  else await writeWhole(file, captured.text, args['show-secrets'] ? 'private' : 'ordinary');
  tell(captured, file, runtime.stderr);
  return captured.gaps.length > 0 && !args['allow-incomplete'] ? EXIT.incomplete : EXIT.clean;
}

interface Captured extends Capture {
  readonly gaps: readonly string[];
}

function tell({objects, masked, gaps}: Captured, file: string, stderr: Runtime['stderr']): void {
  const secrets =
    masked === 0
      ? ''
      : `; ${plural(masked, 'secret value')} masked, which a later comparison calls a gap (--show-secrets keeps them)`;
  stderr.write(`${file === '-' ? 'stdout' : file}: ${plural(objects, 'object')}${secrets}\n`);
  for (const gap of gaps) stderr.write(`Not captured: ${gap}\n`);
}

/** The manifest, and behind it the hooks and on demand the crds/, as `helm template` prints them. */
async function captureBaseline(baseline: Baseline, args: CaptureArgs, redactor: Redactor): Promise<Capture> {
  const supplements = (await baseline.supplements?.()) ?? [];
  const beside = supplements
    .filter(({part}) => (part === 'crd' ? args['include-crds'] : args.hooks !== 'exclude'))
    .map(
      ({template, text}) =>
        `---\n${template === '' || /^# Source:/m.test(text) ? '' : `# Source: ${template}\n`}${text.trim()}\n`,
    );
  const text = [`${baseline.text.trimEnd()}\n`, ...beside].join('');
  return capturedManifest(text, baseline.name, redactor);
}

/** What a check of this baseline would read, and the extra objects that it would find; with managedFields, which say who changed what. */
async function captureLive(
  baseline: Baseline,
  source: EvidenceSource,
  args: CaptureArgs,
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
  const hooks = args.hooks === undefined ? {} : {hooks: args.hooks};
  const options = {fidelity: 'client', config: NO_CONFIG, includeCrds: args['include-crds'], ...hooks} as const;
  const report = await check(baseline, recording, options, now);
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
