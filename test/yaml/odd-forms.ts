/** Brackets and quotes whose lines are indented by less than what they belong to, as charts write them. */
export const SHALLOW: readonly string[] = [
  'k: [\n  a,\n  b\n]\nz: 1\n',
  'k:\n  - x: [\n    "a", "b"\n    ]\n    y: 1\n',
  'k:\n  args: [\n    "a",\n  "b"\n  ]\n  y: yes\n',
  'k:\n  a: {\n  b: 1,\n# a comment\n  c: [\n1,\n2]\n  }\nz: 1\n',
  'k:\n  - x: "a\n  b"\n    y: 1\n',
  "k:\n  - x: 'a\n\n\n  b\n c'\n    y: 1\n",
  'k:\n  - x: "a\\\n  b"\n    y: 1\n',
  'k:\n  a: [\n\tb,\n\tc\n  ]\n',
  'k:\n  a: [b c\nd,\ne]\n',
  'k:\n  a: [b\n  c: d]\n',
  'k:\n  a: [b,\n',
  'k:\n  a: "b\nc: d\n',
];

/** What Go's parser takes for the end of a line, beside those that every parser knows. */
const OLD_BREAKS: readonly string[] = ['\u0085', '\u2028', '\u2029'];

/** `~` is the end of a line: in and around scalars of every style, between keys, in brackets, in a comment, at the text's end. */
const WITH_BREAK: readonly string[] = [
  'k: a~  b\n',
  'k: a~b\n',
  "k: 'a~b'\n",
  "k: 'it''s ~  ~  b'\n",
  'k: "a~b"\n',
  'k: "a ~~  b"\n',
  'k: "a\n~  b\\~  ~  c\\ ~d\\\\~e"\n',
  'k: " ~ "\n',
  'k: |\n  a~  b~~    c\n',
  'k: |~  a\n',
  'k: |-\n  a~\n',
  'k: |+\n  a~\n',
  'k: |\n  ~  a\n',
  'k: |\n  a~z: b\n',
  'k: >\n  a~  b~~  c~   d~  e\n',
  'k: >\n  a\n~  b\n',
  'k: 1~z: 2~\n',
  'k: a~---~z: 1\n',
  '# c~k: 1\n',
  'k: a # c~z: 1\n',
  'k: [a,~  b]\n',
  'k:\n  - x: [~    "a", ~b~]\n    y: 1\n',
  '{k: a,~z: b}\n',
  '{"k": "a~b"}\n',
  'k: &x~ 1\nz: *x\n',
  '"a~b": 1\n',
  '~k:~  a: 1\n',
  '- a~- b\n',
];

export const BROKEN: readonly string[] = OLD_BREAKS.flatMap((end) =>
  WITH_BREAK.map((text) => text.replaceAll('~', end)),
);

/** `\` at a line's end and blank lines behind it. */
export const FOLDED: readonly string[] = [
  'k: "a\\\n  b"\n',
  'k: "a\\\n\n  b"\n',
  'k: "a\\\n\n\n  b"\n',
  'k: "a \\\n \t\n  \\ b"\n',
  'k: "a\\\n  \n  \\\n  b"\n',
  'k: "a\\\r\n\r\n  b"\n',
  'k: "\\\n\n\n  a\n\n  b\\\n  c\\\n\n"\n',
  'k: "a\\\\\n\n  b\\  \n  c"\n',
  "k: 'a\\\n\n  b'\n",
];

/** Several merge keys in one mapping, and keys that they have in common. */
export const MERGED: readonly string[] = [
  '<<: *one\n  <<: *two',
  '<<: *two\n  <<: *one',
  'a: 9\n  <<: *one\n  <<: *two',
  '<<: *one\n  a: 9\n  <<: *two\n  b: 8',
  '<<: [*one, *two]\n  <<: [*two, *one]',
  '<<: [*two, *one]',
  '<<: {a: 1, <<: *two}\n  <<: *one',
  '<<: [{<<: *two, a: 7}, *one]\n  a: 3',
  '!!merge <<: *one\n  <<: {}\n  <<: []',
  '"<<": *one\n  <<: *two',
].map((uses) => `x: &one {a: 1, b: 2}\ny: &two {a: 3, c: 4}\nuse:\n  ${uses}\n`);

type Next = () => number;

const picker =
  (next: Next) =>
  <T>(list: readonly T[]): T =>
    list[Math.floor(next() * list.length)] as T;

const STYLES = [
  ["'", "'"],
  ['"', '"'],
  ['', ''],
  ['|\n  ', ''],
  ['>\n  ', ''],
  ['|+\n  ', ''],
  ['>-\n  ', ''],
] as const;

/** A scalar whose lines end in all ways, at the end of a mapping. */
export function brokenScalar(next: Next): string {
  const pick = picker(next);
  const end = (): string => pick(['\n', '\n', ...OLD_BREAKS]);
  const [open, close] = pick(STYLES);
  const lines = Array.from({length: 2 + Math.floor(next() * 4)}, () => {
    const slash = open === '"' && next() < 0.3 ? '\\' : '';
    return `${pick(['a', 'b c', "d''e", ' f', 'g ', ''])}${slash}${end()}${next() < 0.3 ? end() : ''}  `;
  });
  return `k: ${open}x${lines.join('')}y${close}${next() < 0.3 ? '' : end()}\n`;
}

/** A mapping with several merge keys among its own. */
export function mergedTwice(next: Next): string {
  const pick = picker(next);
  const pairs = [
    '<<: *one',
    '<<: *two',
    '<<: [*two, *one]',
    '<<: [*one, {b: 6}]',
    'a: 9',
    'c: 7',
    '<<: {b: 5, <<: *two}',
  ];
  const uses = Array.from({length: 4}, () => `  ${pick(pairs)}\n`);
  return `x: &one {a: 1, b: 2}\ny: &two {a: 2, c: 3}\nuse:\n${uses.join('')}`;
}
