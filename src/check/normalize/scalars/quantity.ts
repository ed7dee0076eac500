const BINARY: Readonly<Record<string, number>> = {Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60};
const DECIMAL: Readonly<Record<string, number>> = {n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18};
const QUANTITY = /^([+-]?)(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d{1,3})?$/;

/**
 * A text that two quantities share exactly when Go's resource.Quantity compares them equal: the value in billionths, for
 * Go rounds up what is finer; or in what `places` after the point hold, rounded up alike. Undefined where the text is no quantity.
 */
export function canonicalQuantity(value: string | number | bigint, places: 3 | 9 = 9): string | undefined {
  const match = QUANTITY.exec(String(value));
  if (match === null) return undefined;
  const [, sign, number = '', suffix = ''] = match;
  const [whole = '', fraction = ''] = number.split('.');
  const digits = BigInt(`${whole}${fraction}` || '0');
  const power = /^[eE]./.test(suffix) ? Number(suffix.slice(1)) : (DECIMAL[suffix] ?? 0);
  const scaled = digits << BigInt(BINARY[suffix] ?? 0);
  // In units of the last place: 10^(power - fraction digits + places).
  const exponent = power - fraction.length + places;
  const units = exponent >= 0 ? scaled * 10n ** BigInt(exponent) : roundedUp(scaled, 10n ** BigInt(-exponent));
  return `${sign === '-' && units !== 0n ? '-' : ''}${units}${places === 9 ? 'n' : 'm'}`;
}

function roundedUp(value: bigint, divisor: bigint): bigint {
  return (value + divisor - 1n) / divisor;
}
