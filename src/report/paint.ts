import kleur from 'kleur';
import type {Severity} from '../model/report.ts';

type Style = (text: string) => string;

/** Colour is a second channel: every word stands without it. */
export interface Paint {
  readonly bold: Style;
  readonly dim: Style;
  readonly path: Style;
  readonly good: Style;
  readonly warn: Style;
  readonly bad: Style;
  severity(severity: Severity): Style;
}

export function paintFor(color: boolean): Paint {
  // kleur decides once for the process, by its own reading of the environment; the caller has decided already.
  kleur.enabled = color;
  const styles: Record<Severity, Style> = {
    critical: (text) => kleur.bold().magenta(text),
    high: (text) => kleur.bold().yellow(text),
    medium: (text) => kleur.yellow(text),
    low: (text) => kleur.dim(text),
  };
  return {
    bold: (text) => kleur.bold(text),
    dim: (text) => kleur.dim(text),
    path: (text) => kleur.cyan(text),
    good: (text) => kleur.green(text),
    warn: (text) => kleur.yellow(text),
    bad: (text) => kleur.bold().magenta(text),
    severity: (severity) => styles[severity],
  };
}
