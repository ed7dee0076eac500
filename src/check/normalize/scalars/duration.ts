const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  '\u00B5s': 1_000n,
  '\u03BCs': 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const PART = /(\d+\.?\d*|\.\d+)(ns|us|\u00B5s|\u03BCs|ms|s|m|h)/y;

/** Nanoseconds of a text that Go's time.ParseDuration takes, as `ns:…`; undefined for any other text. */
export function canonicalDuration(text: string): string | undefined {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  PART.lastIndex = sign.length;
  let total = 0n;
  let at = sign.length;
  for (let part = PART.exec(text); part !== null; part = PART.exec(text)) {
    const [all, number = '', unit = ''] = part;
    const [whole = '', fraction = ''] = number.split('.');
    const scale = UNITS[unit] as bigint;
    total += BigInt(whole || '0') * scale + (BigInt(fraction || '0') * scale) / 10n ** BigInt(fraction.length);
    at += all.length;
  }
  if (at !== text.length || at === sign.length) return undefined;
  return `ns:${sign === '-' ? -total : total}`;
}
