/**
 * The gem of an account: one public key in, one accent and one drawing out.
 * Pure and deterministic. A gem helps to recognise an account; it never proves one.
 */

/** Five tones per accent, lit to deep. The same in light and dark, so a gem never changes. */
export const TONES = {
  amber: ['#ffdcc3', '#feb784', '#f78831', '#d26401', '#a34701'],
  citrine: ['#fae5a2', '#f5ca5c', '#e0a40b', '#bd7f01', '#975d01'],
  peridot: ['#d4f0a5', '#b2da5f', '#8fbc09', '#729700', '#567204'],
  emerald: ['#baf3ce', '#81dda5', '#4dc080', '#1f9d60', '#047745'],
  turquoise: ['#b9efec', '#80d8d4', '#4bbab6', '#1c9794', '#08726f'],
  topaz: ['#c5e9ff', '#7fd1fe', '#36b3ed', '#0990c5', '#046c95'],
  sapphire: ['#d5e4ff', '#a9c6fe', '#76a4ff', '#447df5', '#2b5bc3'],
  amethyst: ['#e4defe', '#c9bafe', '#ad90ff', '#8e66e9', '#6c47b9'],
  spinel: ['#fed2ff', '#fb9efd', '#e176e5', '#bc53c0', '#923696'],
  rose: ['#ffd6e4', '#ffa8c8', '#fe6aaa', '#d74688', '#a82966'],
} as const;

/** A colour that an account can wear. */
export type Accent = keyof typeof TONES;

export const ACCENTS = Object.keys(TONES) as [Accent, ...Accent[]];

/** One polygon on the 48 grid: `points` as SVG and Path2D read them. */
export interface Facet {
  points: string;
  fill: string;
}

type Point = readonly [x: number, y: number];

/** Outlines on a 48 grid, clockwise. Silhouettes differ even at 16 px. */
const CUTS: readonly (readonly number[])[] = [
  [24, 2, 43, 13, 43, 35, 24, 46, 5, 35, 5, 13], // hexagon
  [13, 6, 35, 6, 46, 24, 35, 42, 13, 42, 2, 24], // wide hexagon
  [12, 4, 36, 4, 44, 12, 44, 36, 36, 44, 12, 44, 4, 36, 4, 12], // cushion
  [19, 3, 29, 3, 45, 19, 45, 29, 29, 45, 19, 45, 3, 29, 3, 19], // lozenge
  [17, 2, 31, 2, 39, 10, 39, 38, 31, 46, 17, 46, 9, 38, 9, 10], // baguette
  [12, 6, 36, 6, 46, 20, 24, 45, 2, 20], // brilliant
  [24, 3, 46, 19, 38, 44, 10, 44, 2, 19], // pentagon
  [19, 4, 29, 4, 46, 35, 41, 43, 7, 43, 2, 35], // trillion
  [24, 1, 36, 15, 43, 30, 35, 44, 13, 44, 5, 30, 12, 15], // pear
];

/** Small seeded dice (FNV-1a, then xorshift): a mined prefix does not make two keys look alike. */
function createDice(text: string): (sides: number) => number {
  let state = 2166136261;
  for (const char of text) state = Math.imul(state ^ char.charCodeAt(0), 16777619);
  return (sides) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
}

const pick = <T>(from: readonly T[], index: number): T => from[(index + from.length) % from.length] as T;

/** The accent of a pubkey; of those in `taken` none, while a free one is left. */
export function pickAccent(pubkey: string, taken: readonly Accent[] = []): Accent {
  const first = createDice(pubkey)(ACCENTS.length);
  const wishes = ACCENTS.map((_, index) => pick(ACCENTS, first + 3 * index));
  return wishes.find((accent) => !taken.includes(accent)) ?? pick(wishes, 0);
}

/** The drawing of a pubkey in an accent's tones: facets around the rim, then the table, in painting order. */
export function toFacets(pubkey: string, accent: Accent = pickAccent(pubkey)): Facet[] {
  const roll = createDice(pubkey);
  roll(ACCENTS.length); // the accent's throw comes first, so the shape does not depend on the colour
  const tones = TONES[accent];
  const cut = pick(CUTS, roll(CUTS.length));
  const rim = cut.flatMap((x, i): Point[] => (i % 2 ? [] : [[x, cut[i + 1] as number]]));
  const twist = pick([0, 0, 1, -1], roll(4)); // a twisted table points half way to the next corner
  const size = 0.46 + roll(12) / 100;
  const centre: Point = [21 + roll(7), 21 + roll(7)];
  const lamp = -2.4 + 0.4 * roll(5); // radians; light always comes from above

  const table = rim.map((corner, i): Point => {
    const beside = pick(rim, i + twist);
    const toTable = (axis: 0 | 1) =>
      Number((centre[axis] + ((corner[axis] + beside[axis]) / 2 - 24) * size).toFixed(1));
    return [toTable(0), toTable(1)];
  });
  const shades = rim.map(([x, y], i) => {
    const [nextX, nextY] = pick(rim, i + 1);
    const facing = Math.atan2(y + nextY - 48, x + nextX - 48);
    return Math.min(4, Math.max(1, Math.round(2.5 - 1.6 * Math.cos(facing - lamp)) + roll(2)));
  });
  shades.forEach((shade, i) => {
    // no two neighbours alike, so every edge shows
    const beside = [pick(shades, i - 1), pick(shades, i + 1)];
    const near = [shade, shade - 1, shade + 1, shade - 2, shade + 2];
    shades[i] = near.find((n) => n >= 1 && n <= 4 && !beside.includes(n)) ?? shade;
  });
  const facets = rim.map((corner, i) => ({
    points: [corner, pick(rim, i + 1), pick(table, i + 1), pick(table, i)].join(' '),
    fill: pick(tones, pick(shades, i)),
  }));
  return [...facets, { points: table.join(' '), fill: pick(tones, roll(2)) }];
}
