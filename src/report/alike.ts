import {refLabel} from '../model/refs.ts';
import type {Finding} from '../model/report.ts';

/** Objects of one kind whose differences are the same are told of as one beyond this many. */
const ALIKE = 5;
const NAMED = 3;

/** An object's findings, and those of the objects that differ in the very same way. */
export interface Block {
  readonly findings: readonly Finding[];
  readonly others: readonly (readonly Finding[])[];
}

/** The findings of one object each, in order; where many objects are alike, one block for all of them at the first one's place. */
export function blocksOf(objects: readonly (readonly Finding[])[]): Block[] {
  const alike = new Map<string, (readonly Finding[])[]>();
  const sameAs = objects.map((findings) => {
    const signature = signatureOf(findings);
    const same = alike.get(signature) ?? [];
    same.push(findings);
    alike.set(signature, same);
    return same;
  });
  return objects.flatMap((findings, at) => {
    const same = sameAs[at] ?? [];
    if (same.length <= ALIKE) return [{findings, others: []}];
    return same[0] === findings ? [{findings, others: same.slice(1)}] : [];
  });
}

/** How many findings a block tells of. */
export function countOf({findings, others}: Block): number {
  return findings.length * (others.length + 1);
}

/** All that is told of an object's findings but its name, the time and the IDs. */
function signatureOf(findings: readonly Finding[]): string {
  const [first] = findings;
  return JSON.stringify([
    first?.ref.group,
    first?.ref.kind,
    first?.ref.namespace,
    findings.map(({verdict, severity, controlPath, path, change, desired, live, by, why, methodNote, forecast}) => [
      [verdict, severity, controlPath.title, controlPath.group, path, change],
      change === 'missing' || change === 'extra' ? [] : [desired, live, controlPath.impact],
      [by.manager, by.subresource, by.certainty, by.revision, by.status],
      [why?.code, why?.text, methodNote, forecast],
    ]),
  ]);
}

/** `61 ConfigMaps missing: a, b, c … (-o table lists them all)`. */
export function blockTitle({findings, others}: Block): string {
  const [first] = findings as readonly [Finding];
  const names = [first, ...others.flatMap(([one]) => one ?? [])].slice(0, NAMED).map(({ref}) => refLabel(ref));
  const what = {missing: 'missing', extra: 'not declared', added: 'alike', removed: 'alike', changed: 'alike'};
  const short = names.map((name) => name.slice(first.ref.kind.length + 1)).join(', ');
  return `${others.length + 1} ${pluralKind(first.ref.kind)} ${what[first.change]}: ${short} … (-o table lists them all)`;
}

/** `NetworkPolicies`, `Ingresses`, `ConfigMaps`. */
function pluralKind(kind: string): string {
  if (kind.endsWith('Endpoints')) return kind;
  if (/[^aeiou]y$/.test(kind)) return `${kind.slice(0, -1)}ies`;
  return /(?:s|x|ch)$/.test(kind) ? `${kind}es` : `${kind}s`;
}
