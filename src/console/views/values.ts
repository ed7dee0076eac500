import type {Json} from '../../model/json.ts';
import {writeYaml} from '../../yaml/write.ts';
import type {ValueView} from '../contract.ts';

/** A value longer than this is shown by its beginning; the whole comes when it is asked for. */
const SHOWN = 2000;

export function valueText(value: Json): string {
  return writeYaml(value).replace(/\n$/, '');
}

export function valueView(value: Json | undefined): ValueView | undefined {
  if (value === undefined) return undefined;
  // Not laid out whole only to be thrown away.
  const text = typeof value === 'string' && value.length > SHOWN ? value : valueText(value);
  return text.length > SHOWN ? {text: `${text.slice(0, SHOWN)}…`, cutFrom: text.length} : {text};
}
