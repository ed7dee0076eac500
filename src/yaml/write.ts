import {randomUUID} from 'node:crypto';
import {DEFAULT_SCALAR_STYLE_RULES, defineScalarTag, dump, DUMP_SCHEMA, NOT_RESOLVED, SCALAR_STYLE} from 'js-yaml';
import type {ScalarStyleRule} from 'js-yaml';
import {holdsLogCommand, unicodeEscape, withoutLogCommands} from '../model/inert.ts';

/** Characters that a terminal or an editor would act on instead of showing them. */
const ACTIVE = /[\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
const ALL_ACTIVE = new RegExp(ACTIVE, 'g');
/** The same, and what JSON leaves as it is and YAML does not take, or takes for the end of a line. */
const UNPRINTABLE =
  /[^\n\t\u0020-\u007E\u00A0-\u200D\u2010-\u2027\u2030-\u2065\u206A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFC]/;
const ALL_QUOTED = /[\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFFD-\uFFFF]/g;

/** js-yaml has no word for 64-bit integers; written plain, they read as the numbers that they are. */
const bigTag = defineScalarTag<bigint>('tag:yaml.org,2002:helm-int64', {
  implicit: true,
  resolve: (source) => (/^-?\d{16,20}$/.test(source) ? BigInt(source) : NOT_RESOLVED),
  identify: (value) => typeof value === 'bigint',
  represent: String,
});
const SCHEMA = DUMP_SCHEMA.withTags(bigTag);

const quoteActive: ScalarStyleRule = (layout) => {
  if (ACTIVE.test(layout.node.value) || holdsLogCommand(layout.node.value)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
};
const STYLE_RULES = [quoteActive, ...Object.values(DEFAULT_SCALAR_STYLE_RULES)];

/** From here on js-yaml's own patterns run out of stack. */
const LONG = 50_000;

/** Block YAML that YAML 1.1 and 1.2 read alike: whatever one of them could take for more than a text is quoted. */
export function writeYaml(value: unknown): string {
  const long: string[] = [];
  const mark = `long-text-${randomUUID()}-`;
  const text = dump(
    withoutLong(value, (one) => `${mark}${long.push(one) - 1}-`),
    {
      schema: SCHEMA,
      lineWidth: -1,
      noRefs: true,
      skipInvalid: true,
      scalarStyleRules: STYLE_RULES,
    },
  );
  // All of them stand between double quotes now, where an escape means the same.
  const safe = withoutLogCommands(text.replace(ALL_ACTIVE, unicodeEscape));
  return long.length === 0
    ? safe
    : safe
        .split('\n')
        .map((line) => withLong(line, mark, long))
        .join('\n');
}

function withoutLong(value: unknown, put: (text: string) => string): unknown {
  if (typeof value === 'string') return value.length > LONG ? put(value) : value;
  if (Array.isArray(value)) return (value as unknown[]).map((item) => withoutLong(item, put));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutLong(item, put)]));
}

/** A long text in the place of its mark: line by line where it has lines and nothing that needs a quote, else between quotes. */
function withLong(line: string, mark: string, long: readonly string[]): string {
  const at = line.indexOf(mark);
  if (at < 0) return line;
  const number = Number.parseInt(line.slice(at + mark.length), 10);
  const text = long[number] ?? '';
  const [head, tail] = [line.slice(0, at), line.slice(at + mark.length + String(number).length + 1)];
  const quoted = (): string =>
    head + withoutLogCommands(JSON.stringify(text).replace(ALL_QUOTED, unicodeEscape)) + tail;
  // A key, or a text that begins with a space, cannot stand in lines of its own.
  if (tail !== '' || !text.includes('\n') || /^[ \n]/.test(text) || UNPRINTABLE.test(text) || holdsLogCommand(text))
    return quoted();
  const indent = ' '.repeat((/^ *(?:- )*/.exec(line)?.[0].length ?? 0) + 2);
  const end = /\n*$/.exec(text.slice(-3))?.[0].length ?? 0;
  const lines = text.split('\n').map((one) => (one === '' ? '' : indent + one));
  return `${head}|${end === 0 ? '-' : end === 1 ? '' : '+'}\n${(end === 0 ? lines : lines.slice(0, -1)).join('\n')}`;
}
