export interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** Texts whose changed parts are longer than this are shown as all taken and all new: the table below would grow with its square. */
const MAX_LINES = 1500;

/** The lines that differ, each run of them with `context` equal lines before and after it, and `…` where some are left out. */
export function lineDiff(before: readonly string[], after: readonly string[], context: number): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  const middle = changed(before.slice(start, before.length - end), after.slice(start, after.length - end));
  const same = (texts: readonly string[]): DiffLine[] => texts.map((text) => ({sign: ' ', text}));
  return withContext([...same(before.slice(0, start)), ...middle, ...same(before.slice(before.length - end))], context);
}

function changed(before: readonly string[], after: readonly string[]): DiffLine[] {
  if (before.length > MAX_LINES || after.length > MAX_LINES)
    return [
      ...before.map((text) => ({sign: '-', text}) as const),
      ...after.map((text) => ({sign: '+', text}) as const),
    ];
  const width = after.length + 1;
  // Lengths of the longest common subsequences of all tails.
  const common = new Uint16Array((before.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      common[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old = '', now = ''] = [before[i], after[j]];
    if (i < before.length && j < after.length && old === now) {
      lines.push({sign: ' ', text: old});
      [i, j] = [i + 1, j + 1];
    } else if (j >= after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({sign: '-', text: old});
      i += 1;
    } else {
      lines.push({sign: '+', text: now});
      j += 1;
    }
  }
  return lines;
}

function withContext(lines: readonly DiffLine[], context: number): DiffLine[] {
  const near = new Set<number>();
  lines.forEach(({sign}, at) => {
    if (sign !== ' ') for (let other = at - context; other <= at + context; other++) near.add(other);
  });
  return lines.flatMap((line, at): DiffLine[] => {
    if (near.has(at)) return [line];
    return at === 0 || near.has(at - 1) ? [{sign: ' ', text: '…'}] : [];
  });
}
