/** A command and what it said, with the terminal's own colour codes. */
export interface Scene {
  readonly line: string;
  readonly output: string;
}

const ROW = 19;
const CHARACTER = 8.4;
const TYPING = 0.045;
const READING = 2.2;

/** The dark palette of the console, by the code that selects it. */
const COLOURS: Readonly<Record<number, string>> = {
  31: '#FF6A9E',
  32: '#8FD9AE',
  33: '#FF9540',
  34: '#8CC4FF',
  35: '#D3B2FF',
  36: '#4FD0DC',
  90: '#8E9AA8',
  91: '#FF6A9E',
  93: '#F2DE6E',
};

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One row as spans; what it does not know of the codes it leaves out. */
function row(text: string): string {
  let bold = false;
  let dim = false;
  let colour: string | undefined;
  return text
    .split(/(\u001B\[[0-9;]*m)/)
    .map((part) => {
      if (!part.startsWith('\u001B')) {
        if (part === '') return '';
        const fill = colour ?? (dim ? '#8E9AA8' : undefined);
        const style = `${fill === undefined ? '' : ` fill="${fill}"`}${bold ? ' font-weight="700"' : ''}`;
        return style === '' ? escape(part) : `<tspan${style}>${escape(part)}</tspan>`;
      }
      for (const code of part.slice(2, -1).split(';').map(Number)) {
        if (code === 0) [bold, dim, colour] = [false, false, undefined];
        else if (code === 1) bold = true;
        else if (code === 2) dim = true;
        else if (code === 22) [bold, dim] = [false, false];
        else if (code === 39) colour = undefined;
        else if (COLOURS[code] !== undefined) colour = COLOURS[code];
      }
      return '';
    })
    .join('');
}

/** Text only: no font, no script, nothing from elsewhere; who wants no motion sees the end at once. */
export function svgOf(scenes: readonly Scene[]): string {
  const rows: {readonly text: string; readonly at: number}[] = [];
  let at = 0.6;
  for (const {line, output} of scenes) {
    rows.push({text: `\u001B[36m$\u001B[39m \u001B[1m${line}\u001B[22m`, at});
    at += line.length * TYPING;
    for (const text of output.split('\n')) rows.push({text, at});
    rows.push({text: '', at});
    at += READING;
  }
  const columns = Math.max(...rows.map(({text}) => text.replaceAll(/\u001B\[[0-9;]*m/g, '').length));
  const width = Math.ceil(columns * CHARACTER + 40);
  const height = rows.length * ROW + 24;
  const times = [...new Set(rows.map((each) => each.at))];
  const groups = times.map((time) => {
    const texts = rows
      .map((each, index) => ({...each, y: 28 + index * ROW}))
      .filter((each) => each.at === time && each.text !== '')
      .map((each) => `<text x="20" y="${each.y}" xml:space="preserve">${row(each.text)}</text>`);
    return `<g class="s" style="animation-delay:${time.toFixed(2)}s">\n${texts.join('\n')}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A terminal: ${escape(scenes.map(({line}) => line).join(', then '))}">
<style>
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#E6EBF0;white-space:pre}
.s{animation:s .01s linear both}
@keyframes s{from{opacity:0}to{opacity:1}}
@media (prefers-reduced-motion:reduce){.s{animation:none}}
</style>
<rect width="100%" height="100%" rx="6" fill="#0F1317"/>
${groups.join('\n')}
</svg>
`;
}
