/**
 * Randomness that a seed repeats. Every object draws from a generator of its own, seeded by the run's seed and the
 * object's name, so that what one object's writes meet does not move what another's draw.
 */
export class Rng {
  #state: number;

  constructor(...seed: readonly (string | number)[]) {
    // FNV-1a over the parts: names differ in few letters, and the mixing below spreads that.
    let hash = 0x811c9dc5;
    for (const char of seed.join('\0')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
    this.#state = hash >>> 0;
  }

  /** From 0 up to, not including, 1: a Weyl sequence through a mixer with good avalanche. */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[this.below(items.length)];
  }

  /** For a list that is written down with at least one item. */
  one<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  shuffled<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let index = result.length - 1; index > 0; index--) {
      const other = this.below(index + 1);
      [result[index], result[other]] = [result[other] as T, result[index] as T];
    }
    return result;
  }

  weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
    const entries = Object.entries(weights) as [T, number][];
    let rest = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      rest -= weight;
      if (rest < 0) return name;
    }
    return (entries[0] as [T, number])[0];
  }

  /** All names, the heavier ones likely first. */
  ordered(weights: Readonly<Record<string, number>>): string[] {
    return Object.entries(weights)
      .map(([name, weight]) => ({name, rank: this.next() ** (1 / weight)}))
      .toSorted((a, b) => b.rank - a.rank)
      .map(({name}) => name);
  }

  word(length = 4): string {
    return Array.from({length}, () => 'abcdefghijkmnpqrstuvwxyz'[this.below(24)]).join('');
  }
}
