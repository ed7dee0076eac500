/** An id: so many hex digits. */
export const ID_LENGTH = 64;
/** Words of four digits that are kept of each: 128 bits of a digest are as good as all. */
const WORDS = 8;
const DIGITS_A_WORD = 4;

/** Which ids a ledger has, numbered from 0 as they come. */
export interface IdTable {
  readonly size: () => number;
  /** The number that the id at this byte gets; undefined where it has one already. */
  readonly add: (bytes: Buffer, at: number) => number | undefined;
  /** Whether the id of a number starts so, as far as it is kept. */
  readonly startsWith: (number: number, start: string) => boolean;
  /** The number of an id; undefined where it is not there. */
  readonly numberOf: (id: string) => number | undefined;
}

/** A hash table of numbers, at first for so many: a Map of as many texts, each cut out of the bytes, takes longer. */
export function idTable(expected: number): IdTable {
  let size = 0;
  let words = new Int32Array(Math.max(expected, 16) * WORDS);
  /** Numbers, each one more than it is; 0 is a free slot. A half of them and more are free. */
  let slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * Math.max(expected, 16))));
  const isAt = (number: number, bytes: Buffer, at: number): boolean => {
    for (let word = 0; word < WORDS; word++) if (words[number * WORDS + word] !== wordAt(bytes, at, word)) return false;
    return true;
  };
  const slotOf = (bytes: Buffer, at: number): number => {
    const last = slots.length - 1;
    let slot = hashOf(wordAt(bytes, at, 0), wordAt(bytes, at, 1)) & last;
    for (;;) {
      const known = slots[slot] ?? 0;
      if (known === 0 || isAt(known - 1, bytes, at)) return slot;
      slot = (slot + 1) & last;
    }
  };
  const grow = (): void => {
    const wider = new Int32Array(words.length * 2);
    wider.set(words);
    words = wider;
    slots = new Int32Array(slots.length * 2);
    const last = slots.length - 1;
    for (let number = 0; number < size; number++) {
      let slot = hashOf(words[number * WORDS] ?? 0, words[number * WORDS + 1] ?? 0) & last;
      while (slots[slot] !== 0) slot = (slot + 1) & last;
      slots[slot] = number + 1;
    }
  };
  return {
    size: () => size,
    add(bytes, at) {
      if ((size + 1) * WORDS > words.length) grow();
      const slot = slotOf(bytes, at);
      if (slots[slot] !== 0) return undefined;
      for (let word = 0; word < WORDS; word++) words[size * WORDS + word] = wordAt(bytes, at, word);
      size += 1;
      slots[slot] = size;
      return size - 1;
    },
    startsWith(number, start) {
      for (let digit = 0; digit < Math.min(start.length, WORDS * DIGITS_A_WORD); digit++) {
        const word = words[number * WORDS + Math.floor(digit / DIGITS_A_WORD)] ?? 0;
        if (((word >> ((digit % DIGITS_A_WORD) * 8)) & 0xff) !== start.charCodeAt(digit)) return false;
      }
      return start.length <= ID_LENGTH;
    },
    numberOf(id) {
      if (id.length !== ID_LENGTH) return undefined;
      const known = slots[slotOf(Buffer.from(id, 'latin1'), 0)] ?? 0;
      return known === 0 ? undefined : known - 1;
    },
  };
}

function wordAt(bytes: Buffer, at: number, word: number): number {
  return bytes.readInt32LE(at + word * DIGITS_A_WORD);
}

function hashOf(one: number, two: number): number {
  const digits = Math.imul(one, 0x9e_37_79_b1) ^ two;
  const mixed = Math.imul(digits ^ (digits >>> 15), 0x85_eb_ca_6b);
  return mixed ^ (mixed >>> 13);
}
