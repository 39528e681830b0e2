/** Counts many byte sequences at once in memory that is handed over piece by piece. */

export interface Search {
  /** The memory goes on with these bytes. */
  feed(piece: Uint8Array): void;
  /** What comes next does not lie behind what came last. */
  breakOff(): void;
  /** How often each sequence was met, by its name. */
  counts: Record<string, number>;
}

/** Memory is looked at in steps of so many bytes: each sequence has that many marks, of which one lies on a step. */
const STEP = 8;

/** Bytes of a mark, by which a sequence is recognised before it is compared. */
const MARK = 4;

const SHORTEST = STEP + MARK - 1;

/** Where the marks of a sequence begin: in the place with the most different bytes, as memory is full of zeros and letters. */
function findMarks(bytes: Uint8Array): number {
  let best = 0;
  let most = 0;
  for (let at = 0; at <= bytes.length - SHORTEST; at += 1) {
    const different = new Set(bytes.subarray(at, at + SHORTEST)).size;
    if (different > most) [best, most] = [at, different];
  }
  return best;
}

/** Some bits of a mark: one look at a table tells whether any sequence may be here. */
const TABLE = 0x10_0000;
const toSlot = (mark: number): number => Math.imul(mark, 0x9e37_79b1) >>> 12;

/** A search for these sequences; one that lies over the border of two pieces is found. */
export function createSearch(sequences: Readonly<Record<string, Uint8Array>>): Search {
  const table = new Uint8Array(TABLE);
  const marked = new Map<number, { name: string; bytes: Uint8Array; at: number }[]>();
  const counts: Record<string, number> = {};
  let longest = 1;
  for (const [name, bytes] of Object.entries(sequences)) {
    if (bytes.length < SHORTEST) throw new Error(`${name} is too short to be searched for`);
    const first = findMarks(bytes);
    for (let at = first; at < first + STEP; at += 1) {
      const mark = new DataView(bytes.buffer, bytes.byteOffset + at).getInt32(0, true);
      table[toSlot(mark)] = 1;
      marked.set(mark, [...(marked.get(mark) ?? []), { name, bytes, at }]);
    }
    longest = Math.max(longest, bytes.length);
    counts[name] = 0;
  }
  /** The end of the last piece, as long as a sequence may reach into it, and then the next one; made once, as memory is dear. */
  let memory = new Uint8Array(0);
  let rest = 0;

  function isAt(start: number, bytes: Uint8Array): boolean {
    for (let index = 0; index < bytes.length; index += 1) {
      if (memory[start + index] !== bytes[index]) return false;
    }
    return true;
  }

  /** Counts what has a mark here, unless it ended within the rest of the piece before: it was counted then. */
  function count(mark: number, place: number, length: number): void {
    for (const { name, bytes, at } of marked.get(mark) ?? []) {
      const start = place - at;
      const end = start + bytes.length;
      if (start >= 0 && end > rest && end <= length && isAt(start, bytes)) counts[name]! += 1;
    }
  }

  return {
    counts,
    feed(piece) {
      const length = rest + piece.length;
      if (memory.length < length) {
        const larger = new Uint8Array((longest + piece.length + MARK) & -MARK);
        larger.set(memory.subarray(0, rest));
        memory = larger;
      }
      memory.set(piece, rest);
      const words = new Int32Array(memory.buffer, 0, (length + MARK - 1) >> 2);
      for (let index = 0; index < words.length; index += STEP / MARK) {
        const mark = words[index]!;
        if (mark !== 0 && table[toSlot(mark)] !== 0) count(mark, index * MARK, length);
      }
      const kept = Math.min(length, longest - 1);
      memory.copyWithin(0, length - kept, length);
      rest = kept;
    },
    breakOff() {
      rest = 0;
    },
  };
}
