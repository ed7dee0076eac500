import {createHmac, randomBytes} from 'node:crypto';
import {isObject} from '../model/json.ts';
import type {Json} from '../model/json.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import {stringifyJson} from '../yaml/json.ts';

/** Equal values look equal within one run, and nobody can guess a short one from its digest, for the key dies with the process. */
const RUN_KEY = randomBytes(32);
const TELLING =
  /passw(or)?d|passphrase|secret|token|api_?-?key|private_?-?key|credential|authorization|connection_?string/i;

/** A copy without secret values, for every format. The report itself stays whole: what is written to a cluster is never made from a copy. */
export function redacted(report: DriftReport): DriftReport {
  return {...report, findings: report.findings.map(redactFinding)};
}

function redactFinding(finding: Finding): Finding {
  if (!isSecret(finding)) return {...finding, ...mapped(finding, withoutSecrets)};
  return {...finding, ...mapped(finding, maskAll), controlPath: withoutImpact(finding)};
}

/** The impact sentence quotes values. */
function withoutImpact({controlPath: {title, group}}: Finding): Finding['controlPath'] {
  return {title, group};
}

function mapped({desired, live}: Finding, change: (value: Json) => Json): Pick<Finding, 'desired' | 'live'> {
  return {
    ...(desired === undefined ? {} : {desired: change(desired)}),
    ...(live === undefined ? {} : {live: change(live)}),
  };
}

function isSecret({ref, path}: Finding): boolean {
  const fields = path.flatMap((segment) =>
    'field' in segment ? [segment.field] : Object.values('select' in segment ? segment.select : {}).map(String),
  );
  if (ref.group === '' && ref.kind === 'Secret' && (fields[0] === 'data' || fields[0] === 'stringData')) return true;
  if (fields.at(-1) === 'kubectl.kubernetes.io/last-applied-configuration') return true;
  const env = fields.lastIndexOf('env');
  return fields.some((field, index) => index > env && env >= 0 && TELLING.test(field));
}

/** Values with telling names inside a larger value: the env of a whole added container, the data of a whole Secret. */
function withoutSecrets(value: Json): Json {
  if (Array.isArray(value)) return (value as Json[]).map(withoutSecrets);
  if (!isObject(value)) return value;
  const {name} = value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (item === undefined) return [key, item];
      const telling =
        TELLING.test(key) ||
        key.endsWith('last-applied-configuration') ||
        (key === 'value' && typeof name === 'string' && TELLING.test(name));
      return [key, telling && typeof item === 'string' ? mask(item) : withoutSecrets(item)];
    }),
  );
}

function maskAll(value: Json): Json {
  if (Array.isArray(value)) return (value as Json[]).map(maskAll);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskAll(item ?? null)]));
  return mask(typeof value === 'string' ? value : stringifyJson(value));
}

function mask(value: string): string {
  return `*** (${value.length} characters, ${createHmac('sha256', RUN_KEY).update(value).digest('hex').slice(0, 8)})`;
}
