/** A picture from somewhere drawn anew: what comes out is pixels alone, and small. */
import { base64 } from '@scure/base';
import type { PictureImage } from '../rpc/pictures';
import { readHeader } from './header';

/** Width and height of what is drawn: twice the largest circle it is shown in. */
export const SIDE = 96;

/** Most pixels that are decoded, about 64 MB of them, and most along one side. */
export const MOST_PIXELS = 16_000_000;
const MOST_ALONG = 8_192;

/** Most bytes of a drawing. */
export const MOST_DRAWN = 32 * 1024;

/** Draws the middle of a picture file into a square; undefined where it is none, or too large to be decoded. */
export async function drawPicture(file: Uint8Array<ArrayBuffer>): Promise<PictureImage | undefined> {
  const header = readHeader(file);
  if (!header) return undefined;
  const { type, width, height } = header;
  if (width * height > MOST_PIXELS || Math.max(width, height) > MOST_ALONG) return undefined;
  const bitmap = await createImageBitmap(new Blob([file], { type }));
  try {
    return await toImage(bitmap);
  } finally {
    bitmap.close();
  }
}

async function toImage(bitmap: ImageBitmap): Promise<PictureImage | undefined> {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  const side = Math.min(bitmap.width, bitmap.height);
  context.imageSmoothingQuality = 'high';
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  context.drawImage(bitmap, left, top, side, side, 0, 0, SIDE, SIDE);
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 });
  if (blob.size > MOST_DRAWN) return undefined;
  // a browser that writes no WebP writes PNG
  const type = blob.type === 'image/webp' ? 'image/webp' : 'image/png';
  return { type, bytes: base64.encode(new Uint8Array(await blob.arrayBuffer())) };
}
