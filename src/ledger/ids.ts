/** An id: so many hex digits. */
export const ID_LENGTH = 64;
/** No two ids of a ledger stand closer to each other. */
const BYTES_A_LINE = 80;

/** Which ids stand at some places of a ledger's bytes, numbered from 0 as they come. */
export interface IdTable {
  /** How many there can be. */
  readonly most: number;
  readonly size: () => number;
  /** The number that the id at this byte gets; undefined where it has one already. */
  readonly add: (at: number) => number | undefined;
  /** Where the id of a number begins. */
  readonly startOf: (number: number) => number;
  /** The number of an id; undefined where it is not there. */
  readonly numberOf: (id: string) => number | undefined;
}

/** A hash table of places: a Map of as many texts, each cut out of the bytes, takes longer. */
export function idTable(bytes: Buffer): IdTable {
  const most = Math.floor(bytes.length / BYTES_A_LINE) + 1;
  const [starts, hashes] = [new Float64Array(most), new Int32Array(most)];
  let size = 0;
  /** Numbers, each one more than it is; 0 is a free slot. Half of them are free: what is larger than it must be is slow. */
  let slots = new Int32Array(4096);
  const slotOf = (key: Buffer, at: number, hash: number): number => {
    const last = slots.length - 1;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const number = (slots[slot] ?? 0) - 1;
      if (number < 0 || (hashes[number] === hash && isSame(bytes, starts[number] ?? 0, key, at))) return slot;
    }
  };
  const grow = (): void => {
    slots = new Int32Array(slots.length * 4);
    const last = slots.length - 1;
    for (let number = 0; number < size; number++) {
      let slot = (hashes[number] ?? 0) & last;
      while (slots[slot] !== 0) slot = (slot + 1) & last;
      slots[slot] = number + 1;
    }
  };
  return {
    most,
    size: () => size,
    add(at) {
      const hash = hashOf(bytes, at);
      const slot = slotOf(bytes, at, hash);
      if (slots[slot] !== 0 || size === most) return undefined;
      starts[size] = at;
      hashes[size] = hash;
      size += 1;
      slots[slot] = size;
      if (size * 2 > slots.length) grow();
      return size - 1;
    },
    startOf: (number) => starts[number] ?? 0,
    numberOf(id) {
      if (id.length !== ID_LENGTH) return undefined;
      const key = Buffer.from(id, 'latin1');
      const known = slots[slotOf(key, 0, hashOf(key, 0))] ?? 0;
      return known === 0 ? undefined : known - 1;
    },
  };
}

/** Of a digest eight digits are as good as all. */
function hashOf(bytes: Buffer, at: number): number {
  const digits = Math.imul(bytes.readInt32LE(at), 0x9e_37_79_b1) ^ bytes.readInt32LE(at + 4);
  const mixed = Math.imul(digits ^ (digits >>> 15), 0x85_eb_ca_6b);
  return mixed ^ (mixed >>> 13);
}

function isSame(a: Buffer, from: number, b: Buffer, at: number): boolean {
  for (let digit = 0; digit < ID_LENGTH; digit++) if (a[from + digit] !== b[at + digit]) return false;
  return true;
}
