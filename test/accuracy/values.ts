import {asList, asText, scalarText} from './json.ts';
import type {Json} from './json.ts';
import type {Schema} from './openapi.ts';
import type {Rng} from './rng.ts';

/** Numbers that controllers turn into objects or into waiting: kept small, or long, whatever the schema allows. */
const COUNTS = /^(replicas|minReplicas|maxReplicas|parallelism|completions|minAvailable|maxUnavailable)$/;

/** Another valid value of the same type, or undefined where the schema leaves no other. */
export function otherValue(schema: Schema | undefined, name: string, current: Json, rng: Rng): Json | undefined {
  const choices = asList(schema?.node['enum']).filter((value) => value !== current && value !== '');
  if (choices.length > 0) return rng.pick(choices);
  if (typeof current === 'boolean') return !current;
  if (schema?.isQuantity === true) return otherQuantity(current, rng);
  if (typeof current === 'number') return otherNumber(schema, name, current, rng);
  if (typeof current === 'string') return otherText(schema, name, current, rng);
  return undefined;
}

function otherQuantity(current: Json, rng: Rng): string {
  const text = scalarText(current);
  const unit = /[A-Za-z]+$/.exec(text)?.[0] ?? '';
  const amount = Number.parseFloat(text);
  // A step of one in the unit that stands there: limits must stay above requests, and mostly do.
  return `${Math.max(1, Math.round(amount) + rng.one([1, 1, 2, -1]))}${unit}`;
}

function otherNumber(schema: Schema | undefined, name: string, current: number, rng: Rng): number {
  const step = COUNTS.test(name) ? rng.one([1, 2]) : rng.one([1, 1, 2, 5, -1]);
  const {minimum, maximum} = schema?.node ?? {};
  const low = typeof minimum === 'number' ? minimum : 0;
  const high = typeof maximum === 'number' ? maximum : 2 ** 31 - 1;
  const next = current + step;
  if (!Number.isInteger(current)) return current + 0.25;
  return next > high ? current - 1 : next < low ? current + 1 : next;
}

function otherText(schema: Schema | undefined, name: string, current: string, rng: Rng): string {
  const format = asText(schema?.node['format']);
  // A bundle must hold certificates: one that holds the same twice is another bundle.
  if (name === 'caBundle')
    return Buffer.from(Buffer.from(current, 'base64').toString('utf8').repeat(2)).toString('base64');
  if (format === 'byte') return Buffer.from(`changed ${rng.word()}`).toString('base64');
  if (format === 'date-time' || /^\d{4}-\d\d-\d\dT/.test(current)) return aTime(current.includes('.'), rng);
  if (/^\d+%$/.test(current)) return `${(Number.parseInt(current, 10) % 90) + 1}%`;
  if (/^-?\d+$/.test(current)) return String(Number(current) + 1);
  if (/^(true|false)$/.test(current)) return current === 'true' ? 'false' : 'true';
  if (/^\d+(ms|s|m|h|d)$/.test(current)) return `${Number.parseInt(current, 10) + 1}${current.replace(/^\d+/, '')}`;
  if (/^(\S+ ){4}\S+$/.test(current) && /[*\d]/.test(current)) return `${rng.below(60)} ${rng.below(24)} * * 0`;
  if (/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(current)) return `10.${rng.below(250)}.0.0/16`;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(current)) return `10.9.8.${1 + rng.below(250)}`;
  if (current.includes('\n')) return edited(current, rng);
  if (name === 'image') return current.replace(/(:[\w.-]+)?(@sha256:[0-9a-f]+)?$/, `:v0.${rng.below(9)}.${rng.word()}`);
  if (/^(\/|https?:\/\/)/.test(current)) return `${current.replace(/\/$/, '')}/${rng.word()}`;
  if (current === '') return rng.word();
  return rng.chance(0.3) && !/[^a-z0-9-]/.test(current) ? `${rng.word()}-${current}` : `${current}-${rng.word()}`;
}

/** One line of a text, as somebody with an editor would. */
function edited(text: string, rng: Rng): string {
  // As editors do, unasked.
  if (rng.chance(0.25)) return text.endsWith('\n') ? text.slice(0, -1) : `${text}\n`;
  const lines = text.split('\n');
  const line = rng.below(lines.length);
  if (rng.chance(0.3)) lines.splice(line, 0, `# ${rng.word(6)}`);
  else lines[line] = `${lines[line] ?? ''} # ${rng.word(6)}`;
  return lines.join('\n');
}

const aTime = (micro: boolean, rng: Rng): string =>
  `2025-0${1 + rng.below(9)}-1${rng.below(9)}T0${rng.below(9)}:30:00${micro ? '.000000' : ''}Z`;

/** A value for a field that nobody had set; undefined where the schema is none of a scalar. */
export function freshValue(schema: Schema, name: string, rng: Rng): Json | undefined {
  const choices = asList(schema.node['enum']).filter((value) => value !== '');
  if (choices.length > 0) return rng.pick(choices);
  if (schema.isQuantity) return rng.one(['37m', '129Mi', '3']);
  if (schema.isIntOrString) return 1 + rng.below(40);
  const format = asText(schema.node['format']);
  switch (asText(schema.node['type'])) {
    case 'boolean':
      return rng.chance(0.6);
    case 'integer':
    case 'number':
      return freshNumber(name, rng);
    case 'string':
      if (format === 'date-time') return aTime(schema.name.endsWith('MicroTime'), rng);
      if (format === 'byte') return Buffer.from(rng.word(8)).toString('base64');
      if (/path$/i.test(name)) return `/srv/${rng.word()}`;
      if (/(ip|ips)$/i.test(name)) return `10.7.6.${1 + rng.below(250)}`;
      return rng.word(6);
    default:
      return undefined;
  }
}

function freshNumber(name: string, rng: Rng): number {
  if (COUNTS.test(name)) return 2 + rng.below(3);
  if (name === 'nodePort') return 30_000 + rng.below(2700);
  // A Job or a pod that a deadline ends would start a chain of reactions.
  if (/^(activeDeadlineSeconds|ttlSecondsAfterFinished)$/.test(name)) return 90_000 + rng.below(1000);
  if (/port$/i.test(name)) return 20_000 + rng.below(9000);
  if (/^(runAsUser|runAsGroup|fsGroup)$/.test(name)) return 1000 + rng.below(9000);
  return 2 + rng.below(30);
}
