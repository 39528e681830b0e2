import { TONES, toFacets, type Accent, type Facet } from '../nostr/avatar';
import { MARK } from '../nostr/mark';

/** Facets of a drawing on a square grid of `grid` units, filled into a canvas of `size` pixels. */
function drawFacets(facets: readonly Facet[], grid: number, size: number): OffscreenCanvasRenderingContext2D {
  const canvas = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true });
  if (!canvas) throw new Error('no 2d canvas in this worker');
  canvas.save();
  canvas.scale(size / grid, size / grid);
  canvas.lineJoin = 'round';
  canvas.lineWidth = (0.7 * grid) / 48;
  for (const { points, fill } of facets) {
    const path = new Path2D(`M${points}Z`);
    canvas.fillStyle = fill;
    canvas.strokeStyle = fill;
    canvas.fill(path);
    canvas.stroke(path);
  }
  canvas.restore();
  return canvas;
}

/** The five tones of a gem without its colour, lit to deep; none of them is a grey of the mark. */
export const GREY_TONES = ['#e6e7e9', '#c4c6c9', '#a5a7ac', '#84878c', '#606368'] as const;

/** What an icon of an account is drawn from; `isGrey`: without its colour. */
export interface AccountIcon {
  pubkey: string;
  accent: Accent;
  initial: string;
  isGrey: boolean;
}

/** The toolbar icon of an account: its gem, with its initial on the table. `size` in pixels. */
export function drawAccountIcon({ pubkey, accent, initial, isGrey }: AccountIcon, size: number): ImageData {
  const colours: readonly string[] = TONES[accent];
  const tones = isGrey ? GREY_TONES : TONES[accent];
  const facets = toFacets(pubkey, accent).map(({ points, fill }) => ({
    points,
    fill: tones[colours.indexOf(fill)] ?? fill,
  }));
  const canvas = drawFacets(facets, 48, size);
  canvas.font = `700 ${Math.round(size * 0.5)}px system-ui, sans-serif`;
  canvas.textAlign = 'center';
  canvas.textBaseline = 'middle';
  // a light rim keeps the letter readable where it leaves the table
  canvas.lineWidth = Math.max(1.5, size / 10);
  canvas.strokeStyle = tones[0];
  canvas.strokeText(initial, size / 2, size * 0.54);
  canvas.fillStyle = '#17191f';
  canvas.fillText(initial, size / 2, size * 0.54);
  return canvas.getImageData(0, 0, size, size);
}

/** Facet's mark without colour: locked, so nobody is anybody. */
export function drawLockedIcon(size: number): ImageData {
  const facets = MARK.map(({ points, grey }) => ({ points, fill: grey }));
  return drawFacets(facets, 128, size).getImageData(0, 0, size, size);
}

/** The first letter of a name as people write it, upper case; `•` where there is none. */
export function toInitial(name: string): string {
  const first = [...new Intl.Segmenter().segment(name.trim())][0]?.segment;
  return first?.toLocaleUpperCase() ?? '•';
}
