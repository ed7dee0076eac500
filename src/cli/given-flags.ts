/** The long names of the flags that were typed; `takesValue` are those behind which a word stands that is none. */
export function givenFlags(
  argv: readonly string[],
  aliases: Readonly<Record<string, string>>,
  takesValue: (flag: string) => boolean,
): Set<string> {
  const given = new Set<string>();
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (word === '--') break;
    const [, long, short] = /^(?:--([^=]+)|-([A-Za-z]+))(?:=.*)?$/s.exec(word) ?? [];
    const names =
      long === undefined ? Array.from(short ?? '').map((letter) => aliases[letter] ?? letter) : [aliases[long] ?? long];
    for (const name of names) given.add(name);
    const last = names.at(-1);
    if (last !== undefined && !word.includes('=') && takesValue(last)) at += 1;
  }
  return given;
}
