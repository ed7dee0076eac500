import type {ChartFile} from '../../model/ports.ts';
import type {Finding} from '../../model/report.ts';
import type {AssetFile, AssetMark} from '../routes.ts';

/** Templates of a chart, those first that declare what has drifted, each with the lines that do. */
export function markedTemplates(
  files: readonly ChartFile[],
  chart: string,
  declaring: ReadonlySet<string>,
  findings: readonly Finding[],
  safe: (text: string) => string,
): AssetFile[] {
  const assets = files
    .map(({name, text}) => ({path: `${chart}/${name}`, text}))
    .filter(({path}) => declaring.has(path))
    .map(({path, text}): AssetFile => {
      const own = findings.filter(({verdict, origin}) => verdict === 'drift' && origin?.template === path);
      return {path: safe(path), text: safe(text), marks: marksOf(text, own)};
    });
  return assets.toSorted((a, b) => b.marks.length - a.marks.length || (a.path < b.path ? -1 : 1));
}

function marksOf(text: string, findings: readonly Finding[]): AssetMark[] {
  const lines = text.split('\n');
  const marks = new Map<string, {line: number; certainty: AssetMark['certainty']; findings: string[]}>();
  for (const {id, path, ref} of findings) {
    const field = lineOfPath(
      lines,
      path.flatMap((segment) => ('field' in segment ? [segment.field] : [])),
      ref.kind,
    );
    const place = {
      line: field ?? kindLine(lines, ref.kind),
      certainty: field === undefined ? ('object' as const) : ('field' as const),
    };
    const key = `${place.line} ${place.certainty}`;
    const mark = marks.get(key) ?? {...place, findings: []};
    mark.findings.push(id);
    marks.set(key, mark);
  }
  return [...marks.values()].toSorted((a, b) => a.line - b.line);
}

function kindLine(lines: readonly string[], kind: string): number {
  const at = lines.findIndex((line) => line.trim() === `kind: ${kind}`);
  return at < 0 ? 1 : at + 1;
}

/**
 * A template is no YAML before it is rendered: the fields of a path are looked for one behind the other, from the line of
 * the object's kind on. Undefined where one of them is not written out, or where the last could be meant twice.
 */
function lineOfPath(lines: readonly string[], fields: readonly string[], kind: string): number | undefined {
  if (fields.length === 0) return undefined;
  let at = kindLine(lines, kind) - 1;
  for (const field of fields) {
    const next = lines.findIndex((line, index) => index >= at && isField(line, field));
    if (next < 0) return undefined;
    at = next;
  }
  return at + 1;
}

function isField(line: string, field: string): boolean {
  const bare = line.trimStart().replace(/^(?:- )+/, '');
  return bare.startsWith(`${field}:`) || bare.startsWith(`"${field}":`) || bare.startsWith(`'${field}':`);
}
