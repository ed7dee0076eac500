import type {Person} from './report.ts';

/** `alice`, `bob (impersonated by gateway)`; `shown` makes each of both names fit for where they stand. */
export function personText(
  {name, impersonatedBy}: Pick<Person, 'name' | 'impersonatedBy'>,
  shown: (name: string) => string = (text) => text,
): string {
  return `${shown(name)}${impersonatedBy === undefined ? '' : ` (impersonated by ${shown(impersonatedBy)})`}`;
}
