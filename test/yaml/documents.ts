import {random} from '../oracle/oracle.ts';

/** Scalars in every form that the YAML versions disagree on. */
export const SCALARS: readonly string[] = [
  '0644', '0o644', '0x1F', '-0x1f', '+0x1f', '0b101', '-0b11', '+0b1', '0', '-0', '+0', '00', '08', '09', '0_7', '1_000', '1__0', '_1', '1_', '12e03', '1e3', '1E3', '1e+3', '1.5e-7', '1.0', '1.', '.5', '-.5', '+.5', '._5', '.5_0', '.', '..', '-', '1.2.3', '1e', 'e1', '0x', '0o', '0b', '0o8', '0b2', '0xg',
  'y', 'Y', 'yes', 'Yes', 'YES', 'yEs', 'on', 'On', 'ON', 'n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'true', 'True', 'TRUE', 'tRUE', 'false', 'False', 'FALSE', '~', 'null', 'Null', 'NULL', 'nUll', 'nil',
  '.nan', '.NaN', '.inf', '-.inf', '+.INF', '.Inf', '1:30', '190:20:30', '190:20:30.15', '2001-12-14', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43.10 -5', '2001-1-1', '20011214', '9007199254740991', '9007199254740993', '-9007199254740993', '9223372036854775807', '9223372036854775808', '18446744073709551615', '18446744073709551616', '-9223372036854775808', '-9223372036854775809', '123456789012345678901234567890', '1e400', '1e22', '123456789.123456789', '0.1', '1e-10', '100000000000000000000', '+1', '-1', '+9223372036854775807', '+9223372036854775808', '1,000', '1 000', '0 644', '0x_1f', '0_x1', '0o_7', '0b_1',
  'hello', 'hello world', 'a#b', 'a #b', 'a:b', '"quoted"', "'single'", '"0644"', "'yes'", '"\\u00e9\\n\\t"', '"a\\\n  b"', "'it''s'", '!!str 12', '!!str yes', '!!int 12', '!!int "12"', '!!int x', '!!float 1', '!!float 1.5', '!!float x', '!!bool yes', '!!bool x', '!!null ~', '!!null x', '!!binary aGk=', '!!binary "aGk="', '!!binary @@', '!custom x', '!custom 12', '! 12', '!!timestamp 2001-12-14', '<<', '=', '"<<"', '@x', '`x', '%x', '&a 1', '[]', '{}', '[1, 0o7, yes]', '{a: 1, 2: b}', '{yes: no}', '[a, [b, {c: d}]]', '{a: , b: }', '[a, ]', '""', "''", '\u00e9', '\u{1F600}', '-1_0.5', '1_0.5', '+.5e3', '6.', '6.e3', '6.8523015e+5', '685.230_15e+03', 'Infinity', 'NaN', '0.0', '-0.0', '1e0', '0e0', '00.5', '01.5', '08.5', '0777777777777777777777', '0x8000000000000000', '0xFFFFFFFFFFFFFFFF', '0x10000000000000000', '1__', '-_1', '- 1', '?x', ':x', '-x', 'x-', 'x:', 'True ', '1 # c', 'yes # c',
];

/** Keys that stay different when they become text: of two that do not, Go keeps one by chance. */
const KEYS: readonly string[] = ['a', 'b', 'name', 'n', 'yes', '01', '0x10', '1.5', '1e6', '1e3', '123456.7', '1234567.0', '0.0001', '0.00001', '2001-12-14', '"n"', 'app.kubernetes.io/name', '"x y"', 'z z', '9007199254740993', '!!str 5', '"__x"', 'constructor', 'toString', 'hasOwnProperty', '""', '-1', '-x', '1_1'];

const BLOCKS: readonly string[] = ['|\n  a\n  b\n', '|-\n  a\n\n  b\n\n', '|+\n  a\n\n', '>\n  a\n  b\n\n  c\n', '>-\n  a\n   b\n  c\n', '|2\n    a\n   b\n', '>+\n  x\n\n\n', '|\n  a\n  \tb\n  #b\n', '|\n\n  a\n', '>\n  a\n\n\n  b\n    c\n  d\n'];

/** One document of every scalar, as a value, a list item, a key, in flow, and at the top. */
export function table(): string[] {
  return SCALARS.flatMap((scalar) => [`k: ${scalar}\n`, `- ${scalar}\n`, `${scalar}: v\n`, `{k: ${scalar}}\n`, `${scalar}\n`, `k: ${scalar} # c\n`, `k:\n  - x: ${scalar}\n    y: 1\n`]);
}

export function generated(count: number, seed: number): string[] {
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const indented = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`).trimEnd() + '\n';
  // A scalar over several lines must be indented by more than its parent; the block forms do that.
  const INLINE = SCALARS.filter((text) => !text.includes('\n'));
  const value = (depth: number, indent: string): string => {
    const roll = next();
    if (depth <= 0 || roll < 0.45) return ` ${pick(INLINE)}\n`;
    if (roll < 0.55) return ` ${indented(pick(BLOCKS), indent)}`;
    if (roll < 0.75) return `\n${map(depth - 1, `${indent}  `)}`;
    if (roll < 0.9) return `\n${list(depth - 1, `${indent}  `)}`;
    return ` {${pick(KEYS)}: ${pick(SCALARS.filter((text) => !/[[\]{},#\n]|^[-?:]|:$|^!|^&|\.nan|inf/i.test(text)))}, z: [1, ${pick(['yes', '0644', '1e3', 'x'])}]}\n`;
  };
  const map = (depth: number, indent: string): string =>
    [...new Set(Array.from({length: 1 + Math.floor(next() * 4)}, () => pick(KEYS)))]
      .map((key) => `${next() < 0.08 ? `${indent}# comment\n` : ''}${indent}${key}:${value(depth, indent)}`)
      .join('');
  const list = (depth: number, indent: string): string =>
    Array.from({length: 1 + Math.floor(next() * 3)}, () => `${indent}-${value(depth, indent)}`).join('');
  return Array.from({length: count}, () => {
    const roll = next();
    const anchored = `base: &base\n  a: 1\n  b: ${pick(INLINE)}\nuse:\n  <<: *base\n  c: ${pick(INLINE)}\nagain: *base\n`;
    const body = roll < 0.1 ? anchored : roll < 0.25 ? list(3, '') : map(3, '');
    return next() < 0.05 ? body.replaceAll('\n', '\r\n') : body;
  });
}
