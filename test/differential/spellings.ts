import {isObj, scalarText} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';
import type {Schema} from '../accuracy/openapi.ts';
import type {Rng} from '../accuracy/rng.ts';

/** Another way to write the same scalar in JSON, as far as its schema lets two ways mean one thing. */
export function respelled(value: Json, schema: Schema | undefined, rng: Rng): Json | undefined {
  if (schema?.isQuantity === true) return quantity(scalarText(value), rng);
  if (schema?.isIntOrString === true)
    return typeof value === 'number' ? String(value) : /^\d+$/.test(scalarText(value)) ? Number(value) : undefined;
  if (typeof value !== 'string') return undefined;
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(value)) return value.replace('Z', rng.one(['+00:00', '-00:00']));
  if (/^\d+(s|m|h)$/.test(value)) return rng.one([`${value}0ms`.replace(/0ms$/, ''), seconds(value)]);
  return undefined;
}

function quantity(text: string, rng: Rng): Json | undefined {
  const [, amount = '', unit = ''] = /^([\d.]+)([A-Za-z]*)$/.exec(text) ?? [];
  const number = Number(amount);
  if (amount === '' || Number.isNaN(number)) return undefined;
  switch (unit) {
    case '':
      return rng.one([`${number * 1000}m`, `${number}.0`, `+${number}`, number, `${number}e0`]);
    case 'm':
      return rng.one([String(number / 1000), `${number * 1000}u`, `0${number}m`]);
    case 'Gi':
      return rng.one([`${number * 1024}Mi`, String(number * 2 ** 30), `${number}.0Gi`]);
    case 'Mi':
      return rng.one([`${number * 1024}Ki`, String(number * 2 ** 20), `${number / 1024}Gi`]);
    case 'Ki':
      return String(number * 1024);
    default:
      return undefined;
  }
}

function seconds(text: string): string {
  const unit = text.slice(-1);
  const factor = unit === 'h' ? 3600 : unit === 'm' ? 60 : 1;
  return `${Number.parseInt(text, 10) * factor}s`;
}

const OPEN = '\u{e000}';
const CLOSE = '\u{e001}';

/** A manifest's text, some of whose numbers and truth values are written as only YAML can write them. */
export function manifestText(object: Obj, rng: Rng): string {
  const marked = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(marked);
    if (isObj(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner)]));
    if (!rng.chance(0.12)) return value;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0)
      return `${OPEN}${numberForm(value, rng)}${CLOSE}`;
    if (typeof value === 'boolean')
      return `${OPEN}${value ? rng.one(['yes', 'on', 'True']) : rng.one(['no', 'off', 'FALSE'])}${CLOSE}`;
    return value === null ? `${OPEN}~${CLOSE}` : value;
  };
  return JSON.stringify(marked(object)).replaceAll(`"${OPEN}`, '').replaceAll(`${CLOSE}"`, '');
}

const numberForm = (value: number, rng: Rng): string =>
  rng.one([`0x${value.toString(16)}`, `${value}.0`, `+${value}`, `0${value.toString(8)}`, `0b${value.toString(2)}`]);
