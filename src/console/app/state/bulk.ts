import type {FindingView} from '../../contract.ts';
import {sides} from './words.ts';

/** Findings that say the same of different objects. */
export interface Bulk {
  readonly key: string;
  readonly findings: readonly [FindingView, ...FindingView[]];
}

/** So many alike are one row. */
const MANY = 6;

/** Findings in their order; six or more that say the same of objects of one kind become one, in the place of the first. */
export function bulksOf(findings: readonly FindingView[]): (FindingView | Bulk)[] {
  const alike = new Map<string, FindingView[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const list = alike.get(key);
    if (list === undefined) alike.set(key, [finding]);
    else list.push(finding);
  }
  return [...alike].flatMap(([key, [first, ...others]]): (FindingView | Bulk)[] => {
    if (first === undefined) return [];
    return others.length + 1 < MANY ? [first, ...others] : [{key, findings: [first, ...others]}];
  });
}

function keyOf(finding: FindingView): string {
  const {ref, change, severity, verdict, title, by} = finding;
  const {desired, live} = sides(finding);
  return JSON.stringify([ref.group, ref.kind, change, severity, verdict, title, by.writer ?? '', desired, live]);
}
