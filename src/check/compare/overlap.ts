import type {Path, Segment} from '../../model/path.ts';

/** Whether one of two paths leads to or through the other. Items of a list may be named in two ways, so they are taken loosely. */
export function overlap(a: Path, b: Path): boolean {
  return a.slice(0, b.length).every((segment, index) => sameStep(segment, b[index] as Segment));
}

function sameStep(a: Segment, b: Segment): boolean {
  if ('field' in a || 'field' in b) return 'field' in a && 'field' in b && a.field === b.field;
  if ('index' in a && 'index' in b) return a.index === b.index;
  if ('select' in a && 'select' in b)
    return Object.entries(a.select).every(([key, value]) => b.select[key] === undefined || b.select[key] === value);
  return true;
}
