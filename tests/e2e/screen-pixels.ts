import { readFile } from 'node:fs/promises';

/** Rows of a screen. */
interface Rows {
  top: number;
  bottom: number;
}

/** What is on a display, read from its framebuffer. */
export interface ScreenPixels {
  readonly width: number;
  readonly height: number;
  /** How many pixels of the region have this colour (`#rrggbb`). */
  count(colour: string, region?: Rows): number;
  /** The first point of the region that has one of these colours. */
  find(colours: readonly string[], region: Rows): { x: number; y: number } | undefined;
  /** The colour of a point. */
  at(x: number, y: number): string;
}

/** Big-endian 32-bit fields of an XWD header, by index (X11/XWDFile.h, version 7). */
const FIELD = { headerSize: 0, width: 4, height: 5, bytesPerLine: 12, colours: 19 };
const COLOUR_SIZE = 12;

/** Reads the framebuffer file that Xvfb keeps with `-fbdir`: 32 bits a pixel, blue first. */
export async function readScreen(path: string): Promise<ScreenPixels> {
  const bytes = await readFile(path);
  const field = (name: keyof typeof FIELD) => bytes.readUInt32BE(4 * FIELD[name]);
  const width = field('width');
  const height = field('height');
  const start = field('headerSize') + COLOUR_SIZE * field('colours');
  const valueAt = (x: number, y: number) => bytes.readUIntLE(start + y * field('bytesPerLine') + 4 * x, 3);
  const at = (x: number, y: number) => `#${valueAt(x, y).toString(16).padStart(6, '0')}`;
  return {
    width,
    height,
    at,
    find(colours, { top, bottom }) {
      for (let y = top; y < bottom; y += 1) {
        for (let x = 0; x < width; x += 1) if (colours.includes(at(x, y))) return { x, y };
      }
      return undefined;
    },
    count(colour, { top, bottom } = { top: 0, bottom: height }) {
      const wanted = Number.parseInt(colour.slice(1), 16);
      let found = 0;
      for (let y = top; y < bottom; y += 1) {
        for (let x = 0; x < width; x += 1) {
          if (valueAt(x, y) === wanted) found += 1;
        }
      }
      return found;
    },
  };
}
